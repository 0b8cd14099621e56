import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { asOwner } from '../owner';

/** A service of the city, and the version in which people apply for it now. */
export interface Offered {
  readonly key: string;
  readonly version: string;
}

/** The offices between which the cases are spread. */
export const offices = ['buergerservice', 'strassenverkehr', 'steueramt'] as const;
/** Who has a tenth of them. */
export const caseworkerId = '00000000-0000-7000-8000-0000000000a1';

/**
 * Lays cases into both lists of Duisburg, as the appends of a city would have left them: of four weeks, some paused, some late, some
 * with a message that nobody has read; and twice as many that are closed. None has a history: the verification would tell each.
 * @param owner URL of the database as the role that owns it
 * @param before numbers of references that are taken already
 */
export async function layCases(
  owner: string,
  open: number,
  services: readonly Offered[],
  before = 0,
): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
    await client.query(
      `CREATE TEMPORARY TABLE laid AS SELECT nth, gen_random_uuid() AS id, gen_random_uuid() AS applicant,
         'DU-2026-' || lpad((nth + $5::int)::text, 6, '0') || '-' || nth % 10 AS reference,
         ($2::text[])[1 + nth % cardinality($2::text[])] AS service, ($3::text[])[1 + nth % cardinality($3::text[])] AS version,
         ($4::text[])[1 + nth % cardinality($4::text[])] AS office,
         CASE WHEN nth > $1 THEN 'closed' WHEN nth % 7 = 0 THEN 'action-required' WHEN nth % 3 = 0 THEN 'filed' ELSE 'in-processing' END AS status,
         now() - make_interval(mins => nth * 4) AS filed
       FROM generate_series(1, 3 * $1::int) AS nth`,
      [open, services.map(({ key }) => key), services.map(({ version }) => version), offices, before],
    );
    await client.query(
      `INSERT INTO application.my_applications (tenant, stream_id, version, applicant_id, reference, service_key,
         configuration_version, office, status, action_required, updated_at)
       SELECT 'duisburg', id, 4, applicant, reference, service, version, office, status, status = 'action-required', filed FROM laid`,
    );
    await client.query(
      `INSERT INTO application.work_list (tenant, stream_id, version, applicant_id, reference, service_key,
         configuration_version, office, status, assigned_to, target_on, target_paused_since, filed_at, updated_at)
       SELECT 'duisburg', id, 4, applicant, reference, service, version, office, status,
         CASE WHEN nth % 10 = 0 THEN $1::uuid WHEN nth % 2 = 0 THEN $2::uuid END,
         CASE WHEN status <> 'closed' THEN filed::date + 20 END, CASE WHEN status = 'action-required' THEN filed::date + 2 END,
         filed, filed + interval '1 hour' FROM laid`,
      [caseworkerId, randomUUID()],
    );
    await client.query(
      `INSERT INTO application.unread_messages (tenant, application_id, since) SELECT 'duisburg', id, filed FROM laid WHERE nth % 25 = 0`,
    );
    await client.query(
      'ANALYZE application.work_list, application.my_applications, application.unread_messages',
    );
  } finally {
    await client.end();
  }
}

/**
 * Lays the event that decided it for each closed case of Duisburg without a history, which figures are counted from. They stand before
 * everything that the service has told the others already: it has to have told something.
 * @param owner URL of the database as the role that owns it
 */
export async function layDecisions(owner: string): Promise<void> {
  await asOwner(owner, [
    `SELECT set_config('app.tenant', 'duisburg', false)`,
    `INSERT INTO event_store.events (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload,
       previous_hash, hash, transaction_id)
     SELECT tenant, stream_id, version, 'application', 'DecisionIssued', 1,
       filed_at + make_interval(hours => abs(hashtext(stream_id::text)) % 400), '{}', '{}', sha256('1'), sha256('2'), '3'
     FROM application.work_list AS closed WHERE status = 'closed' AND NOT EXISTS (
       SELECT FROM event_store.events AS own WHERE own.tenant = closed.tenant AND own.stream_id = closed.stream_id)`,
    'ANALYZE event_store.events',
  ]);
}
