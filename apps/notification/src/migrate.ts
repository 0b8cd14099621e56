import { migrateDatabase } from '#tenancy';
import { readMigrationConfig } from './config';
import { notificationMigrations } from './migrations';

void migrateDatabase('notification', readMigrationConfig().DATABASE_OWNER_URL, notificationMigrations);
