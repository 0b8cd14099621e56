import { Sheet } from './sheet';
import { words, type Language } from './words';

/** Who writes: the city and its office, as its configuration says. */
export interface Letterhead {
  readonly city: string;
  readonly office: string;
  /** How the office is reached, line by line. */
  readonly contact: readonly string[];
  /** The city's colour, `#rrggbb`. */
  readonly colour: string;
}

/** What every document of a case has. */
export interface DocumentOfCase {
  readonly language: Language;
  readonly letterhead: Letterhead;
  /** Reference of the case, e.g. `DU-2026-000123-7`. */
  readonly reference: string;
}

/**
 * A sheet with the city's letterhead.
 * @param createdAt UTC, ISO 8601: the time of what the document tells of, so that making it again makes the same bytes
 */
export function sheetOf(
  { language, letterhead, reference }: DocumentOfCase,
  {
    title,
    subject,
    createdAt,
  }: { readonly title: string; readonly subject: string; readonly createdAt: string },
): Sheet {
  const { city, office, contact, colour } = letterhead;
  const description = { language, title, author: city, subject, createdAt: new Date(createdAt) };
  const sheet = new Sheet(description, { left: `${city} · ${reference}`, page: words[language].page });
  sheet.letterhead(city, office, contact, colour);
  return sheet;
}
