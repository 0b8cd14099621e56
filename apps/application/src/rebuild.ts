import { rebuildCommand } from '#verification';
import { readMigrationConfig } from './config';
import { foldings } from './application.aggregate';

void rebuildCommand(readMigrationConfig().DATABASE_OWNER_URL, foldings);
