import { migrateDatabase } from '#database';
import { readMigrationConfig } from './config';
import { paymentMigrations } from './migrations';

void migrateDatabase('payment', readMigrationConfig().DATABASE_OWNER_URL, paymentMigrations);
