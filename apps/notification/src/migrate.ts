import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { notificationMigrations } from './migrations';

void migrateDatabase('notification', readMigrationConfig().DATABASE_OWNER_URL, notificationMigrations);
