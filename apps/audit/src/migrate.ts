import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { auditMigrations } from './migrations';

void migrateDatabase('audit', readMigrationConfig().DATABASE_OWNER_URL, auditMigrations);
