import { documentsMigrations } from '#documents';
import { encryptionMigrations } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { messagingMigrations } from '#messaging';
import { verificationMigrations } from '#verification';
import { CreateMailbox1763642000000 } from './1763642000000-mailbox';

/** Everything that makes the mailbox database, in order. */
export const mailboxMigrations = [
  ...eventStoreMigrations('mailbox'),
  ...messagingMigrations('mailbox'),
  ...encryptionMigrations('mailbox'),
  ...verificationMigrations('mailbox'),
  CreateMailbox1763642000000,
  ...documentsMigrations('mailbox'),
];
