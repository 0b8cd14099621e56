import { isObject, textOf, valueAt, type AskedField, type Form, type JsonObject } from '#forms';
import {
  CheckboxesField,
  CheckboxField,
  DateField,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Choice,
} from '#ui';
import { unbroken } from '#pages';
import type { Language } from '#pages/language';
import { controlOf, datePartsOf, typedOf, unitOf, type Control } from './controls';
import { askedName } from './entered';
import type { FieldWords } from './words';

/** What a field is shown with. */
export interface Filled {
  readonly form: Form;
  /** What is entered. */
  readonly data: JsonObject;
  readonly language: Language;
  readonly words: FieldWords;
  /** What is wrong, by pointer. */
  readonly errors: ReadonlyMap<string, string>;
  /** What nobody types over, by pointer, and why in a sentence. */
  readonly official: ReadonlyMap<string, string>;
  /** What the profile says for its attributes. */
  readonly profile: Readonly<Record<string, { readonly value: string } | undefined>>;
}

/** The id of what a pointer leads to on the page. */
export function idOf(pointer: string): string {
  return `f${pointer.replace(/[^a-zA-Z0-9/]/g, (sign) => `_${sign.codePointAt(0)}`).replaceAll('/', '-')}`;
}

/** One field of a form, by its kind, filled with what is entered. */
export function FieldView({ field, filled }: { readonly field: AskedField; readonly filled: Filled }) {
  const { pointer } = field;
  const isLocked = field.locked || filled.official.has(pointer);
  return (
    <>
      <input type="hidden" name={askedName} value={pointer} />
      {isLocked ? <LockedView field={field} filled={filled} /> : <OpenView field={field} filled={filled} />}
    </>
  );
}

/** As it stands, and why it cannot be changed here. */
function LockedView({ field, filled }: { readonly field: AskedField; readonly filled: Filled }) {
  const { words } = filled;
  const { form, data, language, official } = filled;
  const { pointer, spot, element } = field;
  const value = valueAt(spot, data);
  return (
    <TextField
      id={idOf(pointer)}
      name={`locked:${pointer}`}
      label={unbroken(element.label?.[language] ?? pointer)}
      hint={official.get(pointer) ?? words('lockedRule')}
      value={value === undefined ? '' : textOf(form, spot, value, language)}
      error={filled.errors.get(pointer)}
      locked
    />
  );
}

function OpenView({ field, filled }: { readonly field: AskedField; readonly filled: Filled }) {
  const { words } = filled;
  const { data, language, errors } = filled;
  const { pointer, spot, element, schema } = field;
  const control = controlOf(field);
  const value = valueAt(spot, data);
  const label = unbroken(element.label?.[language] ?? pointer);
  const hint = useHint(field, filled, control);
  const common = {
    id: idOf(pointer),
    name: pointer,
    label,
    ...(hint !== undefined && { hint }),
    ...(element.help !== undefined && {
      help: { title: words('help', { label }), text: element.help[language] },
    }),
    error: errors.get(pointer),
    ...(!field.required && { optional: words('optional') }),
  };
  const chosen = value === undefined ? undefined : String(value);
  const notStated: Choice[] = field.required ? [] : [{ value: '', text: words('none') }];
  switch (control) {
    case 'yes-no': {
      const choices = [
        { value: 'true', text: words('yes') },
        { value: 'false', text: words('no') },
        ...notStated,
      ];
      return (
        <RadioField {...common} choices={choices} chosen={chosen ?? (field.required ? undefined : '')} />
      );
    }
    case 'confirm':
      return <CheckboxField {...common} checked={value === true} />;
    case 'radios':
      return (
        <RadioField
          {...common}
          choices={[...choicesOf(field, language), ...notStated]}
          chosen={chosen ?? (field.required ? undefined : '')}
        />
      );
    case 'select':
      return (
        <SelectField
          {...common}
          choices={choicesOf(field, language)}
          chosen={chosen}
          none={words(field.required ? 'choose' : 'none')}
        />
      );
    case 'checkboxes':
      return (
        <CheckboxesField
          {...common}
          choices={choicesOf(field, language)}
          chosen={Array.isArray(value) ? value.map(String) : []}
        />
      );
    case 'date':
    case 'moment':
      return (
        <DateField
          {...common}
          parts={datePartsOf(value)}
          words={{ day: words('day'), month: words('month'), year: words('year'), time: words('time') }}
          withTime={control === 'moment'}
          birthday={schema['x-autocomplete'] === 'bday'}
        />
      );
    case 'long-text':
    case 'lines':
    case 'raw':
      return <TextArea {...common} defaultValue={typedOf(control, value, language)} />;
    case 'text':
    case 'whole':
    case 'number':
    case 'decimal':
    case 'money':
    case 'time':
      return (
        <TextField
          {...common}
          {...inputOf(control, schema)}
          short={isShort(control, schema)}
          unit={unitOf(control)}
          defaultValue={typedOf(control, value, language)}
        />
      );
  }
}

/** The hint of the form, else how it is typed; and where a value comes from that the person has not typed. */
function useHint(
  { element, schema, spot }: AskedField,
  filled: Filled,
  control: Control,
): string | undefined {
  const { words } = filled;
  const { data, language, profile } = filled;
  const own = element.hint?.[language] ?? usualHint(control, words);
  const attribute = schema['x-prefill'];
  const known = typeof attribute === 'string' ? profile[attribute]?.value : undefined;
  const isTaken = known !== undefined && known === valueAt(spot, data);
  const hints = [own, isTaken ? words('fromProfile') : undefined].filter((one) => one !== undefined);
  return hints.length === 0 ? undefined : hints.join(' ');
}

function usualHint(control: Control, words: FieldWords): string | undefined {
  switch (control) {
    case 'date':
      return words('dateHint');
    case 'moment':
      return words('momentHint');
    case 'money':
      return words('moneyHint');
    case 'lines':
      return words('linesHint');
    case 'text':
    case 'long-text':
    case 'whole':
    case 'number':
    case 'decimal':
    case 'time':
    case 'yes-no':
    case 'confirm':
    case 'radios':
    case 'select':
    case 'checkboxes':
    case 'raw':
      return undefined;
  }
}

/** Keyboard and filling in of a line of text. */
function inputOf(control: Control, schema: JsonObject) {
  const { format, 'x-autocomplete': autoComplete } = schema;
  return {
    type: control === 'time' ? 'time' : format === 'email' ? 'email' : 'text',
    // Some keyboards for numbers have no sign for what is below zero.
    ...(['whole', 'number', 'decimal', 'money'].includes(control) && {
      inputMode: isBelowZero(schema) ? ('text' as const) : ('decimal' as const),
    }),
    ...(autoComplete === 'tel' && { inputMode: 'tel' as const }),
    ...(format === 'uri' && { inputMode: 'url' as const }),
    ...(format === 'iban' && { autoCapitalize: 'characters', spellCheck: false }),
    ...(typeof autoComplete === 'string' ? { autoComplete } : { autoComplete: 'off' }),
  };
}

/** Whether the limits of a number say that it may be less than zero. */
function isBelowZero({ minimum, 'x-decimal': decimal }: JsonObject): boolean {
  return Number((isObject(decimal) ? decimal['min'] : minimum) ?? 0) < 0;
}

/** Up to so many characters a field is drawn short. */
const shortLength = 20;

function isShort(control: Control, { maxLength }: JsonObject): boolean {
  if (control !== 'text') return true;
  return typeof maxLength === 'number' && maxLength <= shortLength;
}

function choicesOf({ schema, element }: AskedField, language: Language): Choice[] {
  const items = (schema['items'] ?? schema) as JsonObject;
  const values = Array.isArray(items['enum']) ? (items['enum'] as unknown[]) : [];
  return values.map((value) => {
    const name = String(value);
    const labels = element.valueLabels ?? {};
    return { value: name, text: (Object.hasOwn(labels, name) && labels[name]?.[language]) || name };
  });
}
