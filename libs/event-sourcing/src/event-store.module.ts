import { Global, Module } from '@nestjs/common';
import { TenantDatabase } from '#database';
import { Feed } from './feed';
import { PostgresEventStore } from './postgres-event-store';

/** The event store of a service, in the database of its `DatabaseModule`, and its feed, read once for relay and browsers. */
@Global()
@Module({
  providers: [
    {
      provide: PostgresEventStore,
      inject: [TenantDatabase],
      useFactory: (database: TenantDatabase) => new PostgresEventStore(database),
    },
    {
      provide: Feed,
      inject: [PostgresEventStore],
      useFactory: (store: PostgresEventStore) => new Feed(store),
    },
  ],
  exports: [PostgresEventStore, Feed],
})
export class EventStoreModule {}
