import type { LocalizedText } from '../form';

/**
 * A form as people write it in a service file: topics with fields, most of them building blocks. {@link compileForm} makes the
 * {@link Form} of it that is stored and that clients get.
 */
export interface WrittenForm {
  readonly topics: readonly WrittenTopic[];
  readonly must?: readonly WrittenRelation[];
}

/** One page of a form (R27). */
export interface WrittenTopic {
  readonly title: LocalizedText;
  readonly hint?: LocalizedText;
  readonly show?: When;
  readonly hide?: When;
  readonly fields: readonly WrittenField[];
}

/** When a rule applies: `{ kind: renewal }`, `{ kind: [a, b] }`, `{ count: { min: 3 } }`, `{ note: filled }`, `{ any: […] }`. */
export type When = { readonly [path: string]: unknown } | 'always';

/** What holds for the value of one field. */
export type WrittenFieldRelation =
  | 'before-today'
  | 'not-after-today'
  | 'after-today'
  | 'not-before-today'
  | 'yes'
  | 'distinct'
  | { readonly age: Years };

interface Years {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** `today`, or the field with the day that counts. */
  readonly on?: string;
}

/** What holds between fields. */
export type WrittenRelation = { readonly message?: LocalizedText } & (
  | { readonly order: readonly [from: string, until: string] }
  | {
      readonly sum: string;
      readonly is?: number | string;
      readonly atLeast?: number | string;
      readonly atMost?: number | string;
    }
  | ({ readonly age: string } & Years)
  | { readonly distinct: string }
  | { readonly atLeastOneOf: readonly string[] }
);

/** What is said of every field, whatever its kind. */
export interface WrittenCommon {
  readonly label?: LocalizedText;
  readonly hint?: LocalizedText;
  readonly help?: LocalizedText;
  readonly optional?: boolean;
  readonly show?: When;
  readonly hide?: When;
  readonly require?: When;
  readonly lock?: When;
  readonly must?: readonly WrittenFieldRelation[];
  /** Attribute of the profile that it begins with. */
  readonly prefill?: string | boolean;
  /** HTML `autocomplete`, where the person speaks of themselves. */
  readonly autocomplete?: string;
}

/** A field: its common part, its name, and exactly one kind (or a building block, a group, a repeating group, a note). */
export interface WrittenField extends WrittenCommon {
  readonly name?: string;

  readonly text?: number | WrittenText;
  readonly whole?: { readonly min?: number; readonly max?: number };
  readonly decimal?: {
    readonly places: number;
    readonly min?: string | number;
    readonly max?: string | number;
  };
  /** Cents. */
  readonly money?: { readonly min?: number; readonly max?: number };
  readonly date?: { readonly min?: string; readonly max?: string };
  readonly time?: Readonly<Record<string, never>>;
  readonly moment?: Readonly<Record<string, never>>;
  readonly yes?: true;
  readonly choice?: { readonly [value: string]: LocalizedText };
  readonly choices?: { readonly [value: string]: LocalizedText };

  /** A building block: its fields become an object of this name. */
  readonly block?: string;
  readonly as?: string;
  /** Its fields lie beside the others instead of in an object of their own. */
  readonly flat?: true;
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  /** What differs from the block, by field. */
  readonly change?: { readonly [field: string]: WrittenCommon };

  /** A title over some fields; with a `name` they are an object. */
  readonly group?: LocalizedText;
  readonly repeat?: { readonly min?: number; readonly max: number; readonly item: LocalizedText };
  /** Of a group, a repeating group; of a block what it has beyond the usual. */
  readonly fields?: readonly WrittenField[];
  readonly note?: LocalizedText;
}

export interface WrittenText {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: string;
  readonly format?: 'email' | 'iban' | 'uri' | 'uuid';
  /** More than one line. */
  readonly lines?: true;
  /** A name: the letters and signs of DIN 91379, and no others. */
  readonly latin?: true;
}

/** The kinds of a field that has a value. */
export const valueKinds = [
  'text',
  'whole',
  'decimal',
  'money',
  'date',
  'time',
  'moment',
  'yes',
  'choice',
  'choices',
] as const;
export type ValueKind = (typeof valueKinds)[number];

/** Everything of which a field is exactly one. */
export const fieldKinds = [...valueKinds, 'block', 'repeat', 'group', 'note'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** A step into a written form, to say where something is wrong. */
export type WrittenPath = readonly (string | number)[];

/** What is wrong in a written form, where, and what is allowed. */
export interface FormProblem {
  readonly path: WrittenPath;
  readonly reason: string;
}
