import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TenantRegistry } from '#configuration';
import { TenantDatabase } from '#database';
import { DataKeys } from '#encryption';
import { Asking } from './asking';
import { BankStatements } from './bank-statements';
import { CollectionFiles } from './collection-files';
import { Collections } from './collections';
import { DebitBooking } from './debit-booking';

/** Everything that speaks with the city's bank, by files. */
export const sepaParts: readonly Provider[] = [
  {
    provide: Collections,
    inject: [TenantDatabase, CommandBus, Asking, TenantRegistry],
    useFactory: (...parts: ConstructorParameters<typeof Collections>) => new Collections(...parts),
  },
  {
    provide: CollectionFiles,
    inject: [TenantDatabase, Collections, Asking, DataKeys],
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
