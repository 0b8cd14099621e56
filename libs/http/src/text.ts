/** A text in both languages of the portal (R25). */
export interface LocalText {
  readonly de: string;
  readonly en: string;
}

export type Language = keyof LocalText;

/** The part of a request that says which language the reader wants. */
export interface AcceptsLanguages {
  readonly headers: { readonly 'accept-language'?: string | undefined };
}

/** German unless the reader prefers English (`Accept-Language`, RFC 9110, 12.5.4). */
export function languageOf({ headers }: AcceptsLanguages): Language {
  const accepted = headers['accept-language'];
  if (accepted === undefined || !/en|\*/i.test(accepted)) return 'de';
  return preferenceFor('en', accepted) > preferenceFor('de', accepted) ? 'en' : 'de';
}

/** How much a language is wanted, 0 to 1; by `*` only where it is not named. Of two that are wanted alike the first named counts. */
function preferenceFor(language: Language, accepted: string): number {
  let [named, any] = [-1, 0];
  for (const [place, range] of accepted.split(',').entries()) {
    const [tag = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
    const preference = quality === 0 ? 0 : quality - place / 1e6;
    if (tag === language || tag.startsWith(`${language}-`)) named = Math.max(named, preference);
    else if (tag === '*') any = preference;
  }
  return named === -1 ? any : named;
}

function isLocalText(value: object): value is LocalText {
  const keys = Object.keys(value);
  return (
    keys.length === 2 &&
    'de' in value &&
    'en' in value &&
    typeof value.de === 'string' &&
    typeof value.en === 'string'
  );
}

/** A value with every text in both languages replaced by the text in one. */
export type Localised<Value> = Value extends LocalText
  ? string
  : Value extends object
    ? { [Key in keyof Value]: Localised<Value[Key]> }
    : Value;

/** The same value with every text in both languages replaced by the text in one. */
export function localised<Value>(value: Value, language: Language): Localised<Value> {
  return inLanguage(value, language) as Localised<Value>;
}

function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (typeof value !== 'object' || value === null) return value;
  if (isLocalText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inLanguage(item, language)]));
}
