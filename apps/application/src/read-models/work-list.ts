import type { InlineReadModel } from '#event-sourcing';
import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import { isFiled, standingDecision, type Application } from '../domain/application';
import type { PaymentState } from '../domain/order';
import { hasToBePosted } from '../domain/notice';
import { byTarget, datesOf, selectedDates, type CaseDates } from './case-dates';

/** The caseworkers' work list: one row per case that has legally arrived. Written only by the append. */
export const workList: InlineReadModel<Application> = {
  table: 'application.work_list',
  columns: {
    applicant_id: 'uuid',
    reference: 'text',
    service_key: 'text',
    configuration_version: 'text',
    office: 'text',
    status: 'text',
    outcome: 'text',
    assigned_to: 'uuid',
    due_on: 'date',
    payment: 'text',
    target_on: 'date',
    target_paused_since: 'date',
    statutory_until: 'date',
    task: 'text',
    filed_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  row(application, head) {
    if (!isFiled(application)) return undefined;
    return {
      applicant_id: application.applicantId,
      reference: application.reference,
      service_key: application.serviceKey,
      configuration_version: application.configurationVersion,
      office: application.office,
      status: application.status,
      outcome: standingDecision(application)?.outcome ?? null,
      assigned_to: application.assignedTo ?? null,
      due_on: application.status === 'action-required' ? (application.dueOn ?? null) : null,
      payment: application.order?.payment ?? null,
      ...datesOf(application),
      task: taskOf(application) ?? null,
      filed_at: application.filedAt,
      updated_at: head.recordedAt,
    };
  },
};

/** What the office has to do beyond deciding: send a notice by post that the mailbox cannot announce (law 1). */
export const tasks = ['post-notice'] as const;
export type Task = (typeof tasks)[number];

function taskOf(application: Application): Task | undefined {
  const notice = 'decision' in application ? application.notices.at(-1) : undefined;
  return notice !== undefined && hasToBePosted(notice) ? 'post-notice' : undefined;
}

/** One line of the work list. */
export interface WorkListCase extends CaseDates {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly status: Exclude<Application['status'], 'none'>;
  readonly outcome: 'granted' | 'partly' | 'rejected' | null;
  readonly assignedTo: string | null;
  readonly dueOn: string | null;
  /** How far the payment of its order is; null where nothing is owed. */
  readonly payment: PaymentState | null;
  readonly task: Task | null;
  readonly filedAt: string;
  readonly updatedAt: string;
}

/** A line of the work list, and whose case it is. */
export interface FoundCase extends WorkListCase {
  readonly parties: { readonly applicantId: string; readonly representativeId?: string };
}

/** By what the work list can be sorted; of the target date, what waits for the citizen or has none comes last. */
export const workListOrders = ['filed', 'target'] as const;
export type WorkListOrder = (typeof workListOrders)[number];

/** Fixed expressions, never input; each has its index. */
const sortedBy: Readonly<Record<WorkListOrder, string>> = {
  filed: 'filed_at',
  target: byTarget,
};

export interface WorkListFilter {
  readonly sort: WorkListOrder;
  /** Only cases of these offices; a caseworker's own or fewer. */
  readonly offices: readonly string[];
  readonly statuses?: readonly string[] | undefined;
  /** Person id, or `nobody`. */
  readonly assigned?: string | undefined;
  /** Part of a reference, in upper case; used together with `serviceKeys`: one of both has to fit. */
  readonly reference?: string | undefined;
  readonly serviceKeys?: readonly string[] | undefined;
  readonly task?: Task | undefined;
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/** The cases of some offices: who waits longest, or is to be decided first, stands on top. */
export async function findWorkList(
  database: TenantDatabase,
  tenant: string,
  filter: WorkListFilter,
): Promise<Page<FoundCase>> {
  const { sort, offices, statuses, assigned, reference, serviceKeys, task, after, limit } = filter;
  const key = sortedBy[sort];
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<FoundCase & { readonly sortedAt: string }>({
      name: `work_list_by_${sort}`,
      text: `
        SELECT stream_id AS id, version, reference, service_key AS "serviceKey", office, status, outcome,
          configuration_version AS "configurationVersion", assigned_to AS "assignedTo", 
          (SELECT json_strip_nulls(json_build_object('applicantId', mine.applicant_id, 'representativeId', mine.representative_id))
            FROM application.my_applications AS mine
            WHERE mine.tenant = work_list.tenant AND mine.stream_id = work_list.stream_id) AS parties, due_on::text AS "dueOn", payment, task,
          ${selectedDates},
          ${isoTime('filed_at')} AS "filedAt",
          ${isoTime(key)} AS "sortedAt",
          ${isoTime('updated_at')} AS "updatedAt"
        FROM application.work_list
        WHERE tenant = $1 AND office = ANY ($2)
          AND ($3::text[] IS NULL OR status = ANY ($3))
          AND ($4::text IS NULL OR CASE $4 WHEN 'nobody' THEN assigned_to IS NULL ELSE assigned_to::text = $4 END)
          AND ($5::text IS NULL OR position($5 IN reference) > 0 OR service_key = ANY ($6))
          AND ($7::timestamptz IS NULL OR (${key}, stream_id) > ($7, $8::uuid))
          AND ($9::text IS NULL OR task = $9)
        ORDER BY ${key}, stream_id LIMIT $10`,
      values: [
        tenant,
        offices,
        statuses ?? null,
        assigned ?? null,
        reference ?? null,
        serviceKeys ?? [],
        after?.at ?? null,
        after?.id ?? null,
        task ?? null,
        limit + 1,
      ],
    }),
  );
  const page = pageOf(rows, limit, ({ sortedAt, id }) => ({ at: sortedAt, id }));
  return { ...page, items: page.items.map(({ sortedAt: _, ...line }) => line) };
}
