import { messagingMigrations } from '#messaging';
import { CreateAudit1763643000000 } from './1763643000000-audit';
import { CreateComparison1764120000001 } from './1764120000001-comparison';
import { EndedAccounts1795700000001 } from './1795700000001-ended-accounts';
import { NamesRead1795720300000 } from './1795720300000-names-read';
import { CasesFound1795900000005 } from './1795900000005-cases-found';
import { ReadersOfReadings1795950000003 } from './1795950000003-readers-of-readings';
import { SearchesByCase1795970000000 } from './1795970000000-searches-by-case';
import { HeardInOrder1795990000000 } from './1795990000000-heard-in-order';

/** In the order in which they are run. */
export const auditMigrations = [
  ...messagingMigrations('audit'),
  CreateAudit1763643000000,
  CreateComparison1764120000001,
  EndedAccounts1795700000001,
  NamesRead1795720300000,
  CasesFound1795900000005,
  ReadersOfReadings1795950000003,
  SearchesByCase1795970000000,
  HeardInOrder1795990000000,
];
