import type { ReactNode } from 'react';
import { TextArea } from '#ui';
import type { FieldsProps } from './fields-props';

/** The fields of a form in one column. */
export const Column = ({ children }: { readonly children: ReactNode }) => (
  <div className="b-panel-body b-panel-body--one">
    <div className="b-form">{children}</div>
  </div>
);

/** Why something is done. */
export function Reason({
  label,
  hint,
  optional,
  typed,
  faultAt,
}: Pick<FieldsProps, 'typed' | 'faultAt'> & {
  readonly label: string;
  readonly hint?: string;
  readonly optional?: string;
}) {
  return (
    <TextArea
      id="grund"
      label={label}
      hint={hint}
      optional={optional}
      error={faultAt('/reason')}
      rows={4}
      maxLength={2_000}
      defaultValue={typed['grund'] ?? ''}
    />
  );
}
