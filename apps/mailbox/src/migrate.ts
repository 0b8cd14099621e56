import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { mailboxMigrations } from './migrations';

void migrateDatabase('mailbox', readMigrationConfig().DATABASE_OWNER_URL, mailboxMigrations);
