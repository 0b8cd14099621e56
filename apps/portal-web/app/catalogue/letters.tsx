import { Link } from 'react-router';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { alphabet } from './lines';

/** The letters of the A–Z list (R1a H1a N9), each a link where something begins with it. */
export function Letters({ letters }: { readonly letters: readonly string[] }) {
  const words = useWords('catalogue');
  const list = usePaths()('/dienstleistungen');
  return (
    <ul className="p-letters">
      {alphabet.map((letter) => (
        <li key={letter}>
          {letters.includes(letter) ? (
            <Link to={`${list}#${letter}`} aria-label={words('withLetter', { letter })}>
              {letter}
            </Link>
          ) : (
            <span className="p-muted">
              {letter}
              <span className="kern-sr-only">{words('noneWithLetter')}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
