import type { InlineReadModel } from '#event-sourcing';
import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase, type TextRow } from '#database';
import { isForgotten, type Application } from '../domain/application';
import type { PaymentState } from '../domain/order';
import { datesOf, type CaseDates } from './case-dates';

/**
 * "Meine offenen Anträge" (D20; the city gives the list its name: W14, N5, R28): one row per application, drafts and
 * finished ones included; a draft that was given up leaves it. Written only by the append.
 */
export const myApplications: InlineReadModel<Application> = {
  table: 'application.my_applications',
  columns: {
    applicant_id: 'uuid',
    representative_id: 'uuid',
    reference: 'text',
    service_key: 'text',
    configuration_version: 'text',
    office: 'text',
    status: 'text',
    action_required: 'boolean',
    order_id: 'uuid',
    payment: 'text',
    target_on: 'date',
    target_paused_since: 'date',
    statutory_until: 'date',
    updated_at: 'timestamptz',
  },
  row(application, head) {
    if (application.status === 'none' || isForgotten(application)) return undefined;
    return {
      applicant_id: application.applicantId,
      representative_id: application.representativeId ?? null,
      reference: application.reference,
      service_key: application.serviceKey,
      configuration_version: application.configurationVersion,
      office: application.office,
      status: application.status,
      action_required: application.status === 'action-required',
      order_id: application.order?.orderId ?? null,
      payment: application.order?.payment ?? null,
      ...datesOf(application),
      updated_at: head.recordedAt,
    };
  },
};

/** One line of the citizen's list. */
export interface MyApplication extends CaseDates {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly status: Exclude<Application['status'], 'none'>;
  readonly actionRequired: boolean;
  /** How far the payment of its order is; null where nothing is owed. */
  readonly payment: PaymentState | null;
  /** When it changed last; of a draft, when it was saved last. */
  readonly updatedAt: string;
  /** Of a draft: when it ends unless it is changed before; null for everything else. */
  readonly endsAt: string | null;
}

/** A page of the list, and how many drafts stand in the whole of it. */
export interface MyApplicationsPage extends Page<MyApplication> {
  readonly drafts: number;
}

const columns = `reference, service_key, configuration_version, status, action_required, payment, target_on, target_paused_since,
  statutory_until`;

/**
 * A page of the lists of some persons, and how many drafts each has. What was filed is read in the order of its index and drafts are
 * few, so a list costs no more where a person has thousands. The array is asked for in a query of its own: PostgreSQL would look how
 * long it is and make a plan anew each time, which takes far longer than reading.
 */
const lists = {
  name: 'my_applications',
  text: `
    SELECT place, drafts, stream_id, version, ${columns}, ${isoTime('changed_at')}, ${isoTime('ends_at')}
    FROM unnest((SELECT $1::uuid[])) WITH ORDINALITY AS asked (person, place)
    CROSS JOIN LATERAL (SELECT count(*) AS drafts FROM application.my_applications
      WHERE tenant = $2 AND applicant_id = person AND status = 'draft') AS counted
    LEFT JOIN LATERAL (
      (SELECT stream_id, mine.version, ${columns}, updated_at AS changed_at, NULL::timestamptz AS ends_at
        FROM application.my_applications AS mine
        WHERE tenant = $2 AND applicant_id = person AND status <> 'draft' AND (updated_at, stream_id) <
          (coalesce($3::timestamptz, 'infinity'), coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        ORDER BY updated_at DESC, stream_id DESC LIMIT $5)
      UNION ALL
      SELECT stream_id, mine.version, ${columns}, coalesce(saved_at, updated_at), ends_at
        FROM application.my_applications AS mine LEFT JOIN application.drafts USING (tenant, stream_id)
        WHERE drafts > 0 AND mine.tenant = $2 AND applicant_id = person AND status = 'draft'
          AND ($3::timestamptz IS NULL OR (coalesce(saved_at, updated_at), stream_id) < ($3, $4::uuid))
      ORDER BY changed_at DESC, stream_id DESC LIMIT $5) AS listed ON true
    ORDER BY place, listed.changed_at DESC, stream_id DESC`,
};

/** A row of `lists` after the number of drafts. */
function readRow(row: TextRow): MyApplication {
  const [
    id,
    version,
    reference,
    serviceKey,
    configurationVersion,
    status,
    actionRequired,
    payment = null,
    ...dates
  ] = row as string[];
  const [targetOn = null, targetPausedSince = null, statutoryUntil = null, updatedAt = '', endsAt = null] =
    dates;
  return {
    id: id as string,
    version: Number(version),
    reference: reference as string,
    serviceKey: serviceKey as string,
    status: status as MyApplication['status'],
    configurationVersion: configurationVersion as string,
    actionRequired: actionRequired === 't',
    payment: payment as PaymentState | null,
    ...{ targetOn, targetPausedSince, statutoryUntil, updatedAt, endsAt },
  };
}

/** The applications that concern a person, whoever filed them, last changed first. The most frequent of all readings. */
export async function findMyApplications(
  database: TenantDatabase,
  tenant: string,
  personId: string,
  { after, limit }: { readonly after?: Cursor | undefined; readonly limit: number },
): Promise<MyApplicationsPage> {
  const page = [tenant, after?.at ?? null, after?.id ?? null, `${limit + 1}`];
  const found = await database.readTogether(tenant, lists, personId, page);
  // Of somebody without any there is one row, which has nothing but the number of drafts.
  const rows = found.map(([, ...row]) => row).filter(([id]) => id !== null);
  return {
    ...pageOf(rows.map(readRow), limit, ({ updatedAt, id }) => ({ at: updatedAt, id })),
    drafts: Number(found[0]?.[0] ?? 0),
  };
}

/** The application that has an order now. */
export async function findByOrder(
  database: TenantDatabase,
  tenant: string,
  orderId: string,
): Promise<string | undefined> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ id: string }>({
      name: 'find_by_order',
      text: 'SELECT stream_id AS id FROM application.my_applications WHERE tenant = $1 AND order_id = $2',
      values: [tenant, orderId],
    }),
  );
  return rows[0]?.id;
}
