import { documentsMigrations } from '#documents';
import { encryptionMigrations } from '#encryption';
import { eventStoreMigrations } from '#event-sourcing';
import { messagingMigrations } from '#messaging';
import { verificationMigrations } from '#verification';
import { CreatePayment1795701000000 } from './1795701000000-payment';
import { Sepa1795704000000 } from './1795704000000-sepa';
import { RefusedCallbacks1795702000000 } from './1795702000000-refused-callbacks';
import { PaymentSearch1795706000000 } from './1795706000000-payment-search';
import { BegunTransactions1795711000000 } from './1795711000000-begun-transactions';
import { CreditedDebits1795707000000 } from './1795707000000-credited-debits';
import { FoundBy1795970000000 } from './1795970000000-found-by';
import { Reconciliation1795705000000 } from './1795705000000-reconciliation';
import { ReconciliationProgress1795706100000 } from './1795706100000-reconciliation-progress';

/** Everything that makes the payment database, in order. */
export const paymentMigrations = [
  ...eventStoreMigrations('payment'),
  ...messagingMigrations('payment'),
  ...encryptionMigrations('payment'),
  ...verificationMigrations('payment'),
  CreatePayment1795701000000,
  RefusedCallbacks1795702000000,
  Sepa1795704000000,
  Reconciliation1795705000000,
  PaymentSearch1795706000000,
  ReconciliationProgress1795706100000,
  ...documentsMigrations('payment'),
  CreditedDebits1795707000000,
  BegunTransactions1795711000000,
  FoundBy1795970000000,
];
