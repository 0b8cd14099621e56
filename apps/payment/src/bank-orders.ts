import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { TenantRegistry } from '#configuration';
import { isoTime, withAdvisoryLock, type TenantDatabase } from '#database';
import { Problem } from '#http';
import { rest } from '#waiting';
import type { Creditor } from './sepa/direct-debits';

/** What a file tells the bank to do. */
export type OrderKind = 'debits' | 'transfers';

/** Who asks for a file. */
export interface OrderAsked {
  /** Of the request: the same one leads to the same file. */
  readonly key: string;
  /** Person id. */
  readonly by: string;
  /** What is due until then is in it. @format date */
  readonly until: string;
}

/** A file for the bank as it was begun. */
export interface StoredOrder {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** @format date */
  readonly until: string;
  readonly creditor: Creditor;
  /** Null while it is being made. */
  readonly madeAt: string | null;
}

/** Ms for which a request waits; a large file is seen growing in the list. */
const patienceMs = 5_000;

/**
 * Files for the bank: when each was begun, by whom, and whether it is complete. What is in one, the events of the payments say. One
 * of a kind is made at a time: what was begun, and died, is gone on with before another one begins.
 */
export class BankOrders {
  private readonly logger = new Logger('bank-orders');

  constructor(
    private readonly database: TenantDatabase,
    private readonly tenants: Pick<TenantRegistry, 'get'>,
  ) {}

  /**
   * Begins a file, or goes on with one.
   * @param make puts into it what is not in it yet
   * @throws Problem `no-creditor`, or what `check` throws where there is nothing to do
   */
  async make(
    tenant: string,
    kind: OrderKind,
    asked: OrderAsked,
    { check, make }: { check(): Promise<void>; make(order: StoredOrder): Promise<void> },
  ): Promise<string> {
    const order =
      (await this.known(tenant, kind, asked.key)) ?? (await this.begin(tenant, kind, asked, check));
    if (order.madeAt !== null) return order.id;
    const waiting = new AbortController();
    const work = this.complete(tenant, order, make);
    work.catch((error: unknown) =>
      this.logger.error({ err: error, orderId: order.id }, 'a file for the bank stopped'),
    );
    await Promise.race([work, rest(patienceMs, waiting.signal)]).finally(() => waiting.abort());
    return order.id;
  }

  /** A complete file. @throws Problem `not-found`, `bank-order-not-made` */
  async find(tenant: string, kind: OrderKind, id: string): Promise<StoredOrder> {
    const [order] = await this.read(tenant, `kind = $2 AND id = $3`, [kind, id]);
    if (order === undefined) throw new Problem('not-found');
    if (order.madeAt === null) throw new Problem('bank-order-not-made');
    return order;
  }

  private async begin(
    tenant: string,
    kind: OrderKind,
    { key, by, until }: OrderAsked,
    check: () => Promise<void>,
  ): Promise<StoredOrder> {
    const settings = this.tenants.get(tenant).payment?.directDebit;
    if (settings === undefined) throw new Problem('no-creditor');
    const { creditorName, iban, bic } = settings;
    const creditor: Creditor = { creditorName, iban, ...(bic !== undefined && { bic }) };
    await check();
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO payment.bank_orders (tenant, kind, id, request_key, created_by, until, creditor)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [tenant, kind, uuidv7(), key, by, until, JSON.stringify(creditor)],
      ),
    );
    const order = await this.known(tenant, kind, key);
    if (order === undefined) throw new Error('a file for the bank was completed by somebody else meanwhile');
    return order;
  }

  private async known(tenant: string, kind: OrderKind, key: string): Promise<StoredOrder | undefined> {
    const condition = `kind = $2 AND (request_key = $3 OR made_at IS NULL) ORDER BY request_key = $3 DESC LIMIT 1`;
    const [order] = await this.read(tenant, condition, [kind, key]);
    return order;
  }

  private async complete(
    tenant: string,
    order: StoredOrder,
    make: (order: StoredOrder) => Promise<void>,
  ): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      // Whoever else asks meanwhile reads what comes of it.
      withAdvisoryLock(client, `bank-order ${order.id}`, async () => {
        await make(order);
        await client.query(
          `UPDATE payment.bank_orders SET made_at = clock_timestamp() WHERE tenant = $1 AND id = $2 AND made_at IS NULL`,
          [tenant, order.id],
        );
      }),
    );
  }

  /** @param condition fixed, never input */
  private async read(
    tenant: string,
    condition: string,
    values: readonly unknown[],
  ): Promise<readonly StoredOrder[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<StoredOrder>(
        `SELECT id, ${isoTime('created_at')} AS "createdAt", created_by AS "createdBy", until::text AS until, creditor,
          ${isoTime('made_at')} AS "madeAt"
        FROM payment.bank_orders WHERE tenant = $1 AND ${condition}`,
        [tenant, ...values],
      ),
    );
    return rows;
  }
}
