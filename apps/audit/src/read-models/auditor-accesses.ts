import { isoTime, type TenantDatabase } from '#database';

/** An auditor's own look at a case. */
export interface AuditorAccess {
  readonly personId: string;
  /** What was looked at: `events`, `state`, `accesses`; `case-list` where it stood in a list. */
  readonly purpose: string;
  /** UTC, ISO 8601 with microseconds. */
  readonly accessedAt: string;
}

/** Who of the auditors looked at which case (tables `audit.auditor_accesses` and `audit.auditor_searches`). */
export class AuditorAccesses {
  constructor(private readonly database: TenantDatabase) {}

  /** Notes an access, before anything is shown. */
  async note(tenant: string, applicationId: string, personId: string, purpose: string): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `INSERT INTO audit.auditor_accesses (tenant, application_id, person_id, purpose) VALUES ($1, $2, $3, $4)`,
        [tenant, applicationId, personId, purpose],
      ),
    );
  }

  /** The accesses to a case, oldest first. */
  async of(tenant: string, applicationId: string): Promise<readonly AuditorAccess[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<AuditorAccess>(
        `SELECT person_id AS "personId", purpose, ${isoTime('accessed_at')} AS "accessedAt"
         FROM audit.auditor_accesses WHERE tenant = $1 AND application_id = $2
         UNION ALL
         SELECT person_id, 'case-list', ${isoTime('accessed_at')}
         FROM audit.auditor_searches WHERE tenant = $1 AND cases @> ARRAY[$2::uuid]
         ORDER BY 3`,
        [tenant, applicationId],
      ),
    );
    return rows;
  }
}
