import { Form } from 'react-router';
import { Button } from '#ui';
import type { Signed } from '../frame';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';

/** Says on every page for whom one acts (law 7), and leads back to one's own name. */
export function ActingBanner({ signed }: { readonly signed: Signed }) {
  const words = useWords('session');
  const to = usePaths();
  if (signed.me.actingFor === undefined) return null;
  return (
    <div className="p-acting" role="region" aria-label={words('acting')}>
      <div className="p-container p-acting__row">
        <p>
          {signed.actingFor === undefined
            ? words('actingForSomebody')
            : words('actingFor', { name: signed.actingFor })}
        </p>
        <Form method="post" action={to('/meine-daten/vollmachten')} reloadDocument>
          <input type="hidden" name="_csrf" value={signed.me.csrfToken} />
          <input type="hidden" name="act" value="own-name" />
          <Button weight="secondary">{words('inOwnName')}</Button>
        </Form>
      </div>
    </div>
  );
}
