import { folding, rebuildCommand } from '#verification';
import { readMigrationConfig } from './config';
import { caseAccessAggregate, threadAggregate } from './thread.aggregate';

/** `npm run rebuild -- <read model>`, for the read models of the mailbox. */
void rebuildCommand(readMigrationConfig().DATABASE_OWNER_URL, [
  folding(threadAggregate),
  folding(caseAccessAggregate),
]);
