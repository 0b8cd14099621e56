import { rebuildCommand } from '#verification';
import { readMigrationConfig } from './config';
import { foldings } from './thread.aggregate';

/** `npm run rebuild -- <read model>`, for the read models of the mailbox. */
void rebuildCommand(readMigrationConfig().DATABASE_OWNER_URL, foldings);
