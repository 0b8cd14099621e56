import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { openTenantDatabase, TenantDatabase, type DatabaseOptions } from './database';
import { TenantData, type Entity } from './tenant-data';

export interface DatabaseModuleOptions extends DatabaseOptions {
  /** DATABASE_URL, as the service's role. */
  readonly url: string;
  /** The plain data that the service reads and writes through `TenantData`. */
  readonly entities?: readonly Entity[];
}

/**
 * The one database of a service, for all of its modules: `TenantDatabase` and, inside the same borders, `TenantData`. It is
 * closed when everything that uses it has ended.
 */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(TenantDatabase) private readonly database: TenantDatabase) {}

  static forRoot({ url, entities = [], ...options }: DatabaseModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: TenantDatabase, useFactory: () => openTenantDatabase(url, options) },
        {
          provide: TenantData,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => TenantData.of(database, entities),
        },
      ],
      exports: [TenantDatabase, TenantData],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
