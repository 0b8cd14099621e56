import { Link } from 'react-router';
import { usePaths } from '#pages';
import { usePlace } from '../list/trail';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';

/** The way back to the list as it was, and on to the cases that stand beside this one there. */
export function TrailLinks({ id }: { readonly id: string }) {
  const words = useWords('case');
  const to = usePaths();
  const keyFor = useKeyFor();
  const place = usePlace(id);
  const other = (which: 'before' | 'after', key: string) =>
    place?.[which] !== undefined && (
      <Link to={to(`/vorgaenge/${place[which]}`)} aria-keyshortcuts={keyFor(key)}>
        {words(which === 'before' ? 'caseBefore' : 'nextCase')} <kbd aria-hidden="true">{keyFor(key)}</kbd>
      </Link>
    );
  return (
    <nav className="b-row b-small" aria-label={words('inTheList')}>
      <Link to={to('/vorgaenge') + (place?.search ?? '')}>{words('toList')}</Link>
      {place !== undefined && (
        <span className="b-muted">{words('placeInList', { nth: place.nth, of: place.of })}</span>
      )}
      {other('before', 'k')}
      {other('after', 'j')}
    </nav>
  );
}
