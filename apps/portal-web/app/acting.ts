import { dateOfParts } from './form/controls';

/** The headers with which a form acts. */
export interface ActingHeaders {
  readonly 'X-CSRF-Token': string;
  readonly 'Idempotency-Key': string;
  readonly 'If-Match': string;
}

/** Forms are sent with CR LF, which nobody has typed. */
const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.replace(/\r\n/g, '\n') : '';
};

/** The headers of an act, from the hidden fields of its form (`<Acting>`). Where nothing exists yet, `If-Match` stands for nothing. */
export function acting(form: FormData): ActingHeaders {
  return {
    'X-CSRF-Token': text(form, '_csrf'),
    'Idempotency-Key': text(form, '_key'),
    'If-Match': text(form, '_version'),
  };
}

/** What a person entered under a name; `''` where the form has none such. */
export const entered = text;

/** A day that was entered in its parts (`DayField`): `1980-02-29`; half a day is half a one, and none is `''`. */
export function enteredDay(form: FormData, name: string): string {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) => text(form, `${name}:${part}`));
  return dateOfParts(day ?? '', month ?? '', year ?? '') ?? '';
}
