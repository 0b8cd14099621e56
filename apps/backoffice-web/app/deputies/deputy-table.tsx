import { Form } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { Acting } from '../parts/acting';
import { usePeople } from '../parts/people';
import { Scroll } from '../parts/scroll';
import { Time } from '../parts/times';
import { useFrame } from '../frame';
import { useWords } from '../words';

/** Who stands in for whom, the earliest first. */
export function DeputyTable({
  deputies: { items, names },
  actKey,
}: {
  readonly deputies: StaffSchema<'DeputiesView'>;
  readonly actKey: string;
}) {
  const words = useWords('deputies');
  const to = usePaths();
  const { nameOf } = usePeople({ names });
  const me = useFrame()?.me;
  if (items.length === 0) return <p>{words('none')}</p>;
  return (
    <Scroll label={words('title')}>
      <table className="b-table">
        <caption className="kern-sr-only">{words('title')}</caption>
        <thead>
          <tr>
            {(['away', 'deputy', 'from', 'until', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {words(column)}
              </th>
            ))}
            <th scope="col">
              <span className="kern-sr-only">{words('end')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, personId, deputyId, from, until, isNow }) => (
            <tr key={id}>
              <th scope="row">{nameOf(personId)}</th>
              <td>{nameOf(deputyId)}</td>
              <td>
                <Time at={from} form="weekdayShortest" />
              </td>
              <td>
                <Time at={until} form="weekdayShortest" />
              </td>
              <td>{isNow ? <b>{words('now')}</b> : <span className="b-muted">{words('later')}</span>}</td>
              <td>
                {(personId === me?.personId || me?.roles.includes('head-of-office')) && (
                  <Form method="post" action={to('/vertretungen')}>
                    <Acting actKey={`${actKey}-${id}`} />
                    <input type="hidden" name="act" value="beenden" />
                    <input type="hidden" name="id" value={id} />
                    <button
                      type="submit"
                      className="b-link"
                      aria-label={words('endOf', { name: nameOf(personId), deputy: nameOf(deputyId) })}
                    >
                      {words('end')}
                    </button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
