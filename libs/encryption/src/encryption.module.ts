import { TenantDatabase } from '#database';
import { Module, type DynamicModule } from '@nestjs/common';
import { DataKeys } from './data-keys';
import { KeyEncryptionKey } from './key-encryption-key';

/** The data keys of a service, in the database of its `DatabaseModule`. */
@Module({})
export class EncryptionModule {
  /** @param keyFile holds the key-encryption keys (`KeyEncryptionKey.fromFile`) */
  static forRoot(keyFile: string): DynamicModule {
    return {
      module: EncryptionModule,
      global: true,
      providers: [
        {
          provide: DataKeys,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) =>
            new DataKeys(database, KeyEncryptionKey.fromFile(keyFile)),
        },
      ],
      exports: [DataKeys],
    };
  }
}
