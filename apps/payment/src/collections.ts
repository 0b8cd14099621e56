import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { isoTime, type TenantDatabase } from '#database';
import { Refusal } from '#event-sourcing/decider';
import { Problem } from '#http';
import type { Asking } from './asking';
import type { BankOrders, OrderAsked, StoredOrder } from './bank-orders';
import { dayInBerlin, debitDay, plusDays } from './debit-day';
import { isCollectable } from './domain/attempt';
import { GiveCommand } from './payment.handler';

/** What a collection came to. Amounts are euro cents. */
export interface CollectionLine {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** Mandates due until then are in it. @format date */
  readonly until: string;
  /** Absent while it is being made. */
  readonly madeAt: string | null;
  readonly count: number;
  readonly sumCents: number;
  /** Debits of which the bank has said nothing yet. */
  readonly collected: number;
  readonly booked: number;
  readonly returned: number;
}

/** Days: no more than a long weekend ahead, for what has gone to the bank cannot be cancelled any more. */
const aheadDays = 5;
const batch = 200;
const atOnce = 4;

/**
 * Collections of direct debits. What is in one is what the events of the payments say, each debit once: whatever dies while one is
 * made is gone on with by asking again.
 */
export class Collections {
  constructor(
    private readonly database: TenantDatabase,
    private readonly commands: CommandBus,
    private readonly asking: Asking,
    private readonly orders: BankOrders,
  ) {}

  /**
   * Makes the collection of every mandate that is due, or goes on with the one that was begun.
   * @returns its id; a large one may still be under way then
   * @throws Problem `no-creditor`, `nothing-to-collect`
   */
  make(
    tenant: string,
    {
      until = plusDays(today(), aheadDays),
      ...asked
    }: Omit<OrderAsked, 'until'> & { readonly until?: string | undefined },
  ): Promise<string> {
    return this.orders.make(
      tenant,
      'debits',
      { ...asked, until },
      {
        check: async () => {
          if ((await this.due(tenant, until, null)).length === 0) throw new Problem('nothing-to-collect');
        },
        make: (order) => this.collect(tenant, order),
      },
    );
  }

  /** The collections of a city, the latest first. */
  list(tenant: string, limit = 100): Promise<readonly CollectionLine[]> {
    return this.read(tenant, null, limit);
  }

  /** One of them. @throws Problem `not-found` */
  async line(tenant: string, id: string): Promise<CollectionLine> {
    const [line] = await this.read(tenant, id, 1);
    if (line === undefined) throw new Problem('not-found');
    return line;
  }

  private async collect(tenant: string, { id, until }: StoredOrder): Promise<void> {
    for (let after: string | null = null; ;) {
      const due = await this.due(tenant, until, after);
      const last = due.at(-1);
      if (last === undefined) return;
      for (let from = 0; from < due.length; from += atOnce)
        await Promise.all(due.slice(from, from + atOnce).map((one) => this.collectOne(tenant, one, id)));
      after = last;
    }
  }

  private async collectOne(tenant: string, paymentId: string, collectionId: string): Promise<void> {
    const { attempts } = await this.asking.payment(tenant, paymentId);
    const attempt = attempts.find(isCollectable);
    if (attempt?.mandate === undefined) return;
    // A core debit reaches the bank one TARGET day before its day; what is late is debited on the next one.
    const earliest = debitDay(today(), 1);
    const dueOn = attempt.mandate.dueOn < earliest ? earliest : attempt.mandate.dueOn;
    const input = { attemptId: attempt.attemptId, collectionId, dueOn };
    try {
      await this.commands.execute(
        new GiveCommand(asService('payment', tenant), paymentId, { name: 'collect', input }),
      );
    } catch (error) {
      // Withdrawn, or paid otherwise, in this very moment: it stays out.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Payments with a mandate that is due, a part of them at a time. */
  private async due(tenant: string, until: string, after: string | null): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>(
        `SELECT stream_id AS id FROM payment.payments
        WHERE tenant = $1 AND debit_due_on <= $2 AND ($3::uuid IS NULL OR stream_id > $3) ORDER BY stream_id LIMIT $4`,
        [tenant, until, after, batch],
      ),
    );
    return rows.map(({ id }) => id);
  }

  private async read(tenant: string, id: string | null, limit: number): Promise<readonly CollectionLine[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<CollectionLine>(
        `SELECT id, ${isoTime('created_at')} AS "createdAt", created_by AS "createdBy", until::text AS until,
          ${isoTime('made_at')} AS "madeAt", debits.*
        FROM (SELECT * FROM payment.bank_orders WHERE tenant = $1 AND kind = 'debits' AND ($2::uuid IS NULL OR id = $2)
          ORDER BY created_at DESC LIMIT $3) AS collection
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS count, coalesce(sum((debit ->> 'amountCents')::bigint), 0)::float8 AS "sumCents",
            count(*) FILTER (WHERE debit ->> 'status' = 'authorised')::int AS collected,
            count(*) FILTER (WHERE debit ->> 'status' = 'settled')::int AS booked,
            count(*) FILTER (WHERE debit ->> 'status' = 'returned')::int AS returned
          FROM payment.found_by JOIN payment.payments USING (tenant, stream_id), jsonb_array_elements(debits) AS debit
          WHERE found_by.tenant = $1 AND found_by.id = collection.id AND debit ->> 'collectionId' = collection.id::text
        ) AS debits ORDER BY created_at DESC`,
        [tenant, id, limit],
      ),
    );
    return rows;
  }
}

/** The calendar date in Berlin. */
export function today(): string {
  return dayInBerlin(new Date().toISOString());
}
