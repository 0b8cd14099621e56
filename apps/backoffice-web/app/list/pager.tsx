import { Link } from 'react-router';
import { usePaths } from '#pages';
import { Time } from '../parts/times';
import { useWords } from '../words';
import { addressOf, type Asked } from './asked';
import type { ListPage } from './case-table';

/** How much of the list is seen, of when it is, and the way on. */
export function Pager({
  asked,
  page: { items, total, nextCursor },
  loadedAt,
}: {
  readonly asked: Asked;
  readonly page: ListPage;
  readonly loadedAt: string;
}) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <nav className="b-pager" aria-label={words('pages')}>
      <span>{words('shown', { shown: items.length, total })}</span>
      <span className="b-muted">
        {words('asOf')} <Time at={loadedAt} form="clock" />
      </span>
      <span className="b-end b-row">
        {asked.cursor !== undefined && (
          <Link to={to('/vorgaenge') + addressOf({ ...asked, cursor: undefined })}>{words('firstPage')}</Link>
        )}
        {nextCursor !== undefined && (
          <Link to={to('/vorgaenge') + addressOf({ ...asked, cursor: nextCursor })}>{words('nextPage')}</Link>
        )}
      </span>
    </nav>
  );
}
