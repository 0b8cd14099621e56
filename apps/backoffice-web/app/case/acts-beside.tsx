import { Link, useSearchParams } from 'react-router';
import { usePaths, withQuery } from '#pages';
import { useFrame } from '../frame';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';
import { acts, isAllowed, type Case, type OfficeAct, type Part } from './acts';

type ActBeside = Extract<OfficeAct, { readonly beside: Part }>;

/** What the reader can do now with a part of a case. */
export function useActsBeside(part: Part, shown: Case): readonly ActBeside[] {
  const me = useFrame()?.me;
  return me === undefined
    ? []
    : acts.filter(
        (one): one is ActBeside => 'beside' in one && one.beside === part && isAllowed(one, shown, me),
      );
}

/** Leads to the forms of these acts. */
export function ActsBeside({ of, shown }: { readonly of: readonly ActBeside[]; readonly shown: Case }) {
  const words = useWords('acts');
  const to = usePaths();
  const keyFor = useKeyFor();
  const [search] = useSearchParams();
  if (of.length === 0) return null;
  return (
    <ul className="b-row b-small b-beside">
      {of.map((one) => {
        const key = 'key' in one ? keyFor(one.key) : undefined;
        return (
          <li key={one.act}>
            <Link
              to={withQuery(to(`/vorgaenge/${shown.id}`), { tun: one.act })}
              preventScrollReset
              aria-keyshortcuts={key}
              aria-current={one.act === search.get('tun') ? 'true' : undefined}
              id={`tun-${one.act}`}
            >
              {words('opens', { act: words(one.act) })}
            </Link>
            {key !== undefined && (
              <>
                {' '}
                <kbd aria-hidden="true">{key}</kbd>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
