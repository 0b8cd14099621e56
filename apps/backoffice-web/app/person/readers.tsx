import { useWords } from '../words';
import type { Person } from './facts';
import { Readings } from './readings';

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
      <Readings people={shown} readings={readings.slice(0, firstLines)} />
      {readings.length > firstLines && (
        <details>
          <summary>{words('moreReaders', { count: readings.length - firstLines })}</summary>
          <Readings people={shown} readings={readings.slice(firstLines)} />
        </details>
      )}
    </section>
  );
}
