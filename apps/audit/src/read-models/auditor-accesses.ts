import type { TenantDatabase } from '#database';

/** An auditor's own look at a case. */
export interface AuditorAccess {
  readonly personId: string;
  /** What was looked at: `events`, `state`, `accesses`. */
  readonly purpose: string;
  /** UTC, ISO 8601 with microseconds. */
  readonly accessedAt: string;
}

/** Who of the auditors looked at which case (table `audit.auditor_accesses`). */
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
        `SELECT person_id AS "personId", purpose,
          to_char(accessed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "accessedAt"
        FROM audit.auditor_accesses WHERE tenant = $1 AND application_id = $2 ORDER BY id`,
        [tenant, applicationId],
      ),
    );
    return rows;
  }
}
