import { isoTime, type TenantDatabase } from '#database';

/** That somebody was told what a person is called. */
export interface NameReading {
  /** Who was told. */
  readonly personId: string;
  readonly role: string;
  /** What for, as a key: `work-list`, `case-view`. */
  readonly purpose: string;
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
  /** Where it happened. */
  readonly source: 'identity' | 'audit';
}

/** Who was told a person's name, out of the witness's copy, and who asked that: auditors, and heads of offices. */
export class NameReadings {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Those since a moment, oldest first; that this is asked is noted before.
   * @param since ISO 8601, or a day of UTC
   */
  async of(
    asking: { readonly tenant: string; readonly personId: string; readonly role?: string },
    subjectId: string,
    since: string,
  ): Promise<readonly NameReading[]> {
    const { tenant, personId, role = 'auditor' } = asking;
    return this.database.withTenant(tenant, async (client) => {
      await client.query(
        `INSERT INTO audit.auditor_looks_at_persons (tenant, subject_id, person_id, role) VALUES ($1, $2, $3, $4)`,
        [tenant, subjectId, personId, role],
      );
      const { rows } = await client.query<NameReading>(
        `SELECT data ->> 'personId' AS "personId", data ->> 'role' AS role, data ->> 'purpose' AS purpose, at, source
         FROM (SELECT CASE WHEN event IS JSON OBJECT THEN event::jsonb -> 'data' END AS data, recorded_at, ${isoTime('recorded_at')} AS at, source
           FROM audit.events WHERE tenant = $1 AND source = 'identity' AND type = 'NamesRead' AND recorded_at >= $3) AS read
         WHERE data -> 'persons' ? $2::text
         UNION ALL
         SELECT person_id::text, role, 'name-readings', ${isoTime('accessed_at')}, 'audit'
         FROM audit.auditor_looks_at_persons WHERE tenant = $1 AND subject_id = $2::uuid AND accessed_at >= $3
         ORDER BY at`,
        [tenant, subjectId, since],
      );
      return rows;
    });
  }
}
