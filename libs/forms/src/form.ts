/** A text in every language that a portal offers (R25). */
export interface LocalizedText {
  readonly de: string;
  readonly en: string;
}

/** A language of {@link LocalizedText}. */
export type FormLanguage = keyof LocalizedText;

/** A JSON value, as far as a form needs it. */
export type JsonObject = { readonly [key: string]: unknown };

/** What is asked of the data. A value that is missing (or a text in which nothing can be seen) matches no schema. */
export type Condition =
  | { readonly scope: string; readonly schema: JsonObject }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * What follows for an element while its condition holds: `SHOW` and `REQUIRE` (of what is shown) mean only then, `HIDE`, `LOCK` and
 * `DISABLE` (the same as `LOCK`) mean not then, `ENABLE` locks otherwise. Rules are evaluated on the server before anything is
 * validated or filed.
 */
export interface Rule {
  readonly effect: 'SHOW' | 'HIDE' | 'ENABLE' | 'DISABLE' | 'LOCK' | 'REQUIRE';
  readonly condition: Condition;
}

/**
 * One element of a form's layout, in the manner of JSON Forms with texts in every language. A `Topic` is a page (R27) and stands at
 * the top; a `List` is a repeating group: the scopes of its elements begin with `.` and mean one item.
 */
export interface UiElement {
  readonly type: 'VerticalLayout' | 'HorizontalLayout' | 'Topic' | 'Group' | 'List' | 'Control' | 'Label';
  /**
   * Where the value lies in the form schema, e.g. `#/properties/dog/properties/name`; in a `List` also `./properties/name` of the
   * item and `../properties/name` of the item around it. Of a `Group`: the object whose fields it shows.
   */
  readonly scope?: string;
  readonly label?: LocalizedText;
  readonly hint?: LocalizedText;
  /** What is explained only to those who ask. */
  readonly help?: LocalizedText;
  /** Of a control over an `enum`: the text of each value. */
  readonly valueLabels?: { readonly [value: string]: LocalizedText };
  readonly options?: { readonly multi?: boolean; readonly format?: 'radio' | 'select' };
  /** Of a `List`: what one item is called ("Kind"); it is shown with its number. */
  readonly itemLabel?: LocalizedText;
  readonly rule?: Rule;
  /** More of them; an element is shown when all its `SHOW` and `HIDE` agree, locked or required when one says so. */
  readonly rules?: readonly Rule[];
  readonly elements?: readonly UiElement[];
}

/** A field of the schema by its scope from the root; through a list by `/items`: `#/properties/owners/items/properties/share`. */
export type FieldScope = string;

/**
 * What has to hold between values, beyond the schema. A relation of which a value is missing, hidden or no value of its kind is not
 * broken: that is said by itself. Fields of one list mean the same item, but for `sum` and `distinct`, which are about all items.
 */
export type Relation = RelationKind & {
  /** Said instead of the usual words when it is broken. */
  readonly message?: LocalizedText;
};

type RelationKind =
  /** The date lies before, after, not before, not after today in Berlin. */
  | {
      readonly kind: 'before-today' | 'not-after-today' | 'after-today' | 'not-before-today';
      readonly field: FieldScope;
    }
  /** `from` ≤ `until`: dates, times, numbers, decimals. */
  | { readonly kind: 'order'; readonly from: FieldScope; readonly until: FieldScope }
  /** Whole years from the date in `field` to today or to the date in another field. */
  | {
      readonly kind: 'age';
      readonly field: FieldScope;
      readonly atLeast?: number;
      readonly atMost?: number;
      readonly on: 'today' | FieldScope;
    }
  /** The exact sum over all items of a list; decimals as text. */
  | {
      readonly kind: 'sum';
      readonly field: FieldScope;
      readonly is?: string;
      readonly atLeast?: string;
      readonly atMost?: string;
    }
  /** No two items of a list have the same value there. */
  | { readonly kind: 'distinct'; readonly field: FieldScope }
  /** One of the fields is filled in. */
  | { readonly kind: 'at-least-one-of'; readonly fields: readonly FieldScope[] };

/**
 * What the applicant fills in: the shape that is stored with every version of a service, that clients get and that is validated,
 * reviewed and rendered. Service files are written shorter ({@link WrittenForm}) and become this.
 */
export interface Form {
  /**
   * JSON Schema 2020-12 of the form data; refuses unknown fields. Annotations of our own begin with `x-`: `x-money` (currency of an
   * integer number of its hundredths), `x-decimal` (an exact decimal as text), `x-latin` (DIN 91379), `x-prefill` (an attribute of
   * the profile), `x-autocomplete` (HTML), `x-time` (what a text of another kind of time means).
   */
  readonly schema: JsonObject;
  readonly uiSchema: UiElement;
  readonly relations?: readonly Relation[];
}

/** What an `x-decimal` says: at most so many digits after the point, and between which values. */
export interface DecimalLimits {
  readonly places: number;
  readonly min?: string;
  readonly max?: string;
}

/** All rules of an element. */
export function rulesOf({ rule, rules = [] }: Pick<UiElement, 'rule' | 'rules'>): readonly Rule[] {
  return rule === undefined ? rules : [rule, ...rules];
}

/** Whether a JSON value is an object, neither a list nor `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
