import { useCallback } from 'react';
import { useFetcher, useLocation } from 'react-router';
import { quietly, useReload } from '#pages';
import { useChanges } from '../parts/live';
import { useWords } from '../words';
import type { ListPage } from './case-table';

/** Rows never move under the reader: how many have changed is said, and they are shown when somebody wants it. */
export function Changed({ shown }: { readonly shown: ListPage['items'] }) {
  const words = useWords('list');
  const { pathname, search } = useLocation();
  const latest = useFetcher<{ readonly page: ListPage }>();
  const reload = useReload();
  const { load } = latest;
  const look = useCallback(() => {
    const address = pathname + search;
    return quietly(address, () => load(address));
  }, [load, pathname, search]);
  useChanges(['cases'], look);
  const count = latest.data === undefined ? 0 : differing(shown, latest.data.page.items);
  return (
    <span role="status">
      {count > 0 && (
        <button type="button" className="b-link" onClick={() => void reload()}>
          {words('changed', { count })}
        </button>
      )}
    </span>
  );
}

/** How many rows are new, gone, or of another version. */
function differing(shown: ListPage['items'], now: ListPage['items']): number {
  const versions = new Map(shown.map(({ id, version }) => [id, version]));
  const changed = now.filter(({ id, version }) => versions.get(id) !== version).length;
  const gone = shown.filter(({ id }) => !now.some((row) => row.id === id)).length;
  return Math.max(changed, gone);
}
