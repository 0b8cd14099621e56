import { Form, useSubmit } from 'react-router';
import { useLanguage, usePaths } from '#pages';
import { Button } from '#ui';
import { useWords } from '../words';

/** Of which service it is: its form follows. */
export function ChooseService({
  services,
  chosen,
  person,
}: {
  readonly services: readonly {
    readonly key: string;
    readonly title: { readonly de: string; readonly en: string };
  }[];
  readonly chosen: string | undefined;
  readonly person: string | undefined;
}) {
  const words = useWords('intake');
  const language = useLanguage();
  const to = usePaths();
  const submit = useSubmit();
  return (
    <Form
      className="b-row"
      action={to('/eingang')}
      onChange={({ currentTarget }) => void submit(currentTarget)}
    >
      {person !== undefined && <input type="hidden" name="person" value={person} />}
      <label>
        {words('service')}{' '}
        <select className="b-choose b-choose--wide" name="dienst" defaultValue={chosen ?? ''} required>
          <option value="">{words('choose')}</option>
          {services.map(({ key, title }) => (
            <option key={key} value={key}>
              {title[language]}
            </option>
          ))}
        </select>
      </label>
      <Button weight={chosen === undefined ? 'primary' : 'secondary'}>{words('showForm')}</Button>
    </Form>
  );
}
