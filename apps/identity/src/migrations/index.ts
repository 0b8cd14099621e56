import { encryptionMigrations } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { messagingMigrations } from '#messaging';
import { verificationMigrations } from '#verification';
import { CreateIdentity1763641200000 } from './1763641200000-identity';
import { WaysIn1795690000000 } from './1795690000000-ways-in';
import { Acting1795690200000 } from './1795690200000-acting';
import { OwnData1795700000000 } from './1795700000000-own-data';
import { AccountsHere1795700100000 } from './1795700100000-accounts-here';
import { ActingOnceMore1795710000000 } from './1795710000000-acting-once-more';
import { Colleagues1795720200000 } from './1795720200000-colleagues';
import { FormerNames1795950000002 } from './1795950000002-former-names';

/** Everything that the identity database consists of, in order. */
export const identityMigrations = [
  ...eventStoreMigrations('identity'),
  ...messagingMigrations('identity'),
  ...encryptionMigrations('identity'),
  ...verificationMigrations('identity'),
  CreateIdentity1763641200000,
  WaysIn1795690000000,
  Acting1795690200000,
  OwnData1795700000000,
  AccountsHere1795700100000,
  ActingOnceMore1795710000000,
  Colleagues1795720200000,
  FormerNames1795950000002,
];
