/** Longer words do not fit beside each other on a phone, or alone in a heading. */
const longest = 14;
/** Where compounds of the town hall's language may be divided: before these. */
const parts =
  /(?<=\p{L}{4})(?=(?:parkausweis|ausweis|schein|bescheinigung|urkunde|berechtigung|bestätigung|auskunft|anmeldung|abmeldung|nutzung|sperre|steuer|erklärung|genehmigung|erlaubnis|verfahren|betreuung|parken)(?:e|en|s)?(?!\p{L}))|(?<=\p{L}{4})(?=(?:berechtigungs|stands|geber|meldungs)\p{L}{4})/gu;

const months =
  'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July|October|December';
/** What belongs together at the end of a line: `§ 3`, `z. B.`, `10 MB`, `47051 Duisburg`, `6. Dezember`. */
const pairs = new RegExp(
  [
    '(?<=§|Abs\\.|Nr\\.|Art\\.) (?=\\d)',
    '(?<=\\bz\\.) (?=B\\.)',
    '(?<=\\d) (?=(?:MB|kB|%|€|Uhr)(?!\\p{L}))',
    '(?<=\\b\\d{5}) (?=\\p{Lu})',
    `(?<=\\b\\d{1,2}\\.?) (?=(?:${months})(?!\\p{L}))`,
  ].join('|'),
  'gu',
);

/** Between two numbers: `8–16 Uhr`, `73–75`. */
const ranges = /(?<=\d–)(?=\d)/g;

/**
 * A text out of the configuration whose lines do not end within a paragraph's number, a range, an abbreviation, or before a unit.
 */
export function unbroken(text: string): string {
  return text.replace(pairs, '\u00a0').replace(ranges, '\u2060');
}

/** The same with soft hyphens in its long words, for headings and buttons. */
export function hyphenated(text: string): string {
  return unbroken(text).replace(/\p{L}+/gu, (word) =>
    word.length > longest ? word.replace(parts, '\u00ad') : word,
  );
}
