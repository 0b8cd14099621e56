import type { ComponentProps } from 'react';
import { FieldFrame, framedControl, type Framed } from './field-frame';

/** One line that a person fills in (KERN). Pasting and autofill are allowed. */
export function TextField({
  id,
  label,
  hint,
  error,
  optional,
  short,
  locked,
  ...input
}: Framed & {
  /** Where what is entered is always short. */
  readonly short?: boolean;
  /** Shown, not changed; the hint says where it comes from. The server ignores what is sent for it. */
  readonly locked?: boolean;
} & Omit<ComponentProps<'input'>, 'className' | 'disabled' | 'required' | 'readOnly' | 'id' | 'size'>) {
  const framed = { id, label, hint, error, ...(optional !== undefined && { optional }) };
  const { 'aria-required': required, ...control } = framedControl(framed);
  return (
    <FieldFrame {...framed} marks={[short && 'p-field-short', locked && 'p-locked']}>
      <input
        type="text"
        {...control}
        {...(required && !locked && { 'aria-required': true })}
        {...input}
        readOnly={locked}
      />
    </FieldFrame>
  );
}
