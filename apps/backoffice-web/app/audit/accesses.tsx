import type { StaffSchema } from '#api-client';
import { usePeople, type Names } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** Who of the staff read the case, when and what for; the auditor's own reading included. */
export function Accesses({
  accesses,
  names,
}: {
  readonly accesses: readonly StaffSchema<'AccessDto'>[];
  readonly names: Names;
}) {
  const words = useWords('audit');
  const { actorIn } = usePeople(names);
  return (
    <section aria-labelledby="gelesen">
      <h2 id="gelesen">{words('readers')}</h2>
      <div className="b-scroll" tabIndex={0} role="group" aria-label={words('readers')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('readers')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('who')}</th>
              <th scope="col">{words('when')}</th>
              <th scope="col">{words('purpose')}</th>
            </tr>
          </thead>
          <tbody>
            {[...accesses].reverse().map(({ personId, role, at, purpose }, nth) => (
              <tr key={nth}>
                <th scope="row">{actorIn({ personId, role })}</th>
                <td>
                  <Time at={at} form="second" />
                </td>
                <td>{purpose}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
