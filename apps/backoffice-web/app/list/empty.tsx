import { Link } from 'react-router';
import { usePaths } from '#pages';
import { useWords } from '../words';
import { addressOf, isNarrowed, type Asked } from './asked';

/** That nothing is found says what was looked for, and offers the way out. */
export function Empty({ asked }: { readonly asked: Asked }) {
  const words = useWords('list');
  const to = usePaths();
  const isSearch = isNarrowed(asked);
  return (
    <div className="b-empty">
      <h2>{words(isSearch ? 'nothingFits' : 'nothingHere')}</h2>
      <p className="b-muted">
        {asked.query === ''
          ? words(isSearch ? 'nothingFitsText' : 'nothingHereText')
          : words('nothingFound', { query: asked.query })}
      </p>
      {asked.query !== '' && (
        <p>
          {words('namesElsewhere')} <Link to={to('/vorgaenge/name')}>{words('byName')}</Link>
        </p>
      )}
      <p>
        {isSearch ? (
          <Link to={to('/vorgaenge') + addressOf({ view: asked.view })}>{words('reset')}</Link>
        ) : (
          <Link to={to('/vorgaenge')}>{words('toAll')}</Link>
        )}
      </p>
    </div>
  );
}
