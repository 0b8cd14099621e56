import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths, withQuery } from '#pages';
import { usePeople, type Names } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** Every event with who, when, its hash and the one before: the chain, to be compared by eye or by program. */
export function Events({
  id,
  at,
  events,
  names,
}: {
  readonly id: string;
  readonly at: number;
  readonly events: readonly StaffSchema<'EventDto'>[];
  readonly names: Names;
}) {
  const words = useWords('audit');
  const to = usePaths();
  const { actorIn } = usePeople(names);
  return (
    <section aria-labelledby="ereignisse">
      <h2 id="ereignisse">{words('events')}</h2>
      <div className="b-scroll" tabIndex={0} role="group" aria-label={words('events')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('events')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('event')}</th>
              <th scope="col">{words('when')}</th>
              <th scope="col">{words('who')}</th>
              <th scope="col">{words('source')}</th>
              <th scope="col">{words('hash')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event, index) => (
              <tr key={`${event.streamId}/${event.version}`}>
                <th scope="row">
                  <Link
                    to={withQuery(to(`/pruefung/${encodeURIComponent(id)}`), { stand: String(index + 1) })}
                    preventScrollReset
                    aria-current={index + 1 === at ? 'true' : undefined}
                  >
                    {index + 1}. {event.type}
                  </Link>
                </th>
                <td>
                  <Time at={event.recordedAt} form="second" />
                </td>
                <td>{actorIn(event.actor)}</td>
                <td>
                  {event.source} {event.version}
                </td>
                <td className="b-mono" title={event.hash}>
                  {event.hash.slice(0, 16)}…
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
