import { migrateDatabase } from '#tenancy';
import { readMigrationConfig } from './config';
import { identityMigrations } from './migrations';

void migrateDatabase('identity', readMigrationConfig().DATABASE_OWNER_URL, identityMigrations);
