import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TenantRegistry } from '#configuration';
import { TenantDatabase } from '#database';
import { Documents } from '#documents';
import { DataKeys } from '#encryption';
import { DueWorker, PostgresEventStore } from '#event-sourcing';
import { Asking } from './asking';
import { BeginRequests } from './begin-requests';
import { BegunTransactions } from './begun-transactions';
import { Callbacks } from './callbacks';
import { CityPayments } from './city-payments';
import type { PaymentConfig } from './config';
import { dueHandlers } from './due';
import { Looking } from './looking';
import { ApplicationOrders } from './application-orders';
import { PortalAddresses } from './portal-addresses';
import { AskedProviders } from './providers/asked-providers';
import { RefusedCallbacks } from './refused-callbacks';
import { Returns } from './returns';

/** Everything that asks payment providers, and hears from them. */
export function providerParts({
  PUBLIC_PORT,
  MAKES_PAPERS,
}: Pick<PaymentConfig, 'PUBLIC_PORT' | 'MAKES_PAPERS'>): readonly Provider[] {
  return [
    {
      provide: PortalAddresses,
      inject: [TenantRegistry],
      useFactory: (tenants: TenantRegistry) => new PortalAddresses(tenants, PUBLIC_PORT),
    },
    {
      provide: BeginRequests,
      inject: [DataKeys, TenantRegistry, PortalAddresses, ApplicationOrders],
      useFactory: (...parts: ConstructorParameters<typeof BeginRequests>) => new BeginRequests(...parts),
    },
    {
      provide: BegunTransactions,
      inject: [TenantDatabase],
      useFactory: (database: TenantDatabase) => new BegunTransactions(database),
    },
    {
      provide: Asking,
      inject: [
        PostgresEventStore,
        CommandBus,
        AskedProviders,
        CityPayments,
        BeginRequests,
        BegunTransactions,
      ],
      useFactory: (...parts: ConstructorParameters<typeof Asking>) => new Asking(...parts),
    },
    {
      provide: Looking,
      inject: [Asking, AskedProviders],
      useFactory: (asking: Asking, providers: AskedProviders) => new Looking(asking, providers),
    },
    {
      provide: DueWorker,
      inject: [TenantDatabase, PostgresEventStore, Looking, CommandBus, Documents],
      useFactory: (
        database: TenantDatabase,
        store: PostgresEventStore,
        looking: Looking,
        commands: CommandBus,
        documents: Documents,
      ) => new DueWorker(database, store, dueHandlers(looking, commands, documents, MAKES_PAPERS)),
    },
    {
      provide: RefusedCallbacks,
      inject: [TenantDatabase],
      useFactory: (database: TenantDatabase) => new RefusedCallbacks(database),
    },
    {
      provide: Callbacks,
      inject: [AskedProviders, Looking, RefusedCallbacks, TenantDatabase],
      useFactory: (...parts: ConstructorParameters<typeof Callbacks>) => new Callbacks(...parts),
    },
    {
      provide: Returns,
      inject: [TenantDatabase, Asking, Looking, PortalAddresses],
      useFactory: (...parts: ConstructorParameters<typeof Returns>) => new Returns(...parts),
    },
  ];
}
