import { Form, Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { boxValue, bulkForm, selected } from '../bulk/selection';
import { Acting } from '../parts/acting';
import { Due } from '../parts/due';
import { usePeople } from '../parts/people';
import { StatusBadge } from '../parts/status';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { addressOf, type Asked, type Sort } from './asked';

/** A page of the list, with the names of who is in it. */
export type ListPage = StaffSchema<'WorkListView'>;
type Row = ListPage['items'][number];

interface TableProps {
  readonly asked: Asked;
  readonly page: ListPage;
  /** Person id of the reader. */
  readonly me: string;
  readonly actKey: string;
}

/** The list as a table: one line for a case. */
export function CaseTable({ asked, page, me, actKey }: TableProps) {
  const words = useWords('list');
  return (
    <table className="b-table b-list" role="table">
      <caption className="kern-sr-only">{words('caption')}</caption>
      <Head asked={asked} />
      <tbody role="rowgroup">
        {page.items.map((row) => (
          <CaseRow key={row.id} row={row} names={page.names} me={me} actKey={actKey} asked={asked} />
        ))}
      </tbody>
    </table>
  );
}

/** The same table while another page of it is on its way: the head stays. */
export function LoadingTable({ asked, rows }: { readonly asked: Asked; readonly rows: number }) {
  const words = useWords('list');
  return (
    <table className="b-table b-list" role="table" aria-busy="true">
      <caption className="kern-sr-only">{words('loading')}</caption>
      <Head asked={asked} />
      <tbody role="rowgroup">
        {Array.from({ length: rows }, (_, row) => (
          <tr role="row" key={row}>
            {Array.from({ length: 7 }, (__, column) => (
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

function Head({ asked }: { readonly asked: Asked }) {
  const words = useWords('list');
  return (
    <>
      <colgroup>
        <col className="b-c-ref" />
        <col />
        <col />
        <col className="b-c-status" />
        <col className="b-c-who" />
        <col className="b-c-due" />
        <col className="b-c-new" />
        <col className="b-c-wide" />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {words('reference')}
          </th>
          <th role="columnheader" scope="col">
            {words('applicant')}
          </th>
          <Sortable by="service" asked={asked}>
            {words('service')}
          </Sortable>
          <th role="columnheader" scope="col">
            {words('status')}
          </th>
          <th role="columnheader" scope="col">
            {words('who')}
          </th>
          <Sortable by="target" asked={asked}>
            {words('target')}
          </Sortable>
          <Sortable by="updated" asked={asked}>
            {words('news')}
          </Sortable>
          <Sortable by="filed" asked={asked} wide>
            {words('received')}
          </Sortable>
        </tr>
      </thead>
    </>
  );
}

/** A column that the list can be sorted by; pressing it again turns the order around. */
function Sortable({
  by,
  asked,
  wide,
  children,
}: {
  readonly by: Sort;
  readonly asked: Asked;
  readonly wide?: boolean;
  readonly children: string;
}) {
  const to = usePaths();
  const isSorted = asked.sort === by;
  const turned = isSorted ? !asked.descending : by === 'updated';
  return (
    <th
      role="columnheader"
      scope="col"
      className={wide ? 'b-c-wide' : undefined}
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

/** „Rückfrage – Ihre Mitwirkung ist nötig“ and „Entschieden: bewilligt“ are said to the applicant; here one word is enough. */
const shortly = (label: string): string => (label.split(' – ')[0] ?? '').replace(/^\S+: /, '');

/** Whether a case is at its end: its dates do not matter any more. */
const isOver = ({ status }: Row): boolean => ['closed', 'withdrawn', 'expired'].includes(status);

function CaseRow({
  row,
  names,
  me,
  actKey,
  asked,
}: {
  readonly row: Row;
  readonly names: ListPage['names'];
} & Omit<TableProps, 'page'>) {
  const words = useWords('list');
  const to = usePaths();
  const { nameOf } = usePeople(names);
  const bulk = useWords('bulk');
  const applicant = nameOf(row.applicantId);
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
      <td role="cell" className="b-full" title={applicant}>
        {row.unread ? <b>{applicant}</b> : applicant}
      </td>
      <td role="cell" className="b-full" title={row.title}>
        {row.title}
      </td>
      <td role="cell">
        <StatusBadge status={row.status}>{shortly(row.statusLabel)}</StatusBadge>
      </td>
      <td role="cell">
        {row.assignedTo === null ? (
          <Take row={row} actKey={actKey} asked={asked} />
        ) : row.assignedTo === me ? (
          <b>{words('me')}</b>
        ) : (
          nameOf(row.assignedTo)
        )}
      </td>
      <td role="cell" className="b-full">
        <Due dated={row} over={isOver(row)} short />
      </td>
      <td role="cell">
        <News row={row} me={me} />
      </td>
      <td role="cell" className="b-c-wide">
        <Time at={row.filedAt} form="day" />
      </td>
    </tr>
  );
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
