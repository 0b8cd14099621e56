import type { ComponentProps } from 'react';
import { FieldFrame, framedControl, type Framed } from './field-frame';

/** One line that a person fills in (KERN). Pasting and autofill are allowed. */
export function TextField({
  id,
  label,
  hint,
  help,
  error,
  optional,
  short,
  locked,
  unit,
  ...input
}: Framed & {
  /** Where what is entered is always short. */
  readonly short?: boolean | undefined;
  /** Shown, not changed; the hint says where it comes from. The server ignores what is sent for it. */
  readonly locked?: boolean | undefined;
  /** After the control; the hint says it, too. */
  readonly unit?: string | undefined;
} & Omit<ComponentProps<'input'>, 'className' | 'disabled' | 'required' | 'readOnly' | 'id' | 'size'>) {
  const framed = { id, label, hint, help, error, optional };
  const { 'aria-required': required, ...control } = framedControl(framed);
  const line = (
    <input
      type="text"
      {...control}
      {...(required && !locked && { 'aria-required': true })}
      {...input}
      readOnly={locked}
    />
  );
  return (
    <FieldFrame {...framed} marks={[short && 'p-field-short', locked && 'p-locked']}>
      {unit === undefined ? (
        line
      ) : (
        <div className="p-unit">
          {line}
          <span aria-hidden="true">{unit}</span>
        </div>
      )}
    </FieldFrame>
  );
}
