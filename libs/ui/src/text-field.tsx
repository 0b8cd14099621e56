import type { ComponentProps } from 'react';
import { InputFrame, inputClass, stateOf, type FieldTexts } from './field-frame';

export { FieldError } from './field-frame';

/** How a field of text is shown. */
interface TextLook {
  /** Where what is entered is always short. */
  readonly short?: boolean | undefined;
  /** Shown, not changed; the hint says where it comes from. The server ignores what is sent for it. */
  readonly locked?: boolean | undefined;
}

type Own = 'className' | 'disabled' | 'required' | 'readOnly' | 'id' | 'size';

const classOf = ({ short, locked }: TextLook): string | undefined =>
  [short && 'p-field-short', locked && 'p-locked'].filter(Boolean).join(' ') || undefined;

/** One line that a person fills in (KERN): label, a hint in a whole sentence, and what is wrong with it. Pasting and autofill are allowed. */
export function TextField({
  label,
  hint,
  help,
  error,
  optional,
  short,
  locked,
  unit,
  ...input
}: FieldTexts & TextLook & { readonly unit?: string | undefined } & Omit<ComponentProps<'input'>, Own>) {
  const texts = { id: input.id, label, hint, help, error, optional };
  const control = (
    <input
      type="text"
      name={input.id}
      {...input}
      className={inputClass(error)}
      readOnly={locked}
      {...stateOf(texts, locked)}
    />
  );
  return (
    <InputFrame texts={texts} className={classOf({ short, locked })}>
      {unit === undefined ? (
        control
      ) : (
        <div className="p-unit">
          {control}
          <span aria-hidden="true">{unit}</span>
        </div>
      )}
    </InputFrame>
  );
}

/** Several lines. */
export function TextArea({
  label,
  hint,
  help,
  error,
  optional,
  locked,
  ...input
}: FieldTexts & Pick<TextLook, 'locked'> & Omit<ComponentProps<'textarea'>, Own>) {
  const texts = { id: input.id, label, hint, help, error, optional };
  return (
    <InputFrame texts={texts} className={classOf({ locked })}>
      <textarea
        rows={5}
        name={input.id}
        {...input}
        className={inputClass(error)}
        readOnly={locked}
        {...stateOf(texts, locked)}
      />
    </InputFrame>
  );
}
