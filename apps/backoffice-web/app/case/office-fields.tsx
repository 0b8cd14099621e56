import { CheckboxField, RadioField, SelectField, TextArea, TextField } from '#ui';
import { ScanField } from '../intake/scan-field';
import { useWords } from '../words';
import { Column, Reason } from './column';
import type { FieldsProps } from './fields-props';

const channels = ['post', 'phone', 'mail', 'in-person'] as const;
const kinds = ['task', 'advice'] as const;

/** What the office keeps for itself: never removed, only corrected. */
export function NoteFields({ typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextArea
        id="text"
        label={words('note')}
        hint={words('onlyInside')}
        error={faultAt('/text')}
        rows={6}
        maxLength={20_000}
        defaultValue={typed['text'] ?? ''}
      />
    </Column>
  );
}

/** What came by post, phone or mail, or was said at the counter (D6a, W4). */
export function ContactFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <RadioField
        id="weg"
        name="weg"
        label={words('channel')}
        error={faultAt('/channel')}
        choices={channels.map((value) => ({ value, text: words(`channel-${value}`) }))}
        chosen={typed['weg']}
      />
      <TextField
        id="am"
        type="date"
        label={words('contactOn')}
        error={faultAt('/contactOn')}
        defaultValue={typed['am'] ?? ''}
      />
      <TextArea
        id="text"
        label={words('contactText')}
        hint={words('applicantReads')}
        error={faultAt('/text')}
        rows={5}
        maxLength={20_000}
        defaultValue={typed['text'] ?? ''}
      />
      <ScanField kind="other" label={words('scans')} />
      {shown.status === 'action-required' && (
        <CheckboxField
          id="antwort"
          name="antwort"
          label={words('answersRequest')}
          optional={words('optional')}
          checked={typed['antwort'] === 'true'}
        />
      )}
    </Column>
  );
}

/** Something that a colleague is to do, or is asked for their opinion about. */
export function TaskFields({ colleagues, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <RadioField
        id="art"
        name="art"
        label={words('taskKind')}
        error={faultAt('/kind')}
        choices={kinds.map((value) => ({ value, text: words(`task-${value}`) }))}
        chosen={typed['art'] ?? 'task'}
      />
      <SelectField
        id="wem"
        name="wem"
        label={words('taskFor')}
        none={words('choose')}
        error={faultAt('/assignee')}
        choices={colleagues.map(({ id, name }) => ({ value: id, text: name }))}
        chosen={typed['wem']}
      />
      <TextArea
        id="text"
        label={words('taskText')}
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
        optional={words('optional')}
        error={faultAt('/dueOn')}
        defaultValue={typed['bis'] ?? ''}
      />
    </Column>
  );
}

/** What came of a task. */
export function FinishFields({ shown, typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  const { tasks = [] } = shown;
  return (
    <Column>
      <SelectField
        id="aufgabe"
        name="aufgabe"
        label={words('whichTask')}
        none={words('choose')}
        error={faultAt('/entry')}
        choices={tasks.map(({ entry, kind, assignedTo, recipient }) => ({
          value: String(entry),
          text: `${entry} · ${words(`task-${kind}`)} · ${recipient ?? shown.names[assignedTo] ?? ''}`,
        }))}
        chosen={typed['aufgabe'] ?? (tasks.length === 1 ? String(tasks[0]?.entry) : undefined)}
      />
      <TextArea
        id="text"
        label={words('taskAnswer')}
        hint={words('taskAnswerHint')}
        optional={words('optional')}
        error={faultAt('/text')}
        rows={5}
        maxLength={20_000}
        defaultValue={typed['text'] ?? ''}
      />
      <ScanField kind="other" label={words('taskDocuments')} />
    </Column>
  );
}

/** On which day the case is to come up again, and what is to be looked at then. */
export function ResubmissionFields({ typed, faultAt }: FieldsProps) {
  const words = useWords('fields');
  return (
    <Column>
      <TextField
        id="am"
        type="date"
        label={words('resubmitOn')}
        error={faultAt('/on')}
        defaultValue={typed['am'] ?? ''}
      />
      <Reason
        label={words('resubmitFor')}
        hint={words('onlyInside')}
        optional={words('optional')}
        typed={typed}
        faultAt={faultAt}
      />
    </Column>
  );
}
