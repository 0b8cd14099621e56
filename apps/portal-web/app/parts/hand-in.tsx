import { Button, TextArea } from '#ui';
import { Form } from 'react-router';
import type { Refused } from '../case-acts.server';
import type { Case } from '../case-course';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { Refusal } from './refusal';
import { useDates } from './times';

interface HandedIn {
  readonly shown: Case;
  readonly version: string;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}

/** What the city asks for, and the answer to it (R10e, H2b); where nothing is asked for, what is still open or comes unasked. */
export function HandIn({ shown, version, actKey, refused }: HandedIn) {
  const words = useWords('handIn');
  const { weekday } = useDates();
  if (!shown.allowed.includes('supply-documents')) return null;
  const { documentRequest: asked, openProofs } = shown;
  const form = <Answer {...{ shown, version, actKey, refused }} />;
  if (asked !== null)
    return (
      <section className="p-box p-box--due p-stack" aria-labelledby="nachreichen">
        <h2 className="kern-heading-large" id="nachreichen">
          {asked.documents.length > 0
            ? words('pleaseSupply', { what: asked.documents.join(', ') })
            : words('pleaseAnswer')}
        </h2>
        <p className="p-written">{asked.text}</p>
        {asked.dueOn !== undefined && (
          <p>
            <strong>{words('until', { on: weekday(asked.dueOn) })}</strong>
          </p>
        )}
        {form}
      </section>
    );
  if (openProofs.length > 0)
    return (
      <section className="p-box p-box--due p-stack" aria-labelledby="nachreichen">
        <h2 className="kern-heading-large" id="nachreichen">
          {words('stillMissing')}
        </h2>
        <ul>
          {openProofs.map(({ key, title }) => (
            <li key={key}>{title}</li>
          ))}
        </ul>
        {form}
      </section>
    );
  return (
    <details className="p-details" open={refused?.act === 'supply'}>
      <summary id="nachreichen">{words('supplyMore')}</summary>
      {form}
    </details>
  );
}

function Answer({ shown, version, actKey, refused }: HandedIn) {
  const words = useWords('handIn');
  const problem = refused?.act === 'supply' ? refused.problem : undefined;
  return (
    <Form className="p-stack" method="post">
      {problem && <Refusal problem={problem} />}
      <input type="hidden" name="act" value="supply" />
      <Acting version={version} actKey={actKey} />
      <TextArea
        id="antwort"
        label={words('yourAnswer')}
        optional={words('optional')}
        rows={3}
        defaultValue={problem && refused?.text}
      />
      <div className="p-actions">
        <Button weight={shown.actionRequired ? 'primary' : 'secondary'}>{words('send')}</Button>
      </div>
    </Form>
  );
}
