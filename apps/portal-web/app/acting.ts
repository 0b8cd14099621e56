import { entered } from '#pages';
import { dateOfParts } from '#form-fields';

export { acting, entered, type ActingHeaders } from '#pages';

/** A day that was entered in its parts (`DayField`): `1980-02-29`; half a day is half a one, and none is `''`. */
export function enteredDay(form: FormData, name: string): string {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) =>
    entered(form, `${name}:${part}`),
  );
  return dateOfParts(day ?? '', month ?? '', year ?? '') ?? '';
}
