/** The headers with which a form acts. */
export interface ActingHeaders {
  readonly 'X-CSRF-Token': string;
  readonly 'Idempotency-Key': string;
  readonly 'If-Match': string;
}

/**
 * What a person entered under a name; `''` where the form has none such. Forms are sent with CR LF, which nobody has typed.
 */
export function entered(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replace(/\r\n/g, '\n') : '';
}

/** The headers of an act, from the hidden fields of its form. Where nothing exists yet, `If-Match` stands for nothing. */
export function acting(form: FormData): ActingHeaders {
  return {
    'X-CSRF-Token': entered(form, '_csrf'),
    'Idempotency-Key': entered(form, '_key'),
    'If-Match': entered(form, '_version'),
  };
}
