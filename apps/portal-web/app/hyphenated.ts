/** Longer words do not fit beside each other on a phone, or alone in a heading. */
const longest = 14;
/** Where compounds of the town hall's language may be divided: before these. */
const parts =
  /(?<=\p{L}{4})(?=(?:parkausweis|ausweis|schein|bescheinigung|urkunde|berechtigung|bestätigung|auskunft|anmeldung|abmeldung|nutzung|sperre|steuer|erklärung|genehmigung|erlaubnis|verfahren|betreuung|parken)(?:e|en|s)?(?!\p{L}))|(?<=\p{L}{4})(?=(?:berechtigungs|stands|geber|meldungs)\p{L}{4})/gu;

/** A name out of the configuration with soft hyphens in its long words, for headings and buttons. */
export function hyphenated(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => (word.length > longest ? word.replace(parts, '\u00ad') : word));
}
