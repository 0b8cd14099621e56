import { dueRow, movedDueRow, type InlineRow } from '#event-sourcing';
import { isoTime, type TenantDatabase } from '#database';
import type { Draft, DraftChange } from '../domain/draft';

/** The contents of drafts (`domain/draft.ts`): no read model, for no history says what stands here. */
const table = 'application.drafts';

/** The kind of due-table row that watches over the end of a draft. */
export const draftEnd = 'draft-end';

/** The rows that a change of a draft's content writes, together with the events. */
export function draftRows(change: DraftChange): readonly InlineRow[] {
  switch (change.kind) {
    case 'begun':
      return [
        { ...contentOf(change), ...(change.version !== undefined && { version: change.version }) },
        dueRow(draftEnd, change.remindAt),
      ];
    // The row that watches over its end stays: one that is looked at too early waits, which costs less than every save.
    case 'saved':
      return [{ ...contentOf(change), was: change.was }];
    case 'prolonged':
      return [
        { table, columns: { ends_at: 'timestamptz' }, row: { ends_at: change.endsAt }, was: change.was },
      ];
    case 'waiting':
      return [movedDueRow(draftEnd, change.until)];
    case 'consumed':
      return [{ table, columns: {}, row: undefined, was: change.was }, dueRow(draftEnd, undefined)];
    case 'unchanged':
      return [];
  }
}

function contentOf({ form, savedAt, endsAt }: Pick<Draft, 'form' | 'savedAt' | 'endsAt'>): InlineRow {
  return {
    table,
    columns: { form: 'text', saved_at: 'timestamptz', ends_at: 'timestamptz' },
    row: { form, saved_at: savedAt, ends_at: endsAt },
  };
}

/** The content of a draft; undefined where there is none (any more). */
export async function findDraft(
  database: TenantDatabase,
  tenant: string,
  applicationId: string,
): Promise<Draft | undefined> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<Draft>({
      name: 'find_draft',
      text: `SELECT version, form, ${isoTime('saved_at')} AS "savedAt", ${isoTime('ends_at')} AS "endsAt"
        FROM ${table} WHERE tenant = $1 AND stream_id = $2`,
      values: [tenant, applicationId],
    }),
  );
  return rows[0];
}

/** How many drafts are open in a person's matters. */
export async function countDrafts(
  database: TenantDatabase,
  tenant: string,
  applicantId: string,
): Promise<number> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ count: number }>({
      name: 'count_drafts',
      text: `SELECT count(*)::int AS count FROM application.my_applications
        WHERE tenant = $1 AND applicant_id = $2 AND status = 'draft'`,
      values: [tenant, applicantId],
    }),
  );
  return rows[0]?.count ?? 0;
}
