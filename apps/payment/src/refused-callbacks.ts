import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { isoTime, type TenantDatabase } from '#database';
import { callbackFaults } from './providers/provider';

/** Why a callback led to nothing. */
export const refusalReasons = [...callbackFaults, 'unknown-transaction'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Callbacks of one kind that nobody believed. */
export interface RefusedCallbackLine {
  readonly provider: string;
  readonly reason: RefusalReason;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** SHA-256 of the last one's body. */
  readonly lastDigest: string;
}

/** Ms in which refusals of one kind are one write: whoever sends thousands costs no more than who sends one a second. */
const togetherMs = 1_000;

interface Waiting {
  readonly tenant: string;
  readonly provider: string;
  readonly reason: RefusalReason;
  readonly lastDigest: string;
  count: number;
}

/**
 * What came in the name of a provider and was not believed, for the operator: one row for each city, provider and reason, however
 * many there are. Only providers that the installation has are named, so that nobody fills a table.
 */
export class RefusedCallbacks {
  private readonly logger = new Logger('callbacks');
  private readonly waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: TenantDatabase) {}

  note(tenant: string, provider: string, reason: RefusalReason, body: Buffer): void {
    const key = `${tenant} ${provider} ${reason}`;
    const count = (this.waiting.get(key)?.count ?? 0) + 1;
    const lastDigest = createHash('sha256').update(body).digest('hex');
    this.waiting.set(key, { tenant, provider, reason, lastDigest, count });
    this.timer ??= setTimeout(() => void this.write(), togetherMs).unref();
  }

  /** Everything that was refused in a city, the latest first. */
  async list(tenant: string): Promise<readonly RefusedCallbackLine[]> {
    await this.write();
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<RefusedCallbackLine>(
        `SELECT provider, reason, count::float8 AS count, ${isoTime('first_at')} AS "firstAt",
          ${isoTime('last_at')} AS "lastAt", last_digest AS "lastDigest"
        FROM payment.refused_callbacks WHERE tenant = $1 ORDER BY last_at DESC, provider, reason`,
        [tenant],
      ),
    );
    return rows;
  }

  /** Writes what waits; what cannot be written is logged, and lost with the process. */
  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const refused of waiting)
      await this.add(refused).catch((error: unknown) =>
        this.logger.error({ ...refused, err: error }, 'refused callbacks could not be noted'),
      );
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.write();
  }

  private add({ tenant, provider, reason, count, lastDigest }: Waiting): Promise<unknown> {
    return this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO payment.refused_callbacks AS known (tenant, provider, reason, count, first_at, last_at, last_digest)
        VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp(), $5)
        ON CONFLICT (tenant, provider, reason) DO UPDATE
          SET count = known.count + excluded.count, last_at = excluded.last_at, last_digest = excluded.last_digest`,
        [tenant, provider, reason, count, lastDigest],
      ),
    );
  }
}
