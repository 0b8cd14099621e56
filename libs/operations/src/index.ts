export { OperationModule, type OperationOptions, type Storage } from './operation.module';
export { brokerExpiries, certificateExpiries, type Expiry } from './expiries';
