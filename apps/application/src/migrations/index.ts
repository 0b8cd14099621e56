import { documentsMigrations } from '#documents';
import { encryptionMigrations } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { messagingMigrations } from '#messaging';
import { verificationMigrations } from '#verification';
import type { MigrationInterface } from 'typeorm';
import { AdoptedConfiguration1795680000000 } from './1795680000000-adopted-configuration';
import { CaseNames1795960000000 } from './1795960000000-case-names';
import { Channel1795730000004 } from './1795730000004-channel';
import { Alerts1795730000002 } from './1795730000002-alerts';
import { CreateApplication1763641000000 } from './1763641000000-application';
import { Deputies1795730100001 } from './1795730100001-deputies';
import { Drafts1764115200000 } from './1764115200000-drafts';
import { DraftsOfAPerson1795980000000 } from './1795980000000-drafts-of-a-person';
import { LawOfTheCase1764130000000 } from './1764130000000-law-of-the-case';
import { OfficeWork1795720200000 } from './1795720200000-office-work';
import { OpenCases1795720100000 } from './1795720100000-open-cases';
import { Orders1795700000000 } from './1795700000000-orders';
import { OwnLists1795740000002 } from './1795740000002-own-lists';
import { Presences1795720400000 } from './1795720400000-presences';
import { Proposals1795730000001 } from './1795730000001-proposals';
import { TasksOfACase1795970000000 } from './1795970000000-tasks-of-a-case';
import { WorkListByTarget1764131000000 } from './1764131000000-work-list-by-target';
import { WorkListRead1795750000003 } from './1795750000003-work-list-read';

/** All migrations of the application database; TypeORM runs them by the time in their names. */
export const applicationMigrations: (new () => MigrationInterface)[] = [
  ...eventStoreMigrations('application'),
  ...messagingMigrations('application'),
  ...encryptionMigrations('application'),
  ...verificationMigrations('application'),
  ...documentsMigrations('application'),
  CreateApplication1763641000000,
  Drafts1764115200000,
  LawOfTheCase1764130000000,
  WorkListByTarget1764131000000,
  AdoptedConfiguration1795680000000,
  Orders1795700000000,
  OpenCases1795720100000,
  OfficeWork1795720200000,
  Presences1795720400000,
  Proposals1795730000001,
  Alerts1795730000002,
  Channel1795730000004,
  Deputies1795730100001,
  OwnLists1795740000002,
  WorkListRead1795750000003,
  CaseNames1795960000000,
  TasksOfACase1795970000000,
  DraftsOfAPerson1795980000000,
];
