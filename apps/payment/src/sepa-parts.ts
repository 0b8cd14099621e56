import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TenantRegistry } from '#configuration';
import { TenantDatabase } from '#database';
import { DataKeys } from '#encryption';
import { Asking } from './asking';
import { BankOrders } from './bank-orders';
import { BankStatements } from './bank-statements';
import { CollectionFiles } from './collection-files';
import { Collections } from './collections';
import { DebitBooking } from './debit-booking';
import { TransferFiles } from './transfer-files';
import { Transfers } from './transfers';

/** Everything that speaks with the city's bank, by files. */
export const sepaParts: readonly Provider[] = [
  {
    provide: BankOrders,
    inject: [TenantDatabase, TenantRegistry],
    useFactory: (database: TenantDatabase, tenants: TenantRegistry) => new BankOrders(database, tenants),
  },
  {
    provide: Transfers,
    inject: [TenantDatabase, CommandBus, Asking, BankOrders],
    useFactory: (...parts: ConstructorParameters<typeof Transfers>) => new Transfers(...parts),
  },
  {
    provide: TransferFiles,
    inject: [TenantDatabase, BankOrders, Asking, DataKeys],
    useFactory: (...parts: ConstructorParameters<typeof TransferFiles>) => new TransferFiles(...parts),
  },
  {
    provide: Collections,
    inject: [TenantDatabase, CommandBus, Asking, BankOrders],
    useFactory: (...parts: ConstructorParameters<typeof Collections>) => new Collections(...parts),
  },
  {
    provide: CollectionFiles,
    inject: [TenantDatabase, BankOrders, Asking, DataKeys],
    useFactory: (...parts: ConstructorParameters<typeof CollectionFiles>) => new CollectionFiles(...parts),
  },
  {
    provide: DebitBooking,
    inject: [TenantDatabase, CommandBus, Asking, CollectionFiles],
    useFactory: (...parts: ConstructorParameters<typeof DebitBooking>) => new DebitBooking(...parts),
  },
  {
    provide: BankStatements,
    inject: [TenantDatabase, TenantRegistry, DebitBooking],
    useFactory: (...parts: ConstructorParameters<typeof BankStatements>) => new BankStatements(...parts),
  },
];
