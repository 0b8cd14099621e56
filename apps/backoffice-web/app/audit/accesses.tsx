import type { StaffSchema } from '#api-client';
import { usePeople, type Names } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { looksOf } from './looks';

type Access = StaffSchema<'AccessDto'>;

const known = [
  ...(['case-view', 'history', 'case-list', 'events', 'accesses', 'evidence', 'bundle', 'document'] as const),
  ...(['state-as-citizen', 'state-as-caseworker', 'state-as-auditor', 'read-messages'] as const),
] as const;

/** Who of the staff read the case, when and what for; the auditor's own reading included. */
export function Accesses({
  accesses,
  names,
}: {
  readonly accesses: readonly Access[];
  readonly names: Names;
}) {
  const words = useWords('audit');
  const { actorIn } = usePeople(names);
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
                <th scope="row">{actorIn(first)}</th>
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
