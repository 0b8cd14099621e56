import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { Due } from './due';
import { usePeople, type Known } from './people';
import { Scroll } from './scroll';
import { StatusBadge } from './status';
import { Time } from './times';
import { useWords } from '../words';

type Case = StaffSchema<'WorkListCaseView'>;

/** Cases that belong together, in a table that is read and not worked through. */
export function FewCases<Row extends Case>({
  items,
  people,
  title,
  about,
}: {
  readonly items: readonly Row[];
  readonly people: Known;
  readonly title: string;
  /** One more column: what these cases have to do with what was asked. */
  readonly about: { readonly title: string; readonly of: (row: Row) => ReactNode };
}) {
  const words = useWords('list');
  const to = usePaths();
  const { nameOf } = usePeople(people);
  return (
    <Scroll label={title}>
      <table className="b-table">
        <caption className="kern-sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words('reference')}</th>
            <th scope="col">{words('service')}</th>
            <th scope="col">{words('status')}</th>
            <th scope="col">{about.title}</th>
            {(['received', 'who', 'target'] as const).map((name) => (
              <th key={name} scope="col">
                {words(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="b-ref">
                <Link to={to(`/vorgaenge/${row.id}`)}>{row.reference}</Link>
              </th>
              <td>{row.title}</td>
              <td>
                <StatusBadge status={row.status}>{row.statusLabel}</StatusBadge>
              </td>
              <td>{about.of(row)}</td>
              <td>
                <Time at={row.filedAt} form="day" />{' '}
                {row.channel !== 'online' && (
                  <span className="b-muted">{words(`channel-${row.channel}`)}</span>
                )}
              </td>
              <td>{row.assignedTo === null ? words('nobody') : nameOf(row.assignedTo)}</td>
              <td>
                <Due dated={row} over={['closed', 'withdrawn'].includes(row.status)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
