import type { StaffSchema } from '#api-client';
import { ActorThen } from '../audit/actor';
import type { Known } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useWords } from '../words';

type Reading = Pick<StaffSchema<'NameReadingDto'>, 'personId' | 'role' | 'purpose' | 'at'>;

const known = [
  ...(['work-list', 'case-view', 'person-page', 'intake', 'presence', 'deputies', 'audit'] as const),
  ...(['bundle', 'name-readings', 'name-search'] as const),
] as const;

/** Who was told who somebody is, when and what for, in the order given. */
export function Readings({
  people,
  readings,
}: {
  readonly people: Known;
  readonly readings: readonly Reading[];
}) {
  const words = useWords('person');
  const purposeOf = (purpose: string) => {
    const key = known.find((one) => one === purpose);
    return key === undefined ? purpose : words(`purpose-${key}`);
  };
  return (
    <Scroll label={words('readers')}>
      <table className="b-table">
        <caption className="kern-sr-only">{words('readers')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('reader')}</th>
            <th scope="col">{words('readAt')}</th>
            <th scope="col">{words('purpose')}</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => (
            <tr key={`${reading.at} ${reading.personId}`}>
              <th scope="row">
                <ActorThen actor={reading} at={reading.at} people={people} />
              </th>
              <td>
                <Time at={reading.at} form="second" />
              </td>
              <td>{purposeOf(reading.purpose)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
