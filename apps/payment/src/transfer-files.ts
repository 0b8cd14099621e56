import type { TenantDatabase } from '#database';
import type { DataKeys, Sealed } from '#encryption';
import type { Asking } from './asking';
import type { BankOrders } from './bank-orders';
import type { BankAccount } from './commands/bank-account';
import { sealedAs } from './commands/facts';
import { dayInBerlin } from './debit-day';
import { transferFile, type Transfer } from './sepa/transfers';

interface Issued {
  readonly paymentId: string;
  readonly refundId: string;
  readonly amountCents: number;
}

/** Transfers as the bank reads them: written from the events whenever they are asked for, always the same. */
export class TransferFiles {
  constructor(
    private readonly database: TenantDatabase,
    private readonly orders: BankOrders,
    private readonly asking: Asking,
    private readonly keys: DataKeys,
  ) {}

  /** The file, piece by piece. @throws Problem `not-found`, `bank-order-not-made` */
  async write(tenant: string, id: string): Promise<AsyncIterable<string>> {
    const order = await this.orders.find(tenant, 'transfers', id);
    const issued = await this.issued(tenant, id);
    const sumCents = issued.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const totals = { executeOn: dayInBerlin(order.createdAt), count: issued.length, sumCents };
    return transferFile(order, totals, this.opened(tenant, issued));
  }

  private async issued(tenant: string, id: string): Promise<readonly Issued[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Issued>(
        `SELECT stream_id AS "paymentId", transfer ->> 'refundId' AS "refundId", (transfer ->> 'amountCents')::int AS "amountCents"
        FROM payment.found_by JOIN payment.payments USING (tenant, stream_id), jsonb_array_elements(transfers) AS transfer
        WHERE found_by.tenant = $1 AND found_by.id = $2 AND transfer ->> 'transferId' = found_by.id::text
        ORDER BY (transfer ->> 'refundId')::uuid`,
        [tenant, id],
      ),
    );
    return rows;
  }

  private async *opened(tenant: string, issued: readonly Issued[]): AsyncGenerator<Transfer> {
    for (const { paymentId, refundId, amountCents } of issued) {
      const { refunds, attempts, reference } = await this.asking.payment(tenant, paymentId);
      const refund = refunds.find((one) => one.refundId === refundId);
      const mandate = attempts.find(({ attemptId }) => attemptId === refund?.attemptId)?.mandate;
      const sealer = await this.keys.sealerFor(tenant, paymentId);
      const open = (sealed: string, purpose: string) => sealer.open<BankAccount>(sealed as Sealed, purpose);
      if (refund?.account !== undefined) {
        const account = open(refund.account, sealedAs.refundAccount(refundId));
        yield { refundId, amountCents, ...account, purpose: reference };
      } else if (refund !== undefined && mandate !== undefined) {
        const account = open(mandate.account, sealedAs.account(refund.attemptId));
        yield { refundId, amountCents, ...account, purpose: reference };
      } else throw new Error('a refund was transferred to nobody');
    }
  }
}
