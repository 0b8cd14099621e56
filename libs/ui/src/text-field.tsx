import type { ComponentProps, ReactNode } from 'react';

/** One line that a person fills in (KERN): label, a hint in a whole sentence, and what is wrong with it. Pasting and autofill are allowed. */
export function TextField({
  label,
  hint,
  error,
  optional,
  short,
  locked,
  ...input
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, and what to do. */
  readonly error?: string | undefined;
  /** The word for a field that may stay empty; where it is missing, the field is required. */
  readonly optional?: string;
  /** Where what is entered is always short. */
  readonly short?: boolean;
  /** Shown, not changed; the hint says where it comes from. The server ignores what is sent for it. */
  readonly locked?: boolean;
  /** Of the control: error summaries lead to it. */
  readonly id: string;
} & Omit<ComponentProps<'input'>, 'className' | 'disabled' | 'required' | 'readOnly' | 'id' | 'size'>) {
  const described = [hint !== undefined && `${input.id}-hint`, error !== undefined && `${input.id}-error`];
  const describedBy = described.filter((id) => id !== false).join(' ');
  const marks = [
    error !== undefined && 'kern-form-input--error',
    short && 'p-field-short',
    locked && 'p-locked',
  ];
  return (
    <div className={['kern-form-input', ...marks].filter(Boolean).join(' ')}>
      <label className="kern-label" htmlFor={input.id}>
        {label}
        {optional !== undefined && (
          <>
            {' '}
            <span className="kern-label__optional">{optional}</span>
          </>
        )}
      </label>
      {hint !== undefined && (
        <div className="kern-hint" id={`${input.id}-hint`}>
          {hint}
        </div>
      )}
      <input
        type="text"
        name={input.id}
        {...input}
        className={`kern-form-input__input${error === undefined ? '' : ' kern-form-input__input--error'}`}
        readOnly={locked}
        {...(optional === undefined && !locked && { 'aria-required': true })}
        {...(error !== undefined && { 'aria-invalid': true })}
        {...(describedBy !== '' && { 'aria-describedby': describedBy })}
      />
      {error !== undefined && <FieldError id={`${input.id}-error`}>{error}</FieldError>}
    </div>
  );
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
