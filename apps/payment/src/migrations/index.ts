import { documentsMigrations } from '#documents';
import { encryptionMigrations } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { messagingMigrations } from '#messaging';
import { verificationMigrations } from '#verification';

/** Everything that makes the payment database, in order. */
export const paymentMigrations = [
  ...eventStoreMigrations('payment'),
  ...messagingMigrations('payment'),
  ...encryptionMigrations('payment'),
  ...verificationMigrations('payment'),
  ...documentsMigrations('payment'),
];
