import type { InlineReadModel } from '#event-sourcing';
import {
  execute,
  isoTime,
  pageOf,
  type Cursor,
  type Page,
  type TenantDatabase,
  type TextRow,
} from '#database';
import { isForgotten, type Application } from '../domain/application';
import type { PaymentState } from '../domain/order';
import { countDrafts } from './drafts';
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

const listed = {
  name: 'my_applications',
  text: `
    SELECT stream_id, version, reference, service_key, configuration_version, status, action_required, payment,
      target_on, target_paused_since, statutory_until, ${isoTime('changed_at')}, ${isoTime('ends_at')}, drafts
    FROM (SELECT mine.*, draft.ends_at, coalesce(draft.saved_at, mine.updated_at) AS changed_at,
        count(*) FILTER (WHERE status = 'draft') OVER () AS drafts
      FROM application.my_applications AS mine LEFT JOIN application.drafts AS draft USING (tenant, stream_id)
      WHERE mine.tenant = $1 AND mine.applicant_id = $2) AS listed
    WHERE $3::timestamptz IS NULL OR (changed_at, stream_id) < ($3, $4::uuid)
    ORDER BY changed_at DESC, stream_id DESC LIMIT $5`,
};

/** A row of `listed`; its last column, the number of drafts, is of the whole list. */
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

/** The applications that concern a person, whoever filed them, last changed first. */
export async function findMyApplications(
  database: TenantDatabase,
  tenant: string,
  personId: string,
  { after, limit }: { readonly after?: Cursor | undefined; readonly limit: number },
): Promise<MyApplicationsPage> {
  const values = [tenant, personId, after?.at ?? null, after?.id ?? null, `${limit + 1}`];
  // The most frequent of all readings takes the short way to the database.
  const rows = await database.withTenant(tenant, (client) => execute(client, listed, values));
  const [first] = rows;
  return {
    ...pageOf(rows.map(readRow), limit, ({ updatedAt, id }) => ({ at: updatedAt, id })),
    // Nothing is behind the last page, and nothing says how many there are before it.
    drafts: first ? Number(first.at(-1)) : after ? 0 : await countDrafts(database, tenant, personId),
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
