import { useLanguage } from '#pages';
import { SelectField, TextArea, TextField } from '#ui';
import { useFrame } from '../frame';
import { useWords } from '../words';
import { Column, Reason } from './column';
import type { FieldsProps } from './fields-props';
import { templatesIn } from './templates';
import { TextWithTemplate } from './text-with-template';

/** Who of the office works on it from now on. */
export function AssignFields({ shown, colleagues, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <SelectField
        id="wem"
        name="wem"
        label={words('assignTo')}
        none={words('choose')}
        error={faultAt('/assignee')}
        choices={colleagues
          .filter(({ id }) => id !== shown.assignedTo)
          .map(({ id, name }) => ({ value: id, text: name }))}
        chosen={typed['wem']}
      />
    </Column>
  );
}

/** What is missing, why, and until when. */
export function RequestFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextArea
        id="unterlagen"
        label={words('documents')}
        hint={words('documentsHint')}
        optional={words('optional')}
        error={faultAt('/documents')}
        rows={3}
        defaultValue={typed['unterlagen'] ?? ''}
      />
      <TextWithTemplate
        id="text"
        label={words('requestText')}
        hint={words('applicantReads')}
        error={faultAt('/text')}
        rows={8}
        maxLength={20_000}
        typed={typed}
        templates={templatesIn(shown.templates, 'nachfordern', 'text')}
      />
      <TextField
        id="bis"
        type="date"
        label={words('until')}
        optional={words('optional')}
        error={faultAt('/dueOn')}
        defaultValue={typed['bis'] ?? ''}
      />
      <p className="b-note">
        <span className="kern-icon kern-icon--info" aria-hidden="true" />
        {words('requestRests')}
      </p>
    </Column>
  );
}

/** What is owed, and what that follows from. */
export function FeeFields({ typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextField
        id="wofuer"
        label={words('feeFor')}
        hint={words('applicantReads')}
        error={faultAt('/items/0/text')}
        maxLength={250}
        defaultValue={typed['wofuer'] ?? ''}
      />
      <TextField
        id="betrag"
        inputMode="decimal"
        label={words('amount')}
        hint={words('amountHint')}
        error={faultAt('/items/0/unitCents') && words('amountWrong')}
        defaultValue={typed['betrag'] ?? ''}
      />
      <Reason label={words('feeReason')} hint={words('applicantReads')} typed={typed} faultAt={faultAt} />
    </Column>
  );
}

/** Until when it takes longer, and why (law 4). */
export function ExtendFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextField
        id="bis"
        type="date"
        label={words('extendUntil')}
        error={faultAt('/until')}
        defaultValue={typed['bis'] ?? ''}
      />
      <TextWithTemplate
        id="grund"
        label={words('extendReason')}
        hint={words('applicantReads')}
        error={faultAt('/reason')}
        rows={4}
        maxLength={2_000}
        typed={typed}
        templates={templatesIn(shown.templates, 'verlaengern', 'grund')}
      />
      <p className="b-note">
        <span className="kern-icon kern-icon--info" aria-hidden="true" />
        {words('extendOnce')}
      </p>
    </Column>
  );
}

/** Why the office's own aim rests; what the law wants goes on (law 4). */
export function SuspendFields(props: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <Reason label={words('suspendReason')} hint={words('applicantReads')} {...props} />
      <p className="b-note">
        <span className="kern-icon kern-icon--info" aria-hidden="true" />
        {words('suspendOnce')}
        {props.shown.clock?.statutoryPeriod !== undefined && ` ${words('statutoryGoesOn')}`}
      </p>
    </Column>
  );
}

/** Which office is responsible. */
export function ForwardFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const language = useLanguage();
  const offices = useFrame()?.city.offices ?? [];
  return (
    <Column>
      <SelectField
        id="amt"
        name="amt"
        label={words('office')}
        none={words('choose')}
        error={faultAt('/office')}
        choices={offices
          .filter(({ key }) => key !== shown.office)
          .map(({ key, name }) => ({ value: key, text: name[language] }))}
        chosen={typed['amt']}
      />
      <Reason
        label={words('forwardReason')}
        hint={words('onlyInside')}
        optional={words('optional')}
        typed={typed}
        faultAt={faultAt}
      />
    </Column>
  );
}

/** Why somebody gives a case up, or it is taken from them. */
export function ReleaseFields(props: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <Reason label={words('releaseReason')} hint={words('onlyInside')} {...props} />
    </Column>
  );
}

/** On which day the notice was given to the post: from it the day of announcement follows (law 1). */
export function PostingFields({ typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextField
        id="am"
        type="date"
        label={words('postedOn')}
        hint={words('postedHint')}
        error={faultAt('/postedOn')}
        defaultValue={typed['am'] ?? ''}
      />
    </Column>
  );
}

/** Why a closed case is taken up again. */
export function ReopenFields(props: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <Reason label={words('reopenReason')} {...props} />
    </Column>
  );
}

/** What is right, beside the entry that is wrong: nothing is ever deleted. */
export function CorrectFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <SelectField
        id="eintrag"
        name="eintrag"
        label={words('entry')}
        none={words('choose')}
        error={faultAt('/entry')}
        choices={shown.history.map(({ version, label }) => ({
          value: String(version),
          text: `${version} · ${label}`,
        }))}
        chosen={typed['eintrag']}
      />
      <TextArea
        id="text"
        label={words('correction')}
        hint={words('correctionHint')}
        error={faultAt('/text')}
        rows={4}
        maxLength={20_000}
        defaultValue={typed['text'] ?? ''}
      />
    </Column>
  );
}
