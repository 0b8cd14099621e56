import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TenantRegistry } from '#configuration';
import { TenantData, TenantDatabase } from '#database';
import { PostgresEventStore } from '#event-sourcing';
import { Asking } from '../asking';
import { CityPayments } from '../city-payments';
import { AskedProviders } from '../providers/asked-providers';
import { Candidates } from './candidates';
import { Differences } from './differences';
import { LookedAtSingly } from './looked-at-singly';
import { NightlyReconciliation } from './nightly';
import { Reconciliation } from './reconciliation';
import { ReconciliationRuns } from './runs';

/** Everything that compares our books with the providers'. */
export const reconciliationParts: readonly Provider[] = [
  {
    provide: Candidates,
    inject: [TenantDatabase],
    useFactory: (database: TenantDatabase) => new Candidates(database),
  },
  {
    provide: ReconciliationRuns,
    inject: [TenantData],
    useFactory: (data: TenantData) => new ReconciliationRuns(data),
  },
  {
    provide: Differences,
    inject: [Candidates, PostgresEventStore],
    useFactory: (candidates: Candidates, store: PostgresEventStore) => new Differences(candidates, store),
  },
  {
    provide: LookedAtSingly,
    inject: [CommandBus, AskedProviders, Asking],
    useFactory: (...parts: ConstructorParameters<typeof LookedAtSingly>) => new LookedAtSingly(...parts),
  },
  {
    provide: Reconciliation,
    inject: [Candidates, PostgresEventStore, AskedProviders, CityPayments, LookedAtSingly],
    useFactory: (...parts: ConstructorParameters<typeof Reconciliation>) => new Reconciliation(...parts),
  },
  {
    provide: NightlyReconciliation,
    inject: [TenantDatabase, TenantRegistry, ReconciliationRuns, Candidates, Reconciliation],
    useFactory: (
      database: TenantDatabase,
      tenants: TenantRegistry,
      runs: ReconciliationRuns,
      candidates: Candidates,
      reconciliation: Reconciliation,
    ) => new NightlyReconciliation(database, tenants, runs, candidates, reconciliation),
  },
];
