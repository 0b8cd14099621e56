import { Form } from 'react-router';
import type { StaffSchema } from '#api-client';
import { usePaths } from '#pages';
import { Button } from '#ui';
import { Acting } from '../parts/acting';
import { useWords } from '../words';

type Settings = StaffSchema<'AlertSettingsView'>;
type Kind = Settings['byMail'][number];

/** What somebody can be told of, in the order in which it is offered. */
export const kinds: readonly Kind[] = [
  'assigned',
  'taken',
  'task',
  'approval',
  'approved',
  'sent-back',
  'answer',
  'document',
  'date',
  'resubmission',
];

/** The names of the boxes: told here, and told by mail. */
export const boxes = { here: 'hier', mail: 'mail' } as const;

/** Of what somebody wants to be told how: one line for a kind, one box for a way. */
export function Choices({ settings, actKey }: { readonly settings: Settings; readonly actKey: string }) {
  const words = useWords('alerts');
  const to = usePaths();
  return (
    <Form method="post" action={to('/hinweise')} className="b-stack" preventScrollReset>
      <Acting actKey={`${actKey}-auswahl`} />
      <table className="b-table b-choices">
        <caption className="kern-sr-only">{words('choices')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('kind')}</th>
            <th scope="col">{words('here')}</th>
            <th scope="col">{words('byMail')}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{words(`kind-${kind}`)}</th>
              <td>
                <Box name={boxes.here} kind={kind} checked={!settings.switchedOff.includes(kind)} />
              </td>
              <td>
                <Box name={boxes.mail} kind={kind} checked={settings.byMail.includes(kind)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="b-muted b-small">{words('mailSays')}</p>
      <Button name="was" value="auswahl">
        {words('save')}
      </Button>
    </Form>
  );
}

function Box({
  name,
  kind,
  checked,
}: {
  readonly name: 'hier' | 'mail';
  readonly kind: Kind;
  readonly checked: boolean;
}) {
  const words = useWords('alerts');
  return (
    <input
      type="checkbox"
      name={name}
      value={kind}
      defaultChecked={checked}
      aria-label={words(name === 'hier' ? 'hereOf' : 'mailOf', { kind: words(`kind-${kind}`) })}
    />
  );
}
