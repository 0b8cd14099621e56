import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { asService } from '#commands';
import type { TenantRegistry } from '#configuration';
import { isoTime, withAdvisoryLock, type TenantDatabase } from '#database';
import { Refusal } from '#event-sourcing/decider';
import { Problem } from '#http';
import { rest } from '#waiting';
import type { Asking } from './asking';
import { dayInBerlin, debitDay, plusDays } from './debit-day';
import { isCollectable } from './domain/attempt';
import { GiveCommand } from './payment.handler';
import type { Creditor } from './sepa/direct-debits';

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

/** A collection as its file needs it. */
export interface StoredCollection {
  readonly id: string;
  readonly createdAt: string;
  readonly creditor: Creditor;
  readonly madeAt: string | null;
}

/** Days: no more than a long weekend ahead, for what has gone to the bank cannot be cancelled any more. */
const aheadDays = 5;
/** Ms for which a request waits; a large collection is seen growing in the list. */
const patienceMs = 5_000;
const batch = 200;
const atOnce = 4;

/**
 * Collections of direct debits. What is in one is what the events of the payments say, each debit once: whatever dies while one is
 * made is gone on with by asking again.
 */
export class Collections {
  private readonly logger = new Logger('collections');

  constructor(
    private readonly database: TenantDatabase,
    private readonly commands: CommandBus,
    private readonly asking: Asking,
    private readonly tenants: Pick<TenantRegistry, 'get'>,
  ) {}

  /**
   * Makes the collection of every mandate that is due, or goes on with the one that was begun.
   * @param asked the key of a request: the same one leads to the same collection
   * @returns its id; a large one may still be under way then
   * @throws Problem `no-creditor`, `nothing-to-collect`
   */
  async make(
    tenant: string,
    asked: { readonly key: string; readonly by: string; readonly until?: string | undefined },
  ): Promise<string> {
    const { id, until, isMade } = await this.begun(tenant, asked);
    if (isMade) return id;
    const waiting = new AbortController();
    const work = this.collect(tenant, id, until);
    work.catch((error: unknown) =>
      this.logger.error({ err: error, collectionId: id }, 'a collection stopped'),
    );
    await Promise.race([work, rest(patienceMs, waiting.signal)]).finally(() => waiting.abort());
    return id;
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

  /** What its file begins with. @throws Problem `not-found` */
  async find(tenant: string, id: string): Promise<StoredCollection> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<StoredCollection>(
        `SELECT id, ${isoTime('created_at')} AS "createdAt", creditor, ${isoTime('made_at')} AS "madeAt"
        FROM payment.collections WHERE tenant = $1 AND id = $2`,
        [tenant, id],
      ),
    );
    const [found] = rows;
    if (found === undefined) throw new Problem('not-found');
    return found;
  }

  private async begun(
    tenant: string,
    {
      key,
      by,
      until = plusDays(today(), aheadDays),
    }: { key: string; by: string; until?: string | undefined },
  ): Promise<{ readonly id: string; readonly until: string; readonly isMade: boolean }> {
    const known = () =>
      this.database.withTenant(tenant, async (client) => {
        const { rows } = await client.query<{ id: string; until: string; isMade: boolean }>(
          `SELECT id, until::text AS until, made_at IS NOT NULL AS "isMade" FROM payment.collections
          WHERE tenant = $1 AND (request_key = $2 OR made_at IS NULL) ORDER BY request_key = $2 DESC LIMIT 1`,
          [tenant, key],
        );
        return rows[0];
      });
    const before = await known();
    if (before !== undefined) return before;
    const creditor = this.creditor(tenant);
    if ((await this.due(tenant, until, null)).length === 0) throw new Problem('nothing-to-collect');
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO payment.collections (tenant, id, request_key, created_by, until, creditor)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [tenant, uuidv7(), key, by, until, JSON.stringify(creditor)],
      ),
    );
    const after = await known();
    if (after === undefined) throw new Error('a collection was completed by somebody else meanwhile');
    return after;
  }

  private creditor(tenant: string): Creditor {
    const settings = this.tenants.get(tenant).payment?.directDebit;
    if (settings === undefined) throw new Problem('no-creditor');
    const { creditorName, iban, bic } = settings;
    return { creditorName, iban, ...(bic !== undefined && { bic }) };
  }

  private async collect(tenant: string, id: string, until: string): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      // Whoever else asks meanwhile reads what comes of it.
      withAdvisoryLock(client, `collection ${tenant}`, async () => {
        for (let after: string | null = null; ;) {
          const due = await this.due(tenant, until, after);
          const last = due.at(-1);
          if (last === undefined) break;
          for (let from = 0; from < due.length; from += atOnce)
            await Promise.all(due.slice(from, from + atOnce).map((one) => this.collectOne(tenant, one, id)));
          after = last;
        }
        await client.query(
          `UPDATE payment.collections SET made_at = clock_timestamp() WHERE tenant = $1 AND id = $2 AND made_at IS NULL`,
          [tenant, id],
        );
      }),
    );
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
        FROM (SELECT * FROM payment.collections WHERE tenant = $1 AND ($2::uuid IS NULL OR id = $2)
          ORDER BY created_at DESC LIMIT $3) AS collection
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS count, coalesce(sum((debit ->> 'amountCents')::bigint), 0)::float8 AS "sumCents",
            count(*) FILTER (WHERE debit ->> 'status' = 'authorised')::int AS collected,
            count(*) FILTER (WHERE debit ->> 'status' = 'settled')::int AS booked,
            count(*) FILTER (WHERE debit ->> 'status' = 'returned')::int AS returned
          FROM payment.payments, jsonb_array_elements(debits) AS debit
          WHERE payments.tenant = $1
            AND debits @> jsonb_build_array(jsonb_build_object('collectionId', collection.id))
            AND debit ->> 'collectionId' = collection.id::text
        ) AS debits ORDER BY created_at DESC`,
        [tenant, id, limit],
      ),
    );
    return rows;
  }
}

function today(): string {
  return dayInBerlin(new Date().toISOString());
}
