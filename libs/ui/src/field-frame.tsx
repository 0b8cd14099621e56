import type { ReactNode } from 'react';

/** What every field has around its control (KERN). */
export interface Framed {
  /** Of the control: error summaries lead to it. */
  readonly id: string;
  readonly label: string;
  /** A whole sentence. */
  readonly hint?: ReactNode;
  /** What is explained only to those who ask. */
  readonly help?: Help | undefined;
  /** What is wrong, and what to do. */
  readonly error?: string | undefined;
  /** The word for a field that may stay empty; where it is missing, the field is required. */
  readonly optional?: string | undefined;
}

/** An explanation that is opened. */
export interface Help {
  /** What opens it. */
  readonly title: string;
  readonly text: ReactNode;
}

/** Label, hint, control and what is wrong with it, in this order. @param marks further class names */
export function FieldFrame({
  marks,
  children,
  ...framed
}: Framed & { readonly marks: readonly (string | false | undefined)[]; readonly children: ReactNode }) {
  const { id, label, optional, error } = framed;
  const all = ['kern-form-input', error !== undefined && 'kern-form-input--error', ...marks];
  return (
    <div className={all.filter(Boolean).join(' ')}>
      <label className="kern-label" htmlFor={id}>
        {label}
        <Optional>{optional}</Optional>
      </label>
      <FieldHint {...framed} />
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** A question with several controls (KERN); an error summary leads to the first of them, which has the field's id. */
export function FieldSet({
  role,
  horizontal,
  locked,
  children,
  ...framed
}: Framed & {
  readonly role?: 'radiogroup';
  /** Beside each other, where there is room. */
  readonly horizontal?: boolean;
  readonly locked?: boolean | undefined;
  readonly children: ReactNode;
}) {
  const { id, label, optional, error } = framed;
  const { 'aria-describedby': describedBy, ...state } = framedState(framed);
  const marks = ['kern-fieldset', error !== undefined && 'kern-fieldset--error', locked && 'p-locked'];
  return (
    <fieldset
      className={marks.filter(Boolean).join(' ')}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      {...(role !== undefined && { role, ...state })}
    >
      <legend className="kern-label">
        {label}
        <Optional>{optional}</Optional>
      </legend>
      <FieldHint {...framed} />
      <div className={`kern-fieldset__body${horizontal ? ' kern-fieldset__body--horizontal' : ''}`}>
        {children}
      </div>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

/** What a control says of its frame: its name, what describes it, whether it is required or wrong. */
export function framedControl(framed: Omit<Framed, 'label'>) {
  const { id, error } = framed;
  return {
    id,
    name: id,
    className: `kern-form-input__input${error === undefined ? '' : ' kern-form-input__input--error'}`,
    ...framedState(framed),
  };
}

/** The same without its name. */
export function framedState({ id, hint, error, optional }: Omit<Framed, 'label'>): {
  readonly 'aria-required'?: true;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
} {
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  const describedBy = described.filter((one) => one !== false).join(' ');
  return {
    ...(optional === undefined && { 'aria-required': true }),
    ...(error !== undefined && { 'aria-invalid': true }),
    ...(describedBy !== '' && { 'aria-describedby': describedBy }),
  };
}

/** The word for what may stay empty, after its name. */
export function Optional({ children }: { readonly children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <>
      {' '}
      <span className="kern-label__optional">{children}</span>
    </>
  );
}

/** Hint and help of a field. */
export function FieldHint({ id, hint, help }: Pick<Framed, 'id' | 'hint' | 'help'>) {
  return (
    <>
      {hint !== undefined && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {help !== undefined && <FieldHelp {...help} />}
    </>
  );
}

/** An explanation, closed until somebody asks for it. */
export function FieldHelp({ title, text }: Help) {
  return (
    <details className="p-help">
      <summary>{title}</summary>
      <div>{text}</div>
    </details>
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
