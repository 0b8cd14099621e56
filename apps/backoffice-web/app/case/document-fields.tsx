import { CheckboxesField, CheckboxField, SelectField, TextArea, TextField } from '#ui';
import { ScanField } from '../intake/scan-field';
import { useWords } from '../words';
import type { Case } from './acts';
import { Column, Reason } from './column';
import type { FieldsProps } from './fields-props';

const recipientKinds = ['authority', 'fire-service', 'expert', 'utility', 'court', 'other'] as const;

/** Where a column of documents is to be chosen from: what is part of the case, and was not withdrawn. */
const there = ({ documents }: Case) =>
  documents.filter(({ entry, scan }) => entry !== null && scan !== 'found');

/** A document of the office, or a redacted copy of another one, which stays as it is. */
export function DocumentFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const nameOf = useDocumentName();
  return (
    <Column>
      <ScanField kind="other" label={words('documentFile')} one />
      <SelectField
        id="original"
        name="original"
        label={words('redactionOf')}
        hint={words('redactionHint')}
        none={words('noRedaction')}
        error={faultAt('/redactionOf')}
        choices={there(shown)
          .filter(({ redactionOf }) => redactionOf === undefined)
          .map((one) => ({ value: one.id, text: nameOf(one) }))}
        chosen={typed['original']}
      />
      <CheckboxField
        id="endgueltig"
        name="endgueltig"
        label={words('isFinal')}
        optional={words('optional')}
        checked={typed['endgueltig'] === 'true'}
      />
    </Column>
  );
}

/** Which document of the office is final. */
export function FinaliseFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const nameOf = useDocumentName();
  const drafts = there(shown).filter(({ final }) => !final);
  return (
    <Column>
      <SelectField
        id="dokument"
        name="dokument"
        label={words('whichDocument')}
        hint={words('finalHint')}
        none={words('choose')}
        error={faultAt('/documentId')}
        choices={drafts.map((one) => ({ value: one.id, text: nameOf(one) }))}
        chosen={typed['dokument'] ?? (drafts.length === 1 ? drafts[0]?.id : undefined)}
      />
    </Column>
  );
}

/** Which documents go to whom outside, and why. */
export function SendOnFields(props: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <Sendable label={words('whichDocuments')} {...props} />
      <Recipient {...props} />
      <Reason label={words('sendReason')} hint={words('sendReasonHint')} {...props} />
      <ApplicantIsTold />
    </Column>
  );
}

/** Who outside is asked for advice, what, until when, and what goes with it. */
export function OutsideFields(props: FieldsProps) {
  const words = useWords('fields');
  const { typed, faultAt } = props;
  return (
    <Column>
      <Recipient {...props} />
      <TextArea
        id="text"
        label={words('question')}
        hint={words('onlyInside')}
        error={faultAt('/text')}
        rows={4}
        maxLength={20_000}
        defaultValue={typed['text'] ?? ''}
      />
      <TextField
        id="bis"
        type="date"
        label={words('taskUntil')}
        hint={words('outsideUntilHint')}
        error={faultAt('/dueOn')}
        defaultValue={typed['bis'] ?? ''}
      />
      <Sendable label={words('goesWith')} optional={words('optional')} {...props} />
      <ApplicantIsTold />
    </Column>
  );
}

/** The documents that can go outside; of one with a redacted copy both are there, and neither is chosen. */
function Sendable({
  shown,
  typed,
  faultAt,
  label,
  optional,
}: FieldsProps & { readonly label: string; readonly optional?: string }) {
  const words = useWords('fields');
  const nameOf = useDocumentName();
  const sendable = there(shown).filter(({ final }) => final);
  if (sendable.length === 0) return null;
  const hasCopy = (id: string) => sendable.some(({ redactionOf }) => redactionOf === id);
  return (
    <CheckboxesField
      id="auswahl"
      name="dokumente"
      label={label}
      hint={words('sendableHint')}
      optional={optional}
      error={faultAt('/documentIds')}
      choices={sendable.map((one) => ({
        value: one.id,
        text: hasCopy(one.id) ? words('original', { name: nameOf(one) }) : nameOf(one),
      }))}
      chosen={(typed['dokumente'] ?? '').split('\n')}
    />
  );
}

function Recipient({ typed, faultAt }: Pick<FieldsProps, 'typed' | 'faultAt'>) {
  const words = useWords('fields');
  return (
    <>
      <TextField
        id="an"
        label={words('recipient')}
        hint={words('onlyInside')}
        error={faultAt('/recipient') === faultAt('/recipientKind') ? undefined : faultAt('/recipient')}
        maxLength={250}
        autoComplete="off"
        defaultValue={typed['an'] ?? ''}
      />
      <SelectField
        id="stelle"
        name="stelle"
        label={words('recipientKind')}
        hint={words('applicantReads')}
        none={words('choose')}
        error={faultAt('/recipientKind')}
        choices={recipientKinds.map((value) => ({ value, text: words(`to-${value}`) }))}
        chosen={typed['stelle']}
      />
    </>
  );
}

function ApplicantIsTold() {
  const words = useWords('fields');
  return (
    <p className="b-note">
      <span className="kern-icon kern-icon--info" aria-hidden="true" />
      {words('sentOnIsTold')}
    </p>
  );
}

/** What a document is called in a list to choose from: a redacted copy always says that it is one. */
function useDocumentName(): (document: Case['documents'][number]) => string {
  const words = useWords('fields');
  return ({ id, name, redactionOf }) => {
    const called = name ?? id;
    return redactionOf === undefined ? called : words('redacted', { name: called });
  };
}
