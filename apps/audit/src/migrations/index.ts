import { messagingMigrations } from '#messaging';
import { CreateAudit1763643000000 } from './1763643000000-audit';

/** In the order in which they are run. */
export const auditMigrations = [...messagingMigrations('audit'), CreateAudit1763643000000];
