import { migrateDatabase } from '#tenancy';
import { readMigrationConfig } from './config';
import { mailboxMigrations } from './migrations';

void migrateDatabase('mailbox', readMigrationConfig().DATABASE_OWNER_URL, mailboxMigrations);
