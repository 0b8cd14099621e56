import type { Schema } from '#api-client';
import { entered, enteredDay } from '../acting';
import type { Problem } from '../problem';
import { editable, isOwn, type Editable } from './attributes';

type Me = Schema<'MeDto'>;
/** What a person typed, by field. */
export type Typed = Readonly<Partial<Record<Editable, string>>>;

/** What the form was filled in with. */
export function typedIn(form: FormData): Typed {
  const texts = editable.flatMap((name) => (form.has(name) ? [[name, entered(form, name).trim()]] : []));
  const days = form.has('dateOfBirth:day') ? [['dateOfBirth', enteredDay(form, 'dateOfBirth')]] : [];
  return Object.fromEntries([...texts, ...days]) as Typed;
}

/** Only what is different now: what is the same, or is somebody else's to change, is not sent. */
export function changeOf(
  { attributes, language }: Me,
  typed: Typed,
  form: FormData,
): Schema<'ProfileChangeDto'> {
  const change: Partial<Record<Editable, string | null>> = {};
  for (const name of editable) {
    const [value, known] = [typed[name], attributes[name]];
    if (value === undefined || !isOwn(name, known) || value === (known?.value ?? '')) continue;
    change[name] = value === '' ? null : value;
  }
  const wanted = entered(form, 'language');
  const isNew = (wanted === 'de' || wanted === 'en') && wanted !== language;
  return { ...change, ...(isNew && { language: wanted }) } as Schema<'ProfileChangeDto'>;
}

/** The fields that an `invalid-input` names. */
export function faultyFields(problem: Problem | undefined): readonly string[] {
  const errors = problem?.['errors'];
  if (!Array.isArray(errors)) return [];
  const pointers = errors.flatMap((error: { pointer?: unknown }) =>
    typeof error.pointer === 'string' ? [error.pointer.slice(1)] : [],
  );
  return [...new Set(pointers)];
}
