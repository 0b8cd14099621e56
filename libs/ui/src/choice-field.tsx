import {
  FieldError,
  FieldFrame,
  FieldHint,
  FieldSet,
  framedState,
  Optional,
  type Framed,
} from './field-frame';

/** Something that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface Choosing extends Framed {
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** One of few, all seen at once (KERN): radio buttons. The first has the id of the field, to which error summaries lead. */
export function RadioField({
  name,
  choices,
  chosen,
  ...framed
}: Choosing & { readonly chosen: string | undefined }) {
  return (
    <FieldSet {...framed} role="radiogroup">
      {choices.map(({ value, text }, nth) => (
        <div className="kern-form-check" key={value}>
          <input
            className={checkClass('radio', framed.error)}
            type="radio"
            id={nth === 0 ? framed.id : `${framed.id}-${nth}`}
            name={name}
            value={value}
            defaultChecked={value === chosen}
          />
          <label className="kern-label" htmlFor={nth === 0 ? framed.id : `${framed.id}-${nth}`}>
            {text}
          </label>
        </div>
      ))}
    </FieldSet>
  );
}

/** Any number of a few (KERN): check boxes. */
export function CheckboxesField({
  name,
  choices,
  chosen,
  ...framed
}: Choosing & { readonly chosen: readonly string[] }) {
  return (
    <FieldSet {...framed}>
      {choices.map(({ value, text }, nth) => (
        <div className="kern-form-check" key={value}>
          <input
            className={checkClass('checkbox', framed.error)}
            type="checkbox"
            id={nth === 0 ? framed.id : `${framed.id}-${nth}`}
            name={name}
            value={value}
            defaultChecked={chosen.includes(value)}
          />
          <label className="kern-label" htmlFor={nth === 0 ? framed.id : `${framed.id}-${nth}`}>
            {text}
          </label>
        </div>
      ))}
    </FieldSet>
  );
}

/** One thing that a person confirms (KERN). */
export function CheckboxField({
  name,
  checked,
  ...framed
}: Framed & { readonly name: string; readonly checked: boolean }) {
  const { id, label, optional, error } = framed;
  return (
    <div className={`kern-form-check p-confirm${error === undefined ? '' : ' kern-form-check--error'}`}>
      <input
        className={checkClass('checkbox', error)}
        type="checkbox"
        id={id}
        name={name}
        value="true"
        defaultChecked={checked}
        {...framedState(framed)}
      />
      <label className="kern-label" htmlFor={id}>
        {label}
        <Optional>{optional}</Optional>
      </label>
      <FieldHint {...framed} />
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** One of many, in a list that opens (KERN). @param none what stands there while nothing is chosen */
export function SelectField({
  name,
  choices,
  chosen,
  none,
  ...framed
}: Choosing & { readonly chosen: string | undefined; readonly none: string }) {
  return (
    <FieldFrame {...framed} marks={[]}>
      <div className="kern-form-input__select-wrapper">
        <select
          className={`kern-form-input__select${framed.error === undefined ? '' : ' kern-form-input__select--error'}`}
          id={framed.id}
          name={name}
          defaultValue={chosen ?? ''}
          {...framedState(framed)}
        >
          <option value="">{none}</option>
          {choices.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </FieldFrame>
  );
}

/** Written out: the build takes of KERN what stands in the sources. */
const wrongClasses = {
  radio: 'kern-form-check__radio kern-form-check__radio--error',
  checkbox: 'kern-form-check__checkbox kern-form-check__checkbox--error',
};

function checkClass(kind: 'radio' | 'checkbox', error: string | undefined): string {
  return error === undefined ? `kern-form-check__${kind}` : wrongClasses[kind];
}
