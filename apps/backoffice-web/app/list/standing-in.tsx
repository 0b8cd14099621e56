import { Link } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { useFrame } from '../frame';
import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { addressOf } from './asked';

/** For whom the reader stands in today, and who does for them. */
export function StandingIn({
  deputies: { items, ...people },
}: {
  readonly deputies: StaffSchema<'DeputiesView'>;
}) {
  const words = useWords('deputies');
  const to = usePaths();
  const { nameOf } = usePeople(people);
  const me = useFrame()?.me?.personId;
  const now = items.filter(({ isNow }) => isNow);
  if (now.length === 0) return null;
  return (
    <ul className="b-plain">
      {now.map(({ id, personId, deputyId, until }) => (
        <li key={id}>
          {deputyId === me ? (
            <Link to={to('/vorgaenge') + addressOf({ view: 'vertretung' })}>
              {words('inStead', { name: nameOf(personId) })}
            </Link>
          ) : (
            words('forYou', { name: nameOf(deputyId) })
          )}{' '}
          <Time at={until} form="weekdayShortest" />
        </li>
      ))}
    </ul>
  );
}
