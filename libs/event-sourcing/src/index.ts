export * from './decider';
export * from './event-store';
export { hashEvent, verifyChain, type StoredEvent } from './hash-chain';
export { InMemoryEventStore, type InMemoryRow } from './in-memory-event-store';
export { eventStoreMigrations } from './migrations';
export { PostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store';
export * from './run-command';
export { StreamStates, type FoldedStreams, type StateChange } from './stream-states';
export { type EventSchema, type Upcaster } from './upcasting';
