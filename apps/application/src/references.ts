import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { ServiceCaller } from '#auth';
import { TenantRegistry } from '#configuration';
import { TenantDatabase } from '#database';
import { numberOf, referenceOf } from '#contracts';
import { dateInBerlin } from './domain/berlin';

const rolledBack = new Counter({
  name: 'application_database_rolled_back_total',
  help: 'How often the witness knew a later reference than the database: an older state was restored. Any is an alarm.',
  labelNames: ['tenant'] as const,
});

/** The numbers of one city and year. */
interface Numbering {
  readonly tenant: string;
  readonly year: number;
}

/** Numbers the applications of each city and year. */
@Injectable()
export class References {
  private readonly logger = new Logger('references');
  /** The highest number that this process was given, by city and year. */
  private readonly highest = new Map<string, number>();
  private readonly confirmed = new Map<string, Promise<void>>();

  constructor(
    private readonly database: TenantDatabase,
    private readonly tenants: TenantRegistry,
    private readonly services: ServiceCaller,
    /** Where the audit service is; without it a database that was rolled back is not recognised. */
    private readonly witnessUrl: string | undefined,
  ) {}

  /**
   * The next reference of a tenant's year, in a small transaction of its own: writers would otherwise queue for each
   * other's whole append. A number that is taken and not used leaves a gap, which is allowed.
   * @param now UTC, ISO 8601; the year is the one in Berlin.
   * @throws Unavailable before the witness has said once, since this process began, which numbers it knows: a database that was
   *   restored from a backup would give references a second time.
   */
  async next(tenant: string, now: string): Promise<string> {
    const numbering = { tenant, year: Number(dateInBerlin(now).slice(0, 4)) };
    const name = `${tenant}/${numbering.year}`;
    for (;;) {
      await this.confirm(name, numbering);
      const highest = this.highest.get(name) ?? 0;
      const number = await this.take(numbering);
      if (number > highest) {
        this.highest.set(name, Math.max(number, this.highest.get(name) ?? 0));
        return referenceOf(this.tenants.get(tenant).referencePrefix, numbering.year, number);
      }
      // Counters count up: the database went back while this process ran.
      this.confirmed.delete(name);
    }
  }

  /** Once for each process, however many ask at a time. */
  private confirm(name: string, numbering: Numbering): Promise<void> {
    const { witnessUrl } = this;
    const underWay = this.confirmed.get(name);
    if (witnessUrl === undefined || underWay !== undefined) return underWay ?? Promise.resolve();
    const confirming = this.skipWhatIsKnown(witnessUrl, numbering);
    this.confirmed.set(name, confirming);
    confirming.catch(() => this.confirmed.delete(name));
    return confirming;
  }

  private async skipWhatIsKnown(witnessUrl: string, { tenant, year }: Numbering): Promise<void> {
    const { reference } = await this.services.call<{ reference: string | null }>({
      service: 'audit',
      baseUrl: witnessUrl,
      path: `/internal/references/latest?year=${year}`,
      tenant,
    });
    const known = reference === null ? 0 : numberOf(reference);
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ before: number }>(
        `WITH before AS (SELECT last_number FROM application.reference_numbers WHERE tenant = $1 AND year = $2)
         INSERT INTO application.reference_numbers AS counter (tenant, year, last_number) VALUES ($1, $2, $3)
         ON CONFLICT (tenant, year) DO UPDATE SET last_number = greatest(counter.last_number, excluded.last_number)
         RETURNING coalesce((SELECT last_number FROM before), 0) AS before`,
        [tenant, year, known],
      ),
    );
    const before = rows[0]?.before ?? 0;
    if (before >= known) return;
    rolledBack.inc({ tenant });
    this.logger.error({
      msg: 'ALARM: the witness knows later references than the database, which must have been restored from an older state. Numbers go on after them; see npm run verify for what is missing',
      alarm: 'rolled-back',
      tenant,
      year,
      database: before,
      witness: known,
    });
  }

  private async take({ tenant, year }: Numbering): Promise<number> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ last_number: number }>({
        name: 'next_reference',
        text: `
          INSERT INTO application.reference_numbers AS counter (tenant, year, last_number) VALUES ($1, $2, 1)
          ON CONFLICT (tenant, year) DO UPDATE SET last_number = counter.last_number + 1
          RETURNING last_number`,
        values: [tenant, year],
      }),
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`the counter of ${tenant} for ${year} gave no number`);
    return row.last_number;
  }
}
