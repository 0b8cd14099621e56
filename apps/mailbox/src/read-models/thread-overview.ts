import type { InlineReadModel } from '#event-sourcing';
import { pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import type { EntryKind, Thread } from '../domain/thread';

/** The mailbox at a glance: one row per thread, for the citizen's list and the office's. Written only by the append. */
export const threadOverview: InlineReadModel<Thread> = {
  table: 'mailbox.thread_overview',
  columns: {
    application_id: 'uuid',
    applicant_id: 'uuid',
    office: 'text',
    filed: 'boolean',
    service_key: 'text',
    reference: 'text',
    notice_ids: 'uuid[]',
    messages: 'integer',
    unread_by_citizen: 'integer',
    unread_by_office: 'integer',
    latest_kind: 'text',
    latest_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  row(thread, head) {
    if (thread.status === 'none') return undefined;
    return {
      application_id: thread.applicationId,
      applicant_id: thread.applicantId,
      office: thread.office,
      filed: thread.filed,
      service_key: thread.serviceKey,
      reference: thread.reference,
      notice_ids: thread.notices.map(({ noticeId }) => noticeId),
      messages: thread.messages,
      unread_by_citizen: thread.unread.citizen,
      unread_by_office: thread.unread.office,
      latest_kind: thread.latest?.kind ?? null,
      latest_at: thread.latest?.at ?? null,
      updated_at: head.recordedAt,
    };
  },
};

/** One line of a mailbox. */
export interface ThreadLine {
  readonly applicationId: string;
  readonly version: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly office: string;
  readonly unread: number;
  readonly messages: number;
  readonly latestKind: EntryKind;
  readonly latestAt: string;
}

/** Whose mailbox: a citizen's own, or that of offices. */
export type Owner = { readonly citizen: string } | { readonly offices: readonly string[] };

export interface MailboxPage extends Page<ThreadLine> {
  /** Over all threads, not this page only. */
  readonly unread: number;
}

/** The threads of a mailbox that something stands in, newest first, and how much is unread in all of them. */
export async function findThreads(
  database: TenantDatabase,
  tenant: string,
  owner: Owner,
  { after, limit }: { readonly after?: Cursor | undefined; readonly limit: number },
): Promise<MailboxPage> {
  // Two fixed conditions and two fixed columns, never input: what a request says arrives as a value.
  const { condition, unread, values } =
    'citizen' in owner
      ? { condition: 'applicant_id = $2', unread: 'unread_by_citizen', values: [owner.citizen] }
      : { condition: 'filed AND office = ANY ($2)', unread: 'unread_by_office', values: [owner.offices] };
  return database.withTenant(tenant, async (client) => {
    const { rows } = await client.query<ThreadLine>({
      name: `threads_${unread}`,
      text: `
        SELECT application_id AS "applicationId", version, reference, service_key AS "serviceKey", office,
          ${unread} AS unread, messages, latest_kind AS "latestKind",
          to_char(latest_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "latestAt"
        FROM mailbox.thread_overview
        WHERE tenant = $1 AND ${condition} AND latest_at IS NOT NULL
          AND ($3::timestamptz IS NULL OR (latest_at, application_id) < ($3, $4::uuid))
        ORDER BY latest_at DESC, application_id DESC LIMIT $5`,
      values: [tenant, ...values, after?.at ?? null, after?.id ?? null, limit + 1],
    });
    const total = await client.query<{ unread: number }>({
      name: `unread_${unread}`,
      text: `SELECT coalesce(sum(${unread}), 0)::int AS unread FROM mailbox.thread_overview WHERE tenant = $1 AND ${condition}`,
      values: [tenant, ...values],
    });
    const page = pageOf(rows, limit, ({ latestAt, applicationId }) => ({ at: latestAt, id: applicationId }));
    return { ...page, unread: total.rows[0]?.unread ?? 0 };
  });
}

/** The application whose thread holds a notice for this citizen, or undefined. */
export async function findNotice(
  database: TenantDatabase,
  tenant: string,
  citizen: string,
  noticeId: string,
): Promise<string | undefined> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ application_id: string }>({
      name: 'thread_of_notice',
      text: `SELECT application_id FROM mailbox.thread_overview WHERE tenant = $1 AND applicant_id = $2 AND $3 = ANY (notice_ids)`,
      values: [tenant, citizen, noticeId],
    }),
  );
  return rows[0]?.application_id;
}
