import { Global, Module } from '@nestjs/common';
import { TenantDatabase } from '#database';
import { PostgresEventStore } from './postgres-event-store';

/** The event store of a service, in the database of its `DatabaseModule`. */
@Global()
@Module({
  providers: [
    {
      provide: PostgresEventStore,
      inject: [TenantDatabase],
      useFactory: (database: TenantDatabase) => new PostgresEventStore(database),
    },
  ],
  exports: [PostgresEventStore],
})
export class EventStoreModule {}
