import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '#database';

/** How often something may be tried, and within which time. */
export interface Limit {
  readonly number: number;
  readonly windowSeconds: number;
}

/** Counts attempts in the database, so that a limit holds for all instances of the service together. */
@Injectable()
export class Attempts {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Counts one attempt; a window begins with the first attempt after the former one.
   * @param counted keyed hash of what is counted, so that no address and no client stands in the table.
   * @returns seconds until the next attempt may succeed; 0 when this one may.
   */
  async count(tenant: string, counted: Buffer, { number, windowSeconds }: Limit): Promise<number> {
    return this.database.withTenant(tenant, async (client) => {
      const { rows } = await client.query<{ number: number; wait: number }>(
        `INSERT INTO identity.attempts AS past (tenant, counted, window_start, number) VALUES ($1, $2, now(), 1)
         ON CONFLICT (tenant, counted) DO UPDATE SET
           number = CASE WHEN past.window_start + make_interval(secs => $3) <= now() THEN 1 ELSE past.number + 1 END,
           window_start = CASE WHEN past.window_start + make_interval(secs => $3) <= now() THEN now() ELSE past.window_start END
         RETURNING number,
           ceil(extract(epoch FROM window_start + make_interval(secs => $3) - now()))::int AS wait`,
        [tenant, counted, windowSeconds],
      );
      const [attempt] = rows;
      if (attempt === undefined) throw new Error('the attempt was not counted');
      // The first of a window clears what the former ones left.
      if (attempt.number === 1) {
        await client.query(
          `DELETE FROM identity.attempts WHERE tenant = $1 AND window_start < now() - interval '1 day'`,
          [tenant],
        );
      }
      return attempt.number <= number ? 0 : Math.max(1, attempt.wait);
    });
  }
}
