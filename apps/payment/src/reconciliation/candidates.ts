import { isoTime, type TenantDatabase } from '#database';

/** A payment that a transaction of the provider's list belongs to, as the list of payments has it. */
export interface ListedPayment {
  readonly id: string;
  readonly attemptId: string;
  readonly status: string;
  readonly refundedCents: number;
}

/** Before every id. */
export const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The payments that a reconciliation looks at: found by the list of payments, without reading a stream. */
export class Candidates {
  constructor(private readonly database: TenantDatabase) {}

  /** How many payments a run of these providers goes through: with money that was not reconciled, or under way. */
  async count(tenant: string, providers: readonly string[]): Promise<number> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ count: number }>(
        `SELECT (count(*) FILTER (WHERE unreconciled && $2) + count(*) FILTER (WHERE status = 'under-way'))::int AS count
        FROM payment.payments WHERE tenant = $1 AND (unreconciled <> '{}' OR status = 'under-way')`,
        [tenant, providers],
      ),
    );
    return rows[0]?.count ?? 0;
  }

  /** The next payments with money of a provider that was not reconciled, in order of their id. */
  unreconciled(tenant: string, provider: string, after: string, limit: number): Promise<readonly string[]> {
    return this.ids(
      'unreconciled_payments',
      `SELECT stream_id AS id FROM payment.payments
       WHERE tenant = $1 AND unreconciled <> '{}' AND $2 = ANY (unreconciled) AND stream_id > $3::uuid
       ORDER BY stream_id LIMIT $4`,
      [tenant, provider, after, limit],
    );
  }

  /** The next payments that somebody is at, in order of their id. */
  underWay(tenant: string, after: string, limit: number): Promise<readonly string[]> {
    return this.ids(
      'payments_under_way',
      `SELECT stream_id AS id FROM payment.payments WHERE tenant = $1 AND status = 'under-way' AND stream_id > $2::uuid
       ORDER BY stream_id LIMIT $3`,
      [tenant, after, limit],
    );
  }

  /**
   * The next payments that have changed since then and may have an attempt that came to nothing, in order of their id: a
   * single one that has brought the money, or is under way, has not.
   * @param since UTC, ISO 8601
   */
  withEndedAttempts(tenant: string, since: string, after: string, limit: number): Promise<readonly string[]> {
    return this.ids(
      'payments_with_ended_attempts',
      `SELECT stream_id AS id FROM payment.payments
       WHERE tenant = $1 AND updated_at >= $2 AND stream_id > $3::uuid
         AND (cardinality(attempt_ids) > 1 OR (attempt_ids <> '{}' AND received_cents = 0 AND status <> 'under-way'))
       ORDER BY stream_id LIMIT $4`,
      [tenant, since, after, limit],
    );
  }

  /** Payments with differences that nobody has resolved, in order of their id. */
  thatDiffer(tenant: string, limit: number): Promise<readonly string[]> {
    return this.ids(
      'payments_that_differ',
      `SELECT stream_id AS id FROM payment.payments WHERE tenant = $1 AND differences > 0 ORDER BY stream_id LIMIT $2`,
      [tenant, limit],
    );
  }

  /** Whether there was something to compare at a time of a day in Berlin: a payment that nothing has happened to since. */
  async hadSome(tenant: string, day: string, time: string): Promise<boolean> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query({
        name: 'payments_of_night',
        text: `SELECT FROM payment.payments
          WHERE tenant = $1 AND updated_at < ($2::text || ' ' || $3::text)::timestamp AT TIME ZONE 'Europe/Berlin' LIMIT 1`,
        values: [tenant, day, time],
      }),
    );
    return rows.length > 0;
  }

  /** As of when the oldest money of a provider came that was not reconciled, UTC, ISO 8601; undefined where there is none. */
  async since(tenant: string, provider: string): Promise<string | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ since: string | null }>({
        name: 'unreconciled_since',
        text: `SELECT ${isoTime('min(paid_at)')} AS since FROM payment.payments
          WHERE tenant = $1 AND unreconciled <> '{}' AND $2 = ANY (unreconciled)`,
        values: [tenant, provider],
      }),
    );
    return rows[0]?.since ?? undefined;
  }

  /** The payments of these attempts, as far as there are any. */
  async ofAttempts(tenant: string, attemptIds: readonly string[]): Promise<readonly ListedPayment[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<ListedPayment>({
        name: 'payments_of_attempts',
        text: `SELECT stream_id AS id, asked.id AS "attemptId", status, refunded_cents AS "refundedCents"
          FROM unnest($2::uuid[]) AS asked (id)
          JOIN payment.found_by ON found_by.tenant = $1 AND found_by.id = asked.id
          JOIN payment.payments USING (tenant, stream_id) WHERE asked.id = ANY (attempt_ids)`,
        values: [tenant, attemptIds],
      }),
    );
    return rows;
  }

  /** How many differences of all cities wait for somebody. */
  async openDifferences(): Promise<number> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<{ count: number }>(
        'SELECT coalesce(sum(differences), 0)::int AS count FROM payment.payments WHERE differences > 0',
      ),
    );
    return rows[0]?.count ?? 0;
  }

  private async ids(name: string, text: string, values: unknown[]): Promise<readonly string[]> {
    const [tenant] = values as [string];
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>({ name, text, values }),
    );
    return rows.map(({ id }) => id);
  }
}
