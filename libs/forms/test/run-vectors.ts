import {
  canonicalJson,
  compileForm,
  evaluateForm,
  keepLocked,
  reviewOf,
  saveErrors,
  submitErrors,
  type Form,
  type FormError,
  type JsonObject,
  type WrittenForm,
} from '../src';

/** Forms with data and what has to come of it, for every place where forms are evaluated: the server, and a browser. */
export interface Vectors {
  readonly about: string;
  readonly form: WrittenForm | Form;
  readonly cases: readonly VectorCase[];
}

interface VectorCase {
  readonly name: string;
  readonly data: JsonObject;
  /** What the draft held before. */
  readonly kept?: JsonObject;
  readonly today?: string;
  /** `pointer rule: German | English` of every error. */
  readonly errors?: readonly string[];
  readonly saveErrors?: readonly string[];
  /** What is filed. */
  readonly filed?: JsonObject;
  /** What the draft holds. */
  readonly draft?: JsonObject;
  readonly hidden?: readonly string[];
  /** `topic › label: value` of every entry. */
  readonly review?: readonly string[];
  readonly reviewInEnglish?: readonly string[];
}

/** What does not come out as the vectors say; none when forms are evaluated here as everywhere. */
export function differences(files: readonly Vectors[]): string[] {
  return files.flatMap(({ about, form: given, cases }) => {
    const form = formOf(given);
    return cases.flatMap((one) =>
      Object.entries(outcomeOf(form, one)).flatMap(([what, found]) => {
        const wanted: unknown = one[what as keyof VectorCase];
        if (wanted === undefined || canonicalJson(wanted) === canonicalJson(found)) return [];
        return [
          `${about}, ${one.name}: ${what}\n  wanted ${JSON.stringify(wanted)}\n  found  ${JSON.stringify(found)}`,
        ];
      }),
    );
  });
}

function formOf(form: WrittenForm | Form): Form {
  if (!('topics' in form)) return form;
  const { form: made, problems } = compileForm(form);
  if (made === undefined) throw new Error(JSON.stringify(problems));
  return made;
}

function outcomeOf(form: Form, { data, kept = data, today = '2026-11-26' }: VectorCase) {
  const { data: filed, hidden } = evaluateForm(form, data, kept);
  return {
    errors: submitErrors(form, filed, today).map(textOf),
    saveErrors: saveErrors(form, data).map(textOf),
    filed,
    draft: keepLocked(form, data, kept),
    hidden: [...hidden].sort(),
    review: entriesOf(form, filed, 'de'),
    reviewInEnglish: entriesOf(form, filed, 'en'),
  };
}

function textOf({ pointer, rule, message: { de, en } }: FormError): string {
  return `${pointer} ${rule}: ${de} | ${en}`;
}

function entriesOf(form: Form, data: JsonObject, language: 'de' | 'en'): string[] {
  return reviewOf(form, data, language).flatMap(({ title, entries }) =>
    entries.map(({ label, value }) => `${title} › ${label}: ${value}`),
  );
}
