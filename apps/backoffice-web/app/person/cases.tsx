import { Link } from 'react-router';
import { usePaths } from '#pages';
import { Due } from '../parts/due';
import { usePeople } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { StatusBadge } from '../parts/status';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Person } from './facts';

/** All cases of a person that the reader may see, newest first. */
export function Cases({ shown: { items, total, names } }: { readonly shown: Person }) {
  const words = useWords('person');
  const to = usePaths();
  const { nameOf } = usePeople({ names });
  return (
    <section className="b-block" aria-labelledby="vorgaenge">
      <div className="b-title">
        <h2 id="vorgaenge">{words('cases')}</h2>
        <span className="b-muted b-small">{words('ofYourOffices')}</span>
      </div>
      <Scroll label={words('cases')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('cases')}</caption>
          <thead>
            <tr>
              {(['reference', 'service', 'status', 'role', 'received', 'who', 'target'] as const).map(
                (name) => (
                  <th key={name} scope="col">
                    {words(name)}
                  </th>
                ),
              )}
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
                <td>{words(`as-${row.as}`)}</td>
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
      {total > items.length && <p className="b-muted">{words('more', { count: total - items.length })}</p>}
    </section>
  );
}
