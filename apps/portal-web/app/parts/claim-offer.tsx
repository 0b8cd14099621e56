import { Form, useLocation, useMatches } from 'react-router';
import { Button, LinkButton } from '#ui';
import type { Signed } from '../frame';
import { germanPath, usePaths } from '../language';
import { withQuery } from '../own-path';
import { useWords } from '../words/use-words';
import type { PageHandle } from './header';

/** Pages that say the same themselves. */
const sayItThemselves = ['/antraege', '/antraege/uebernehmen'];

/** Offers once after a sign-in to take over what was filed without one (R10a); nobody is led away from a form. */
export function ClaimOffer({ signed: { claimable, me } }: { readonly signed: Signed }) {
  const words = useWords('claim');
  const to = usePaths();
  const { pathname, search } = useLocation();
  const isForm = useMatches().some(({ handle }) => (handle as PageHandle | undefined)?.isForm === true);
  if (claimable === 0 || isForm || sayItThemselves.includes(germanPath(pathname))) return null;
  return (
    <div className="p-acting" role="region" aria-label={words('region')}>
      <div className="p-container p-acting__row">
        <p>{words('offerTitle', { count: claimable })}</p>
        <Form
          method="post"
          className="p-actions"
          action={withQuery(to('/antraege/uebernehmen'), { zurueck: pathname + search })}
        >
          <input type="hidden" name="_csrf" value={me.csrfToken} />
          <input type="hidden" name="act" value="later" />
          <LinkButton weight="secondary" to={to('/antraege/uebernehmen')}>
            {words('look')}
          </LinkButton>
          <Button weight="tertiary">{words('later')}</Button>
        </Form>
      </div>
    </div>
  );
}
