import type { StaffSchema } from '#api-client';
import type { Known } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { ActorThen } from './actor';
import { looksOf } from './looks';

type Access = StaffSchema<'AccessDto'>;

const known = [
  ...(['case-view', 'history', 'case-list', 'events', 'accesses', 'evidence', 'bundle', 'document'] as const),
  ...(['names'] as const),
  ...(['state-as-citizen', 'state-as-caseworker', 'state-as-auditor', 'read-messages'] as const),
] as const;

/** Who of the staff read the case, when and what for; the auditor's own reading included. */
export function Accesses({
  accesses,
  people,
}: {
  readonly accesses: readonly Access[];
  readonly people: Known;
}) {
  const words = useWords('audit');
  const purposeOf = (purpose: string) => {
    const key = known.find((one) => one === purpose);
    return key === undefined ? purpose : words(`purpose-${key}`);
  };
  return (
    <section aria-labelledby="gelesen" className="b-block">
      <h2 id="gelesen">{words('readers')}</h2>
      <Scroll label={words('readers')}>
        <table className="b-table">
          <caption className="kern-sr-only">{words('readers')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('who')}</th>
              <th scope="col">{words('whenInZone')}</th>
              <th scope="col">{words('purpose')}</th>
            </tr>
          </thead>
          <tbody>
            {looksOf(accesses).map(({ first, purposes }) => (
              <tr key={`${first.personId} ${first.at}`}>
                <th scope="row">
                  <ActorThen actor={first} at={first.at} people={people} />
                </th>
                <td>
                  <Time at={first.at} form="second" />
                </td>
                <td>{purposes.map(purposeOf).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
