import { isVisible } from './visible-text';

/**
 * The normative letters and signs of DIN 91379:2022-08 (its data type C: `bll`, N1 to N4), as code points from–until. Greek, Cyrillic
 * and what the norm calls extended are not among them.
 */
const normative =
  '0009-000A 000D 0020-007E 00A0-00AC 00AE-017E 0187-0188 018F 0197 01A0-01A1 01AF-01B0 01B7 01CD-01DC 01DE-01DF ' +
  '01E2-01F0 01F4-01F5 01F8-01FF 0212-0213 0218-021B 021E-021F 0227-0233 0259 0268 0292 02B9-02BA 02BE-02BF 02C8 02CC ' +
  '1E02-1E03 1E06-1E07 1E0A-1E11 1E17 1E1C-1E2B 1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 ' +
  '1E8C-1E97 1E9E 1EA0-1EF9 2019 2021 20AC';
/** Apostrophes that are letters: names are written with them (ʻokina), and the norm has their neighbours alone. */
const apostrophes = '02BB-02BC';
/**
 * Marks that a letter may carry. The norm lists the sequences of today; registers and passports hold names with older ones (of
 * String.Latin 1.1, of transliterations), so each mark is taken on each letter, as many as the longest sequence has.
 */
const marks = '[\\u0300-\\u036F]{1,2}';

const one = `[${`${normative} ${apostrophes}`
  .split(' ')
  .map((range) => range.replace(/[\dA-F]{4}/g, '\\u$&'))
  .join('')}]`;
// U+035F joins the letter before it to the one behind it.
const latin = new RegExp(`(?:(?=\\p{L})${one}${marks}|${one})(?!\\p{M})`, 'gu');
const graphemes = new Intl.Segmenter('de');

/**
 * What of a text a name may not have (DIN 91379), each once, as it stands in the text; what cannot be seen by its number (`U+200B`).
 * However its letters are composed, they are the same letters.
 */
export function foreignToLatin(text: string): readonly string[] {
  const left = text
    .normalize('NFC')
    .split(latin)
    .filter((rest) => rest !== '');
  const found = left.flatMap((rest) => [...graphemes.segment(rest)].map(({ segment }) => segment));
  return [...new Set(found)].map((character) => (isVisible(character) ? character : numbered(character)));
}

/** Of a mark on a blank it is the mark that is too much. */
function numbered(character: string): string {
  const number = ([...character].at(-1)?.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${number.padStart(4, '0')}`;
}
