import { isoTime, type TenantDatabase } from '#database';

/** Somebody who has a case open now. */
export interface Presence {
  readonly personId: string;
  /** UTC, ISO 8601 with microseconds. */
  readonly since: string;
}

/** Who of the staff it is, and of which case. */
export interface Present {
  readonly tenant: string;
  readonly applicationId: string;
  readonly personId: string;
  /** Keys of their offices: of other cases than theirs nobody is told anything. */
  readonly offices: readonly string[];
}

/** Who has not said so again for that long is there no more: two and a half of the minutes in which pages say it. */
const heard = `interval '150 seconds'`;

/**
 * Somebody has a case open (table `application.presences`, plain short-lived data): notes it, and tells who else has.
 * @returns undefined where it is no case of theirs
 */
export async function notePresence(
  database: TenantDatabase,
  { tenant, applicationId, personId, offices }: Present,
): Promise<readonly Presence[] | undefined> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ readonly noted: boolean; readonly others: readonly Presence[] }>({
      name: 'note_presence',
      text: `WITH gone AS (
          DELETE FROM application.presences WHERE tenant = $1 AND seen_at < now() - ${heard}
            AND NOT (application_id = $2 AND person_id = $3)
        ), noted AS (
          INSERT INTO application.presences AS known (tenant, application_id, person_id)
          SELECT tenant, stream_id, $3::uuid FROM application.work_list WHERE tenant = $1 AND stream_id = $2 AND office = ANY ($4)
          ON CONFLICT (tenant, application_id, person_id) DO UPDATE SET seen_at = now(),
            since = CASE WHEN known.seen_at < now() - ${heard} THEN now() ELSE known.since END
          RETURNING tenant)
        SELECT EXISTS (SELECT FROM noted) AS noted,
          coalesce((SELECT json_agg(json_build_object('personId', person_id, 'since', ${isoTime('since')}) ORDER BY since)
            FROM application.presences WHERE tenant = $1 AND application_id = $2 AND person_id <> $3
              AND seen_at >= now() - ${heard}), '[]') AS others`,
      values: [tenant, applicationId, personId, offices],
    }),
  );
  const [{ noted, others } = { noted: false, others: [] }] = rows;
  return noted ? others : undefined;
}

/** Somebody has closed a case. */
export async function endPresence(
  database: TenantDatabase,
  { tenant, applicationId, personId }: Omit<Present, 'offices'>,
): Promise<void> {
  await database.withTenant(tenant, (client) =>
    client.query({
      name: 'end_presence',
      text: 'DELETE FROM application.presences WHERE tenant = $1 AND application_id = $2 AND person_id = $3',
      values: [tenant, applicationId, personId],
    }),
  );
}
