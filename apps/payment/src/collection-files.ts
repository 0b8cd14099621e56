import type { TenantDatabase } from '#database';
import type { DataKeys, Sealed } from '#encryption';
import type { Asking } from './asking';
import type { BankOrders } from './bank-orders';
import type { BankAccount } from './commands/bank-account';
import { sealedAs } from './commands/facts';
import { dayInBerlin } from './debit-day';
import { directDebitFile, type Debit, type DueDay } from './sepa/direct-debits';

/** A debit of a collection, and where it stands. */
export interface CollectedDebit {
  readonly paymentId: string;
  readonly attemptId: string;
  readonly amountCents: number;
  /** @format date */
  readonly dueOn: string;
}

/** Collections as the bank reads them: written from the events whenever it is asked for, always the same. */
export class CollectionFiles {
  constructor(
    private readonly database: TenantDatabase,
    private readonly orders: BankOrders,
    private readonly asking: Asking,
    private readonly keys: DataKeys,
  ) {}

  /** The file, piece by piece. @throws Problem `not-found`, `bank-order-not-made` */
  async write(tenant: string, id: string): Promise<AsyncIterable<string>> {
    const collection = await this.orders.find(tenant, 'debits', id);
    const debits = await this.debits(tenant, id);
    return directDebitFile(collection, dueDays(debits), (dueOn) =>
      this.opened(
        tenant,
        debits.filter((debit) => debit.dueOn === dueOn),
      ),
    );
  }

  /** The debits of a collection, by due day. */
  async debits(tenant: string, id: string): Promise<readonly CollectedDebit[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<CollectedDebit>(
        `SELECT stream_id AS "paymentId", debit ->> 'attemptId' AS "attemptId",
          (debit ->> 'amountCents')::int AS "amountCents", debit ->> 'dueOn' AS "dueOn"
        FROM payment.found_by JOIN payment.payments USING (tenant, stream_id), jsonb_array_elements(debits) AS debit
        WHERE found_by.tenant = $1 AND found_by.id = $2 AND debit ->> 'collectionId' = found_by.id::text
        ORDER BY debit ->> 'dueOn', (debit ->> 'attemptId')::uuid`,
        [tenant, id],
      ),
    );
    return rows;
  }

  private async *opened(tenant: string, debits: readonly CollectedDebit[]): AsyncGenerator<Debit> {
    for (const { paymentId, attemptId, amountCents } of debits) {
      const { attempts, reference } = await this.asking.payment(tenant, paymentId);
      const mandate = attempts.find((attempt) => attempt.attemptId === attemptId)?.mandate;
      if (mandate === undefined) throw new Error('a debit was collected that nobody authorised');
      const sealer = await this.keys.sealerFor(tenant, paymentId);
      const { holder, iban } = sealer.open<BankAccount>(
        mandate.account as string as Sealed,
        sealedAs.account(attemptId),
      );
      const { mandateReference, creditorId, signedAt } = mandate;
      const signedOn = dayInBerlin(signedAt);
      yield {
        ...{ attemptId, amountCents, mandateReference, creditorId, signedOn, holder, iban },
        purpose: reference,
      };
    }
  }
}

/** The due days of debits, in their order. */
export function dueDays(debits: readonly CollectedDebit[]): readonly DueDay[] {
  const days = new Map<string, { dueOn: string; count: number; sumCents: number }>();
  for (const { dueOn, amountCents } of debits) {
    const day = days.get(dueOn) ?? { dueOn, count: 0, sumCents: 0 };
    days.set(dueOn, { dueOn, count: day.count + 1, sumCents: day.sumCents + amountCents });
  }
  return [...days.values()];
}
