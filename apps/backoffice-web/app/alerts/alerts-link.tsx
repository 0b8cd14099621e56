import { useCallback } from 'react';
import { NavLink, useFetcher } from 'react-router';
import { quietly, usePaths } from '#pages';
import type { loader } from '../resources/unread';
import { useChanges } from '../parts/live';
import { useWords } from '../words';

const address = '/ungelesen';
/** More than that is not counted. */
const most = 99;

/** The way to what somebody is told, with how much of it is unread, as it changes. @param known when the page was loaded */
export function AlertsLink({ known }: { readonly known: number | undefined }) {
  const words = useWords('alerts');
  const to = usePaths();
  const { data, load } = useFetcher<typeof loader>();
  useChanges(
    ['cases'],
    useCallback(() => quietly(address, () => load(address)), [load]),
  );
  const unread = (data === undefined ? known : data.unread) ?? 0;
  return (
    <NavLink to={to('/hinweise')} className="b-alerts">
      {words('title')}
      {unread > 0 && (
        <>
          {' '}
          <b className="b-count" aria-hidden="true">
            {unread > most ? `${most}+` : unread}
          </b>
          <span className="kern-sr-only">{words('unread', { count: unread })}</span>
        </>
      )}
    </NavLink>
  );
}
