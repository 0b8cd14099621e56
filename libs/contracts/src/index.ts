export * from './status';
export * from './payment';
export * from './topics';
export * from './events';
export { type FieldSchema, type ObjectSchema } from './fields';
export * from './contract-event';
export { contractEventSchema } from './schemas';
export * from './validation';
export * from './async-api';
