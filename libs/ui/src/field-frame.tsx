import type { ReactNode } from 'react';

/** What every field has around its control (KERN). */
export interface Framed {
  /** Of the control: error summaries lead to it. */
  readonly id: string;
  readonly label: string;
  /** A whole sentence. */
  readonly hint?: ReactNode;
  /** What is wrong, and what to do. */
  readonly error?: string | undefined;
  /** The word for a field that may stay empty; where it is missing, the field is required. */
  readonly optional?: string;
}

/** Label, hint, control and what is wrong with it, in this order. @param marks further class names */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  optional,
  marks,
  children,
}: Framed & { readonly marks: readonly (string | false | undefined)[]; readonly children: ReactNode }) {
  const all = ['kern-form-input', error !== undefined && 'kern-form-input--error', ...marks];
  return (
    <div className={all.filter(Boolean).join(' ')}>
      <label className="kern-label" htmlFor={id}>
        {label}
        {optional !== undefined && (
          <>
            {' '}
            <span className="kern-label__optional">{optional}</span>
          </>
        )}
      </label>
      {hint !== undefined && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** What a control says of its frame: its name, what describes it, whether it is required or wrong. */
export function framedControl({ id, hint, error, optional }: Omit<Framed, 'label'>) {
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  const describedBy = described.filter((one) => one !== false).join(' ');
  return {
    id,
    name: id,
    className: `kern-form-input__input${error === undefined ? '' : ' kern-form-input__input--error'}`,
    ...(optional === undefined && { 'aria-required': true }),
    ...(error !== undefined && { 'aria-invalid': true }),
    ...(describedBy !== '' && { 'aria-describedby': describedBy }),
  };
}

/** What is wrong with a field, below it. */
export function FieldError({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <p className="kern-error" id={id}>
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <span className="kern-body">{children}</span>
    </p>
  );
}
