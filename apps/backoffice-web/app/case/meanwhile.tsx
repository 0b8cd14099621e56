import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';

/** What others have done with the case while somebody had a form open: who, when and what. It is not overwritten unseen. */
export function Meanwhile({
  shown,
  since,
  wasRefused,
  goOn,
}: {
  readonly shown: Case;
  /** The version that the reader knew. */
  readonly since: number;
  /** Whether the form was sent, and not taken for it. */
  readonly wasRefused: boolean;
  /** The reader has seen it. */
  readonly goOn: () => void;
}) {
  const words = useWords('acts');
  const { actorIn } = usePeople(shown);
  const changes = shown.history.filter(({ version }) => version > since);
  if (changes.length === 0) return null;
  return (
    <div className="b-note b-note--danger" role="alert">
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <div className="b-stack">
        <p>
          <b>{words('meanwhile')}</b>
        </p>
        <ul>
          {changes.map(({ version, at, actor, label }) => (
            <li key={version}>
              {actor !== undefined && actorIn(actor)}, <Time at={at} form="clock" />: {label}
            </li>
          ))}
        </ul>
        <p>{words(wasRefused ? 'notSaved' : 'stillThere')}</p>
        <p>
          <button type="button" className="b-link" onClick={goOn}>
            {words('goOn')}
          </button>
        </p>
      </div>
    </div>
  );
}
