import type { ComponentProps } from 'react';
import { FieldFrame, framedControl, type Framed } from './field-frame';

/** Several lines that a person writes (KERN). */
export function TextArea({
  id,
  label,
  hint,
  help,
  error,
  optional,
  ...area
}: Framed & Omit<ComponentProps<'textarea'>, 'className' | 'disabled' | 'required' | 'readOnly' | 'id'>) {
  const framed = { id, label, hint, help, error, optional };
  return (
    <FieldFrame {...framed} marks={[]}>
      <textarea rows={4} {...framedControl(framed)} {...area} />
    </FieldFrame>
  );
}
