import { Form, Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { boxValue, bulkForm, selected } from '../bulk/selection';
import { Acting } from '../parts/acting';
import { Due } from '../parts/due';
import { usePeople, type Known } from '../parts/people';
import { StatusBadge } from '../parts/status';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { addressOf, type Asked, type Sort } from './asked';
import type { Column, ShownColumns } from './columns';

/** A page of the list, with the names of who is in it. */
export type ListPage = StaffSchema<'WorkListView'>;
type Row = ListPage['items'][number];

interface TableProps {
  readonly asked: Asked;
  readonly page: ListPage;
  readonly shown: ShownColumns;
  /** Person id of the reader. */
  readonly me: string;
  readonly actKey: string;
}

/** The list as a table: one line for a case. */
export function CaseTable({ page, ...more }: TableProps) {
  const words = useWords('list');
  return (
    <table className="b-table b-list" role="table">
      <caption className="kern-sr-only">{words('caption')}</caption>
      <Head {...more} />
      <tbody role="rowgroup">
        {page.items.map((row) => (
          <CaseRow key={row.id} row={row} people={page} {...more} />
        ))}
      </tbody>
    </table>
  );
}

/** The same table while another page of it is on its way: the head stays. */
export function LoadingTable({
  rows,
  ...head
}: Pick<TableProps, 'asked' | 'shown'> & { readonly rows: number }) {
  const words = useWords('list');
  return (
    <table className="b-table b-list" role="table" aria-busy="true">
      <caption className="kern-sr-only">{words('loading')}</caption>
      <Head {...head} />
      <tbody role="rowgroup">
        {Array.from({ length: rows }, (_, row) => (
          <tr role="row" key={row}>
            {Array.from({ length: head.shown.length + 1 }, (__, column) => (
              <td role="cell" key={column}>
                <span className="b-skeleton" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ asked, shown }: Pick<TableProps, 'asked' | 'shown'>) {
  const words = useWords('list');
  return (
    <>
      <colgroup>
        <col className="b-c-ref" />
        {shown.map(({ column, width }) => (
          <col key={column} className={width} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {words('reference')}
          </th>
          {shown.map(({ column, sort, width }) => {
            const className = width === 'b-c-wide' ? width : undefined;
            return sort === undefined ? (
              <th role="columnheader" scope="col" key={column} className={className}>
                {words(column)}
              </th>
            ) : (
              <Sortable key={column} by={sort} asked={asked} className={className}>
                {words(column)}
              </Sortable>
            );
          })}
        </tr>
      </thead>
    </>
  );
}

/** A column that the list can be sorted by; pressing it again turns the order around. */
function Sortable({
  by,
  asked,
  className,
  children,
}: {
  readonly by: Sort;
  readonly asked: Asked;
  readonly className: string | undefined;
  readonly children: string;
}) {
  const to = usePaths();
  const isSorted = asked.sort === by;
  const turned = isSorted ? !asked.descending : by === 'updated';
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={isSorted ? (asked.descending ? 'descending' : 'ascending') : undefined}
    >
      <Link
        className="b-sort"
        to={to('/vorgaenge') + addressOf({ ...asked, sort: by, descending: turned, cursor: undefined })}
      >
        {children}
      </Link>
    </th>
  );
}

/** Whether a case is at its end: its dates do not matter any more. */
const isOver = ({ status }: Row): boolean => ['closed', 'withdrawn', 'expired'].includes(status);

type RowProps = Omit<TableProps, 'page'> & { readonly row: Row; readonly people: Known };

function CaseRow({ shown, ...props }: RowProps) {
  const { row } = props;
  const to = usePaths();
  const bulk = useWords('bulk');
  const { nameOf } = usePeople(props.people);
  const titles = {
    ...{ applicant: nameOf(row.applicantId), service: row.title, office: row.officeName },
    ...(row.assignedTo !== null && { who: nameOf(row.assignedTo) }),
  };
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="b-ref">
        <input
          type="checkbox"
          form={bulkForm}
          name={selected}
          value={boxValue(row)}
          aria-label={bulk('select', { reference: row.reference })}
        />{' '}
        <Link to={to(`/vorgaenge/${row.id}`)}>{row.reference}</Link>
      </th>
      {shown.map(({ column, width }) => (
        <td
          role="cell"
          key={column}
          className={fullLine.includes(column) ? 'b-full' : width === 'b-c-wide' ? width : undefined}
          title={column in titles ? titles[column as keyof typeof titles] : undefined}
        >
          <Cell column={column} {...props} />
        </td>
      ))}
    </tr>
  );
}

/** What has a line of its own on a small screen. */
const fullLine: readonly Column[] = ['applicant', 'service', 'office', 'target'];

function Cell({
  column,
  row,
  people,
  me,
  actKey,
  asked,
}: Omit<RowProps, 'shown'> & { readonly column: Column }) {
  const words = useWords('list');
  const { nameOf } = usePeople(people);
  switch (column) {
    case 'applicant':
      return row.unread ? <b>{nameOf(row.applicantId)}</b> : nameOf(row.applicantId);
    case 'service':
      return row.title;
    case 'office':
      return row.officeName;
    case 'status':
      return <StatusBadge status={row.status}>{row.statusLabel}</StatusBadge>;
    case 'who':
      if (row.assignedTo === null) return <Take row={row} actKey={actKey} asked={asked} />;
      return row.assignedTo === me ? <b>{words('me')}</b> : nameOf(row.assignedTo);
    case 'target':
      return <Due dated={row} over={isOver(row)} short />;
    case 'news':
      return <News row={row} me={me} />;
    case 'received':
      return <Time at={row.filedAt} form="day" />;
    case 'updated':
      return <Time at={row.updatedAt} form="day" />;
  }
}

/** What is new about a case, or what only the office can do about it. */
function News({ row, me }: { readonly row: Row; readonly me: string }) {
  const words = useWords('list');
  const { unread, task, proposal, proposedBy, ownCase } = row;
  if (unread) return <span className="b-new">{words('message')}</span>;
  if (proposal === 'waiting' && proposedBy !== me && !ownCase)
    return <span className="b-strong">{words('toApprove')}</span>;
  if (proposal === 'sent-back' || proposal === 'void')
    return <span className="b-strong">{words(proposal === 'void' ? 'void' : 'sentBack')}</span>;
  if (task === 'post-notice') return <span className="b-strong">{words('post')}</span>;
  return <span className="kern-sr-only">{words('nothingNew')}</span>;
}

/** Nobody has it: it can be taken right here. */
function Take({ row, actKey, asked }: { readonly row: Row; readonly actKey: string; readonly asked: Asked }) {
  const words = useWords('list');
  const to = usePaths();
  if (isOver(row)) return <span className="b-muted">{words('nobody')}</span>;
  if (row.ownCase) return <span className="b-muted">{words('ownCase')}</span>;
  return (
    <Form method="post" action={to('/vorgaenge') + addressOf(asked)} preventScrollReset>
      <Acting version={`"${row.version}"`} actKey={`${actKey}-${row.reference}`} />
      <input type="hidden" name="id" value={row.id} />
      <button type="submit" className="b-link" aria-label={words('takeCase', { reference: row.reference })}>
        {words('take')}
      </button>
    </Form>
  );
}
