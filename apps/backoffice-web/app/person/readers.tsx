import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Person } from './facts';

const known = [
  ...(['work-list', 'case-view', 'person-page', 'intake', 'presence', 'deputies', 'audit'] as const),
  ...(['bundle', 'name-readings'] as const),
] as const;

/** So many lines stand there at once; the rest below a line that opens. */
const firstLines = 10;

/** Who of the staff was told who this is, when and what for; for heads. */
export function Readers({ shown }: { readonly shown: Person }) {
  const words = useWords('person');
  const { readings } = shown;
  if (readings === undefined) return null;
  return (
    <section className="b-block" aria-labelledby="gelesen">
      <div className="b-title">
        <h2 id="gelesen">{words('readers')}</h2>
        <span className="b-muted b-small">{words('readersSince')}</span>
      </div>
      <Lines shown={shown} readings={readings.slice(0, firstLines)} />
      {readings.length > firstLines && (
        <details>
          <summary>{words('moreReaders', { count: readings.length - firstLines })}</summary>
          <Lines shown={shown} readings={readings.slice(firstLines)} />
        </details>
      )}
    </section>
  );
}

function Lines({
  shown,
  readings,
}: {
  readonly shown: Person;
  readonly readings: NonNullable<Person['readings']>;
}) {
  const words = useWords('person');
  const { actorIn } = usePeople(shown);
  const purposeOf = (purpose: string) => {
    const key = known.find((one) => one === purpose);
    return key === undefined ? purpose : words(`purpose-${key}`);
  };
  return (
    <div className="b-scroll" tabIndex={0} role="group" aria-label={words('readers')}>
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
              <th scope="row">{actorIn(reading)}</th>
              <td>
                <Time at={reading.at} form="second" />
              </td>
              <td>{purposeOf(reading.purpose)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
