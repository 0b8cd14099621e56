import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { identityMigrations } from './migrations';

void migrateDatabase('identity', readMigrationConfig().DATABASE_OWNER_URL, identityMigrations);
