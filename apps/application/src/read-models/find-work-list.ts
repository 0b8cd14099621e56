import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import { casesNamed, type Mark } from './case-names';
import { byTarget, byTargetBackwards, selectedDates } from './case-dates';
import { endedStatuses, type Task, type WorkListCase } from './work-list';

/** A line of the work list, and whose case it is. */
export interface FoundCase extends WorkListCase {
  readonly parties: { readonly applicantId: string; readonly representativeId?: string };
}

/** By what the work list can be sorted; of the target date, what waits for the citizen or has none comes last either way. */
export const workListOrders = ['filed', 'target', 'updated', 'service'] as const;
export type WorkListOrder = (typeof workListOrders)[number];
export const directions = ['ascending', 'descending'] as const;
export type Direction = (typeof directions)[number];

/** Which cases: those that the office still has something to do with, the others, or both. */
export const workListGroups = ['open', 'closed', 'all'] as const;
export type WorkListGroup = (typeof workListGroups)[number];

/** What one word of a search can fit; in one of these it has to. */
export interface SoughtWord {
  /** Keys of services whose name has the word. */
  readonly serviceKeys: readonly string[];
  /** Keys of offices whose name has it. */
  readonly offices: readonly string[];
  /** Letters and digits of a reference without its dashes, in capitals. */
  readonly inReference: readonly string[];
}

/** What somebody looks for. */
export interface Sought {
  /** A pattern of `LIKE` that the reference has. */
  readonly reference?: string | undefined;
  readonly words: readonly SoughtWord[];
}

export interface WorkListFilter {
  /** Only cases of these offices; a caseworker's own or fewer. */
  readonly offices: readonly string[];
  readonly group: WorkListGroup;
  readonly statuses?: readonly string[] | undefined;
  readonly service?: string | undefined;
  /** Only these, by id. */
  readonly ids?: readonly string[] | undefined;
  /** Person id: only cases whose applicant it is, or that it acts in. */
  readonly party?: string | undefined;
  /** By which way it came. */
  readonly channel?: string | undefined;
  /** Content hash of the configuration that they were drafted under. */
  readonly version?: string | undefined;
  /** Person ids, of which it has one, or `nobody`. */
  readonly assigned?: readonly string[] | 'nobody' | undefined;
  readonly sought?: Sought | undefined;
  /** Only cases whose people are named so: of each of these, one. */
  readonly names?: readonly (readonly Mark[])[] | undefined;
  readonly task?: Task | undefined;
  /** Whether the reader has a task in it. */
  readonly hasTask?: boolean | undefined;
  /** Whether a proposed decision waits for the reader: a colleague of theirs made it. */
  readonly toApprove?: boolean | undefined;
  /** Whether a proposal came back that the reader has to do something about: of a case of theirs, or their own where nobody has it. */
  readonly sentBack?: boolean | undefined;
  /** Whether its day has come to come up again. */
  readonly resubmitted?: boolean | undefined;
  /** Each, where it is given: only cases of which it is true, or of which it is not. */
  readonly overdue?: boolean | undefined;
  readonly waiting?: boolean | undefined;
  readonly unread?: boolean | undefined;
  /** Person id of who asks. */
  readonly reader: string;
  /** The calendar date in Europe/Berlin by which something is overdue. */
  readonly today: string;
}

export interface WorkListPage {
  readonly sort: WorkListOrder;
  readonly direction: Direction;
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

interface SortKey {
  /** A fixed expression, never input. */
  readonly sql: string;
  readonly type: 'timestamptz' | 'text';
  /** In which direction people mean it. */
  readonly usual: Direction;
}

const sortKeys = {
  filed: { sql: 'filed_at', type: 'timestamptz', usual: 'ascending' },
  target: { sql: byTarget, type: 'timestamptz', usual: 'ascending' },
  updated: { sql: 'updated_at', type: 'timestamptz', usual: 'descending' },
  service: { sql: 'service_key', type: 'text', usual: 'ascending' },
} as const satisfies Readonly<Record<WorkListOrder, SortKey>>;

/** In which direction people mean an order. */
export function usualDirection(sort: WorkListOrder): Direction {
  return sortKeys[sort].usual;
}

/** What the key of an order looks like in a cursor. */
export function isSortedByTime(sort: WorkListOrder): boolean {
  return sortKeys[sort].type === 'timestamptz';
}

/** A page of the cases of some offices, and how many there are in all. */
export async function findWorkList(
  database: TenantDatabase,
  tenant: string,
  filter: WorkListFilter,
  page: WorkListPage,
): Promise<Page<FoundCase> & { readonly total: number }> {
  const values = [tenant, filter.offices];
  const listed = { condition: `${ofOffices} AND ${conditionOf(filter, values)}`, values };
  const { text, values: asked } = pageText(listed, filter, page);
  return database.withTenant(tenant, async (client) => {
    const { rows } = await client.query<FoundCase & { readonly sortedAt: string }>(text, asked);
    const counted = await client.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM application.work_list WHERE ${listed.condition}`,
      [...listed.values],
    );
    const found = pageOf(rows, page.limit, ({ sortedAt, id }) => ({ at: sortedAt, id }));
    const items = found.items.map(({ sortedAt: _, ...line }) => line);
    return { ...found, items, total: counted.rows[0]?.total ?? 0 };
  });
}

/** How many open cases of some offices each of these filters finds, in one look at the list. @param filters by names that are no input */
export async function countWorkList<Name extends string>(
  database: TenantDatabase,
  tenant: string,
  offices: readonly string[],
  filters: Readonly<Record<Name, Omit<WorkListFilter, 'offices' | 'group'>>>,
): Promise<Readonly<Record<Name, number>>> {
  const values: unknown[] = [tenant, offices];
  const counts = Object.entries<Omit<WorkListFilter, 'offices' | 'group'>>(filters).map(
    ([name, filter]) =>
      `count(*) FILTER (WHERE ${conditionOf({ ...filter, group: 'all' }, values)})::int AS "${name}"`,
  );
  return database.withTenant(tenant, async (client) => {
    const { rows } = await client.query<Record<Name, number>>(
      `SELECT ${counts.join(', ')} FROM application.work_list WHERE ${ofOffices} AND ${isOpen}`,
      values,
    );
    return rows[0] as Record<Name, number>;
  });
}

/** What a filter is in SQL, with its values. */
interface Listed {
  readonly condition: string;
  readonly values: readonly unknown[];
}

/** Cases of the tenant and the offices that every question names first. */
const ofOffices = 'tenant = $1 AND office = ANY ($2::text[])';

/** Of the whole tenant at once: asked for each of ten thousand cases, it is most of what counting them costs. */
const isUnread = `work_list.stream_id IN (SELECT application_id FROM application.unread_messages WHERE tenant = $1)`;

/** Whether the office still has something to do with a case; word for word the condition of the index of open cases. */
export const isOpen = `status NOT IN (${endedStatuses.map((status) => `'${status}'`).join(', ')})`;

/** Whether a date of a case is past. @param today an expression for the date in Europe/Berlin */
export function isOverdue(today: string): string {
  return `(target_paused_since IS NULL AND target_on < ${today} OR statutory_until < ${today}) IS TRUE`;
}

function hasTaskOf(reader: string): string {
  // The first part says the condition of the index.
  return `(task_assignees IS NOT NULL AND ${reader}::uuid = ANY (task_assignees))`;
}

/**
 * The condition that a filter is in SQL; only of what is asked, so that PostgreSQL plans for that and nothing else.
 * @param values begins with tenant and offices; those of the filter are added
 */
function conditionOf(filter: Omit<WorkListFilter, 'offices'>, values: unknown[]): string {
  const { group, statuses, service, channel, version, assigned, sought, task, overdue } = filter;
  const { ids, party } = filter;
  const { hasTask, toApprove, sentBack, resubmitted, waiting, unread } = filter;
  const given = (value: unknown) => `$${values.push(value)}`;
  const parts: string[] = [];
  const only = (wanted: boolean | undefined, condition: () => string) => {
    if (wanted !== undefined) parts.push(wanted ? condition() : `(${condition()}) IS NOT TRUE`);
  };
  only(group === 'all' ? undefined : group === 'open', () => isOpen);
  if (statuses !== undefined) parts.push(`status = ANY (${given(statuses)}::text[])`);
  if (service !== undefined) parts.push(`service_key = ${given(service)}`);
  if (ids !== undefined) parts.push(`stream_id = ANY (${given(ids)}::uuid[])`);
  if (party !== undefined) {
    const person = `${given(party)}::uuid`;
    parts.push(`(applicant_id = ${person} OR stream_id IN (SELECT stream_id FROM application.my_applications
      WHERE tenant = $1 AND representative_id = ${person}))`);
  }
  if (channel !== undefined) parts.push(`channel = ${given(channel)}`);
  if (version !== undefined) parts.push(`configuration_version = ${given(version)}`);
  if (assigned === 'nobody') parts.push('assigned_to IS NULL');
  else if (assigned !== undefined) parts.push(`assigned_to = ANY (${given(assigned)}::uuid[])`);
  if (task !== undefined) parts.push(`task = ${given(task)}`);
  only(hasTask, () => hasTaskOf(given(filter.reader)));
  only(toApprove, () => `proposal = 'waiting' AND proposed_by <> ${given(filter.reader)}::uuid`);
  only(
    sentBack,
    () =>
      `proposal IN ('sent-back', 'void') AND coalesce(assigned_to, proposed_by) = ${given(filter.reader)}::uuid`,
  );
  only(resubmitted, () => `resubmission_on <= ${given(filter.today)}::date`);
  only(overdue, () => isOverdue(`${given(filter.today)}::date`));
  only(waiting, () => `status = 'action-required'`);
  only(unread, () => isUnread);
  for (const marks of filter.names ?? []) parts.push(`stream_id IN (${casesNamed(given(marks))})`);
  if (sought?.reference !== undefined) parts.push(`reference LIKE ${given(sought.reference)}`);
  for (const { serviceKeys, offices: named, inReference } of sought?.words ?? []) {
    const patterns = inReference.map((part) => `%${part}%`);
    parts.push(`(service_key = ANY (${given(serviceKeys)}::text[]) OR office = ANY (${given(named)}::text[])
      OR replace(reference, '-', '') LIKE ANY (${given(patterns)}::text[]))`);
  }
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}

function pageText(
  { condition, values: filtering }: Listed,
  { today, reader }: Pick<WorkListFilter, 'today' | 'reader'>,
  { sort, direction, after, limit }: WorkListPage,
): { readonly text: string; readonly values: unknown[] } {
  const values = [...filtering];
  const given = (value: unknown) => `$${values.push(value)}`;
  const { type, ...by } = sortKeys[sort];
  const key = sort === 'target' && direction === 'descending' ? byTargetBackwards : by.sql;
  const [order, behind] = direction === 'ascending' ? ['ASC', '>'] : ['DESC', '<'];
  const place = after && `(${given(after.at)}::${type}, ${given(after.id)}::uuid)`;
  // Which cases first: what is shown of them is made for those of the page alone.
  const text = `
    WITH page AS MATERIALIZED (
      SELECT stream_id AS id, ${key} AS sorted_by FROM application.work_list
      WHERE ${condition}${place === undefined ? '' : ` AND (${key}, stream_id) ${behind} ${place}`}
      ORDER BY ${key} ${order}, stream_id ${order} LIMIT ${given(limit + 1)})
    SELECT id, version, reference, service_key AS "serviceKey", office, status, outcome,
      configuration_version AS "configurationVersion", assigned_to AS "assignedTo",
      (SELECT json_strip_nulls(json_build_object('applicantId', mine.applicant_id, 'representativeId', mine.representative_id))
        FROM application.my_applications AS mine
        WHERE mine.tenant = work_list.tenant AND mine.stream_id = work_list.stream_id) AS parties,
      due_on::text AS "dueOn", payment, task, channel, (${hasTaskOf(given(reader))}) IS TRUE AS "hasTask",
      resubmission_on::text AS "resubmissionOn", proposal, proposed_by AS "proposedBy",
      ${selectedDates},
      ${isOverdue(`${given(today)}::date`)} AS overdue,
      ${isUnread} AS unread,
      ${isoTime('filed_at')} AS "filedAt",
      ${isoTime('updated_at')} AS "updatedAt",
      ${type === 'timestamptz' ? isoTime('sorted_by') : 'sorted_by'} AS "sortedAt"
    FROM page JOIN application.work_list ON work_list.tenant = $1 AND work_list.stream_id = page.id
    ORDER BY sorted_by ${order}, id ${order}`;
  return { text, values };
}
