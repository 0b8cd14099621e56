import type { ReactNode } from 'react';

/** What stands around every control. */
export interface FieldTexts {
  /** Of the control: error summaries lead to it. */
  readonly id: string;
  readonly label: string;
  /** A whole sentence. */
  readonly hint?: ReactNode;
  /** What is explained only to those who ask. */
  readonly help?: HelpTexts | undefined;
  /** What is wrong, and what to do. */
  readonly error?: string | undefined;
  /** The word for a field that may stay empty; where it is missing, the field is required. */
  readonly optional?: string | undefined;
}

/** An explanation that is opened. */
export interface HelpTexts {
  /** What opens it. */
  readonly title: string;
  readonly text: ReactNode;
}

/** What a control says of itself to screen readers, in the order in which it is read. */
export function describedBy({ id, hint, error }: FieldTexts): { readonly 'aria-describedby'?: string } {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  const described = ids.filter((one) => one !== false).join(' ');
  return described === '' ? {} : { 'aria-describedby': described };
}

/** The same, and whether it has to be filled in and is not right. @param locked shown, not changed */
export function stateOf(texts: FieldTexts, locked = false) {
  return {
    ...(texts.optional === undefined && !locked && { 'aria-required': true as const }),
    ...(texts.error !== undefined && { 'aria-invalid': true as const }),
    ...describedBy(texts),
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
export function FieldHint({ id, hint, help }: Pick<FieldTexts, 'id' | 'hint' | 'help'>) {
  return (
    <>
      {hint !== undefined && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {help !== undefined && (
        <details className="p-help">
          <summary>{help.title}</summary>
          <div>{help.text}</div>
        </details>
      )}
    </>
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

/** Label, hint, control and error of one control (KERN). */
export function InputFrame({
  texts,
  className,
  children,
}: {
  readonly texts: FieldTexts;
  /** Beside KERN's own. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const { id, label, optional, error } = texts;
  const marks = ['kern-form-input', error !== undefined && 'kern-form-input--error', className];
  return (
    <div className={marks.filter(Boolean).join(' ')}>
      <label className="kern-label" htmlFor={id}>
        {label}
        <Optional>{optional}</Optional>
      </label>
      <FieldHint {...texts} />
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** A question with several controls (KERN). @param id of the question; the first control has one of its own */
export function FieldSet({
  texts,
  role,
  horizontal,
  locked,
  children,
}: {
  readonly texts: FieldTexts;
  readonly role?: 'radiogroup';
  /** Beside each other, where there is room. */
  readonly horizontal?: boolean;
  readonly locked?: boolean | undefined;
  readonly children: ReactNode;
}) {
  const { id, label, optional, error } = texts;
  const marks = ['kern-fieldset', error !== undefined && 'kern-fieldset--error', locked && 'p-locked'];
  const state = role === 'radiogroup' ? { role, ...stateOf(texts, locked) } : describedBy(texts);
  return (
    <fieldset className={marks.filter(Boolean).join(' ')} {...state}>
      <legend className="kern-label">
        {label}
        <Optional>{optional}</Optional>
      </legend>
      <FieldHint {...texts} />
      <div className={`kern-fieldset__body${horizontal ? ' kern-fieldset__body--horizontal' : ''}`}>
        {children}
      </div>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

/** The class of a control. */
export function inputClass(error: string | undefined): string {
  return `kern-form-input__input${error === undefined ? '' : ' kern-form-input__input--error'}`;
}
