import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';

/** How often something was tried in a window of time. */
@Entity({ schema: 'identity', name: 'attempts' })
export class Attempt {
  @PrimaryColumn('text')
  tenant!: string;

  /** Keyed hash of what is counted, so that no address and no client stands in the table. */
  @PrimaryColumn('bytea')
  counted!: Buffer;

  @Column('timestamptz', { name: 'window_start' })
  windowStart!: Date;

  @Column('integer')
  number!: number;
}

/** How often something may be tried, and within which time. */
export interface Limit {
  readonly number: number;
  readonly windowSeconds: number;
}

/**
 * Counts one attempt, for all instances of the service together; a window begins with the first attempt after the former one.
 * @returns seconds until the next attempt may succeed; 0 when this one may.
 */
export async function countAttempt(
  manager: EntityManager,
  tenant: string,
  counted: Buffer,
  { number, windowSeconds }: Limit,
): Promise<number> {
  // One statement, so that of many at once each is counted: what is written depends on what stands there.
  const [attempt] = await manager.query<{ number: number; wait: number }[]>(
    `INSERT INTO identity.attempts AS past (tenant, counted, window_start, number) VALUES ($1, $2, now(), 1)
     ON CONFLICT (tenant, counted) DO UPDATE SET
       number = CASE WHEN past.window_start + make_interval(secs => $3) <= now() THEN 1 ELSE past.number + 1 END,
       window_start = CASE WHEN past.window_start + make_interval(secs => $3) <= now() THEN now() ELSE past.window_start END
     RETURNING number,
       ceil(extract(epoch FROM window_start + make_interval(secs => $3) - now()))::int AS wait`,
    [tenant, counted, windowSeconds],
  );
  if (attempt === undefined) throw new Error('the attempt was not counted');
  // The first of a window clears what the former ones left.
  if (attempt.number === 1) {
    const longAgo = Raw((column) => `${column} < now() - interval '1 day'`);
    await manager.delete(Attempt, { tenant, windowStart: longAgo });
  }
  return attempt.number <= number ? 0 : Math.max(1, attempt.wait);
}
