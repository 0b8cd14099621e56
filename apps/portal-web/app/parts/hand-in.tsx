import { Button, TextArea } from '#ui';
import { Form } from 'react-router';
import type { Schema } from '#api-client';
import type { Refused } from '../case-acts.server';
import type { Case } from '../case-course';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { Refusal } from './refusal';
import { useDates } from './times';
import { UploadField } from './upload';

type Proof = Schema<'RequiredDocument'>;

interface HandedIn {
  readonly shown: Case;
  /** What the service asks for, and how each may be. */
  readonly proofs: readonly Proof[];
  readonly version: string;
  readonly actKey: string;
  readonly refused: Refused | undefined;
}

/** What the city asks for, and the answer to it (R10e, H2b); where nothing is asked for, what is still open or comes unasked. */
export function HandIn(handedIn: HandedIn) {
  const { shown, refused } = handedIn;
  const words = useWords('handIn');
  const { weekday } = useDates();
  if (!shown.allowed.includes('supply-documents')) return null;
  const { documentRequest: asked, openProofs } = shown;
  const form = <Answer {...handedIn} />;
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

function Answer({ shown, proofs, version, actKey, refused }: HandedIn) {
  const words = useWords('handIn');
  const csrfToken = useFrame()?.signed?.me.csrfToken ?? '';
  const waiting = shown.documents.filter(({ entry }) => entry === null);
  const open = shown.openProofs.map(({ key }) => key);
  const answered = shown.history.filter(({ type }) => type === 'DocumentsSupplied').length;
  const mine = refused?.act === 'supply' ? refused : undefined;
  const upload = {
    endpoint: `/api/applications/${shown.id}/documents`,
    csrfToken,
    optional: words('optional'),
    refusedFiles: mine?.files,
  };
  return (
    // What was handed in empties the form; whatever else happens leaves it as it is.
    <Form className="p-stack" method="post" encType="multipart/form-data" key={answered}>
      {mine?.problem && <Refusal problem={mine.problem} />}
      <input type="hidden" name="act" value="supply" />
      <Acting version={version} actKey={actKey} />
      <TextArea
        id="antwort"
        label={words('yourAnswer')}
        optional={words('optional')}
        rows={3}
        defaultValue={mine?.text}
      />
      {/* The signed copy of an application is open, too, though no service names it. */}
      {shown.openProofs.map(({ key, title }) => (
        <UploadField
          {...upload}
          key={key}
          id={`datei-${key}`}
          kind={key}
          label={title}
          rules={proofs.find((proof) => proof.key === key)}
          files={waiting.filter(({ kind }) => kind === key)}
        />
      ))}
      <UploadField
        {...upload}
        id="datei-other"
        kind="other"
        label={words(open.length > 0 ? 'otherFiles' : 'files')}
        files={waiting.filter(({ kind }) => !open.includes(kind))}
      />
      {waiting.map(({ id, size, received }) =>
        received < size ? null : <input key={id} type="hidden" name="dokument" value={id} />,
      )}
      <div className="p-actions">
        <Button weight={shown.actionRequired ? 'primary' : 'secondary'}>{words('send')}</Button>
        {shown.documentRequest?.dueOn !== undefined && (
          <a className="kern-btn kern-btn--tertiary" href="#nachricht">
            <span className="kern-label">{words('moreTime')}</span>
          </a>
        )}
      </div>
    </Form>
  );
}
