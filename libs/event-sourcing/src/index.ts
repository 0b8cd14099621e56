export * from './decider';
export * from './event-store';
export * from './run-command';
