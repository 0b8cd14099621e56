import { rebuildCommand } from '#verification';
import { readMigrationConfig } from './config';
import { foldings } from './payment.aggregate';

/** `npm run rebuild -- <read model>`, for the read models of the payment service. */
void rebuildCommand(readMigrationConfig().DATABASE_OWNER_URL, foldings);
