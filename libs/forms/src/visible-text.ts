/**
 * A character that can be seen: a letter, a digit or a sign. Not: blanks, control and format characters (zero-width ones),
 * combining marks without anything to combine with, and the letters that Unicode keeps for being invisible (Hangul fillers, the
 * Braille pattern without dots).
 */
export const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether something is a text in which anything can be seen. */
export function isVisible(value: unknown): boolean {
  return typeof value === 'string' && visible.test(value);
}
