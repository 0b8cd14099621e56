import type { TenantDatabase } from '#database';
import type { BegunApplication } from '../domain/application';

/** How much the service keeps of a person, and the cases of it that changed last. */
export interface KeptOfPerson {
  readonly drafts: number;
  readonly cases: number;
  readonly items: readonly KeptRow[];
}

interface KeptRow {
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly status: BegunApplication['status'];
  /** Year of the last change, in Berlin. */
  readonly changedIn: number;
}

/** So many cases are named. */
const most = 100;

/** What is kept of the person concerned, whoever filed it. */
export async function findKept(
  database: TenantDatabase,
  tenant: string,
  personId: string,
): Promise<KeptOfPerson> {
  return database.withTenant(tenant, async (client) => {
    const numbers = await client.query<{ drafts: number; cases: number }>({
      name: 'kept_numbers',
      text: `
        SELECT (count(*) FILTER (WHERE status = 'draft'))::int AS drafts,
          (count(*) FILTER (WHERE status <> 'draft'))::int AS cases
        FROM application.my_applications WHERE tenant = $1 AND applicant_id = $2`,
      values: [tenant, personId],
    });
    const { rows: items } = await client.query<KeptRow>({
      name: 'kept_cases',
      text: `
        SELECT reference, service_key AS "serviceKey", configuration_version AS "configurationVersion", status,
          extract(year FROM updated_at AT TIME ZONE 'Europe/Berlin')::int AS "changedIn"
        FROM application.my_applications WHERE tenant = $1 AND applicant_id = $2 AND status <> 'draft'
        ORDER BY updated_at DESC LIMIT $3`,
      values: [tenant, personId, most],
    });
    const [{ drafts, cases } = { drafts: 0, cases: 0 }] = numbers.rows;
    return { drafts, cases, items };
  });
}

/** The applications of a person: what was only begun or waits for its payment, and what arrived or came to nothing. */
export async function findIdsOf(
  database: TenantDatabase,
  tenant: string,
  personId: string,
): Promise<{ readonly open: readonly string[]; readonly cases: readonly string[] }> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ id: string; open: boolean }>({
      name: 'applications_of_person',
      text: `
        SELECT stream_id AS id, status IN ('draft', 'submitted') AS open FROM application.my_applications
        WHERE tenant = $1 AND applicant_id = $2 ORDER BY stream_id`,
      values: [tenant, personId],
    }),
  );
  const idsOf = (isOpen: boolean) => rows.flatMap(({ id, open }) => (open === isOpen ? [id] : []));
  return { open: idsOf(true), cases: idsOf(false) };
}
