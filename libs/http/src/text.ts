import type { IncomingMessage } from 'node:http';
import accepts from 'accepts';

/** A text in both languages of the portal (R25). */
export interface LocalText {
  readonly de: string;
  readonly en: string;
}

export type Language = keyof LocalText;

/** German unless the reader prefers English (`Accept-Language`). */
export function languageOf(request: IncomingMessage): Language {
  return accepts(request).languages(['de', 'en']) === 'en' ? 'en' : 'de';
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

/** The same value with every text in both languages replaced by the text in one. */
export function localised(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => localised(item, language));
  if (typeof value !== 'object' || value === null) return value;
  if (isLocalText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localised(item, language)]));
}
