import { Injectable } from '@nestjs/common';
import { TenantRegistry } from '#configuration';
import { TenantDatabase } from '#database';
import { referenceOf } from './domain/reference';
import { dateInBerlin } from './domain/berlin';

/** Numbers the applications of each city and year. */
@Injectable()
export class References {
  constructor(
    private readonly database: TenantDatabase,
    private readonly tenants: TenantRegistry,
  ) {}

  /**
   * The next reference of a tenant's year, in a small transaction of its own: writers would otherwise queue for each
   * other's whole append. A number that is taken and not used leaves a gap, which is allowed.
   * @param now UTC, ISO 8601; the year is the one in Berlin.
   */
  async next(tenant: string, now: string): Promise<string> {
    const year = Number(dateInBerlin(now).slice(0, 4));
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
    return referenceOf(this.tenants.get(tenant).referencePrefix, year, row.last_number);
  }
}
