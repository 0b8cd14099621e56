/** Letters of DIN 91379 that are not a base letter with marks, as people write them where there are 26 letters. */
const written: Readonly<Record<string, string>> = {
  ...{ Ä: 'Ae', ä: 'ae', Ö: 'Oe', ö: 'oe', Ü: 'Ue', ü: 'ue', ẞ: 'SS', ß: 'ss' },
  ...{ Æ: 'Ae', æ: 'ae', Œ: 'Oe', œ: 'oe', Ø: 'Oe', ø: 'oe', Å: 'Aa', å: 'aa' },
  ...{ Þ: 'Th', þ: 'th', Ð: 'D', ð: 'd', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i', ĸ: 'k' },
  ...{ Ł: 'L', ł: 'l', Ŋ: 'N', ŋ: 'n', ŉ: 'n', Ŧ: 'T', ŧ: 't', Ɨ: 'I', ɨ: 'i', Ə: 'E', ə: 'e' },
  ...{ Ǥ: 'G', ǥ: 'g', Ʒ: 'Z', ʒ: 'z', Ɖ: 'D', Ơ: 'O', ơ: 'o', Ư: 'U', ư: 'u', ſ: 's', Ĳ: 'IJ', ĳ: 'ij' },
};

/**
 * A text in the 26 letters, for what knows no others (a payment's purpose, a SEPA file): umlauts become two letters, every other
 * Latin letter of DIN 91379 its base letter. Digits, punctuation and letters of other scripts stay as they are.
 */
export function plainLetters(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => written[letter] ?? baseOf(letter)).join('');
}

function baseOf(letter: string): string {
  if (!/\p{Script=Latin}|\p{Mark}/u.test(letter)) return letter;
  const base = letter.normalize('NFD').replace(/\p{Mark}/gu, '');
  return written[base] ?? base;
}
