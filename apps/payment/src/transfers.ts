import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { isoTime, type TenantDatabase } from '#database';
import { Problem } from '#http';
import type { Asking } from './asking';
import type { BankOrders, OrderAsked, StoredOrder } from './bank-orders';
import { today } from './collections';
import type { BankAccount } from './commands/bank-account';
import { isDebit } from './domain/attempt';
import { isForTransfer, needsAccount } from './domain/refund';
import { GiveCommand } from './payment.handler';

/** Refunds that went to the bank with one file. Amounts are euro cents. */
export interface TransferLine {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly madeAt: string | null;
  readonly count: number;
  readonly sumCents: number;
}

/** A refund that only the treasury can give back. */
export interface WaitingTransfer {
  readonly paymentId: string;
  readonly refundId: string;
  readonly amountCents: number;
  /** Somebody has to name an account: the payment has none. */
  readonly needsAccount: boolean;
}

/** Payments looked through at a time. */
const batch = 200;

/**
 * Transfers of refunds that no provider makes: of direct debits once their eight weeks are over, and of providers that refund
 * nothing. Each goes with one file.
 */
export class Transfers {
  constructor(
    private readonly database: TenantDatabase,
    private readonly commands: CommandBus,
    private readonly asking: Asking,
    private readonly orders: BankOrders,
  ) {}

  /**
   * Makes the file of every refund whose account is known, or goes on with the one that was begun.
   * @param accounts by refund: what people have named
   * @throws Problem `no-creditor`, `nothing-to-transfer`
   */
  make(
    tenant: string,
    asked: Omit<OrderAsked, 'until'>,
    accounts: ReadonlyMap<string, BankAccount>,
  ): Promise<string> {
    return this.orders.make(
      tenant,
      'transfers',
      { ...asked, until: today() },
      {
        check: async () => {
          for await (const { refundId, needsAccount } of this.waiting(tenant))
            if (!needsAccount || accounts.has(refundId)) return;
          throw new Problem('nothing-to-transfer');
        },
        make: (order) => this.transfer(tenant, order, accounts),
      },
    );
  }

  /** The refunds that wait for a transfer. */
  async *waiting(tenant: string): AsyncGenerator<WaitingTransfer, void, undefined> {
    for (let after: string | null = null; ;) {
      const ids = await this.due(tenant, after);
      const last = ids.at(-1);
      if (last === undefined) return;
      for (const paymentId of ids) {
        const payment = await this.asking.payment(tenant, paymentId);
        for (const refund of payment.refunds.filter(isForTransfer)) {
          const { refundId, amountCents } = refund;
          yield {
            paymentId,
            refundId,
            amountCents,
            needsAccount: needsAccount(refund, isDebit(payment, refund)),
          };
        }
      }
      after = last;
    }
  }

  /** The files of a city, the latest first. @param id one of them alone */
  async list(tenant: string, id: string | null = null): Promise<readonly TransferLine[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<TransferLine>(
        `SELECT id, ${isoTime('created_at')} AS "createdAt", created_by AS "createdBy", ${isoTime('made_at')} AS "madeAt", of.*
        FROM (SELECT * FROM payment.bank_orders WHERE tenant = $1 AND kind = 'transfers' AND ($2::uuid IS NULL OR id = $2)
          ORDER BY created_at DESC LIMIT 100) AS file
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS count, coalesce(sum((transfer ->> 'amountCents')::bigint), 0)::float8 AS "sumCents"
          FROM payment.found_by JOIN payment.payments USING (tenant, stream_id), jsonb_array_elements(transfers) AS transfer
          WHERE found_by.tenant = $1 AND found_by.id = file.id AND transfer ->> 'transferId' = file.id::text
        ) AS of ORDER BY created_at DESC`,
        [tenant, id],
      ),
    );
    return rows;
  }

  private async transfer(
    tenant: string,
    { id: transferId }: StoredOrder,
    accounts: ReadonlyMap<string, BankAccount>,
  ): Promise<void> {
    for await (const { paymentId, refundId, needsAccount } of this.waiting(tenant)) {
      const account = needsAccount ? accounts.get(refundId) : undefined;
      if (needsAccount && account === undefined) continue;
      const outcome = {
        ...({ kind: 'issued', way: 'transfer', transferId } as const),
        ...(account !== undefined && { account }),
      };
      await this.commands.execute(
        new GiveCommand(asService('payment', tenant), paymentId, {
          name: 'note-refund',
          input: { refundId, outcome },
        }),
      );
    }
  }

  private async due(tenant: string, after: string | null): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>(
        `SELECT stream_id AS id FROM payment.payments
        WHERE tenant = $1 AND transfers_due > 0 AND ($2::uuid IS NULL OR stream_id > $2) ORDER BY stream_id LIMIT $3`,
        [tenant, after, batch],
      ),
    );
    return rows.map(({ id }) => id);
  }
}
