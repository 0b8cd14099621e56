import { Form } from 'react-router';
import { usePaths } from '#pages';
import { Button } from '#ui';
import { Acting } from '../parts/acting';
import { useWords } from '../words';
import { searchOf, type Asked } from './asked';

/** Keeps what the list is asked for now under a name. */
export function SaveSearch({ asked, actKey }: { readonly asked: Asked; readonly actKey: string }) {
  const words = useWords('list');
  const to = usePaths();
  return (
    <details className="b-save">
      <summary>{words('saveSearch')}</summary>
      <Form method="post" action={to('/vorgaenge/einrichten')} className="b-row">
        <Acting actKey={`${actKey}-suche`} />
        <input type="hidden" name="suche" value={searchOf(asked)} />
        <label className="b-field">
          <span>{words('searchName')}</span>
          <input name="name" required maxLength={60} autoComplete="off" />
        </label>
        <Button weight="secondary" name="was" value="speichern">
          {words('save')}
        </Button>
      </Form>
    </details>
  );
}
