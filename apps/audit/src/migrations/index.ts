import { messagingMigrations } from '#messaging';
import { CreateAudit1763643000000 } from './1763643000000-audit';
import { CreateComparison1764120000001 } from './1764120000001-comparison';

/** In the order in which they are run. */
export const auditMigrations = [
  ...messagingMigrations('audit'),
  CreateAudit1763643000000,
  CreateComparison1764120000001,
];
