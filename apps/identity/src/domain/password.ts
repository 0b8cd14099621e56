/**
 * What a password of an account here must be (NIST SP 800-63B, 3.1.1.2): long enough, not one that everybody tries first, and not
 * what everybody knows of the person. No rule says of which characters it is made, and none makes it expire.
 */

/** Shortest and longest, in characters. */
export const passwordLength = { least: 8, most: 256 } as const;

/** Why a password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'known' | 'personal';

/** What everybody knows of the person whose password it is. */
export interface Known {
  readonly email: string;
  readonly names: readonly string[];
  readonly city: string;
}

/** A password as it is compared: a keyboard may write the same letter in two ways. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * What is wrong with a password; undefined when nothing is.
 * @param isBreached whether a password (small letters) is known from breaches
 */
export function passwordFault(
  password: string,
  known: Known,
  isBreached: (password: string) => boolean,
): PasswordFault | undefined {
  const normalised = normalisedPassword(password);
  const { length } = [...normalised];
  if (length < passwordLength.least) return 'too-short';
  if (length > passwordLength.most) return 'too-long';
  const small = normalised.toLowerCase();
  const word = wordOf(small);
  const isWord = word.length >= 4 && (isBreached(word) || isWalk(word));
  if (isBreached(small) || isMonotonous(small) || isWord) return 'known';
  const [local = ''] = known.email.split('@');
  const personal = [
    known.email,
    local,
    known.city,
    'serviceportal',
    known.names.join(' '),
    known.names.join(''),
    ...known.names,
  ];
  return personal.some((one) => isMadeOf(small, one.toLowerCase())) ? 'personal' : undefined;
}

/** Whether it is one and the same short run of characters, over and over. */
function isMonotonous(password: string): boolean {
  return /^(.{1,3})\1+.{0,2}$/su.test(password);
}

/** Keys and letters that lie side by side, on German and English keyboards. */
const rows = ['qwertzuiopüasdfghjklöäyxcvbnm', 'qwertyuiopasdfghjklzxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];
const walks = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** A password without what many add to a word: a year, a few digits, a sign. */
const wordOf = (password: string): string => password.replace(/^[^\p{L}]{0,4}|[^\p{L}]{0,4}$/gu, '');

/** Whether a word is a walk along these. */
const isWalk = (word: string): boolean => walks.some((walk) => walk.includes(word));

/** Whether a password is this word, and little else: digits and signs before or behind it protect nothing. */
function isMadeOf(password: string, word: string): boolean {
  if (word.length < 3 || !password.includes(word)) return false;
  return /^[^\p{L}]{0,4}$/u.test(password.replace(word, ''));
}
