import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { applicationMigrations } from './migrations';

void migrateDatabase('application', readMigrationConfig().DATABASE_OWNER_URL, applicationMigrations);
