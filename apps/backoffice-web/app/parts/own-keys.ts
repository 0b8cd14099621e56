/** What a single key does that somebody may change; in the order of the overview. The key is the usual one, and its name here. */
export const changeable = [
  ['j', 'rowDown'],
  ['k', 'rowUp'],
  ['x', 'select'],
  ['X', 'selectUpTo'],
  ['/', 'search'],
  ['g', 'go'],
  ['e', 'decide'],
  ['u', 'requestDocuments'],
  ['a', 'assign'],
  ['z', 'assignOther'],
  ['l', 'forward'],
  ['f', 'release'],
  ['n', 'note'],
  ['s', 'task'],
  ['w', 'resubmit'],
  ['b', 'correct'],
  ['m', 'message'],
  ['?', 'overview'],
] as const;
export type UsualKey = (typeof changeable)[number][0];

/** The keys that somebody has chosen instead of the usual ones, by these. */
export type OwnKeys = Readonly<Partial<Record<UsualKey, string>>>;

/** Under which name a browser keeps them. */
export const keptKeys = 'tasten';

/** One character that a key writes; a blank scrolls the page. */
const isKey = (text: unknown): text is string => typeof text === 'string' && /^[^\s\p{C}]$/u.test(text);

/** What a browser has kept; whatever cannot be meant counts as the usual. */
export function ownKeysIn(kept: string | null): OwnKeys {
  try {
    const read: unknown = JSON.parse(kept ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    const chosen = Object.entries(read).filter(([usual, key]) => isUsual(usual) && isKey(key));
    const own = Object.fromEntries(chosen) as OwnKeys;
    return wrongIn(own) === undefined ? own : {};
  } catch {
    return {};
  }
}

const isUsual = (key: string): key is UsualKey => changeable.some(([usual]) => usual === key);

/** The key for what is usually done by another one. */
export const keyFor = (own: OwnKeys, usual: string): string =>
  isUsual(usual) ? (own[usual] ?? usual) : usual;

/** What a key stands for, by its usual one; undefined where it stands for nothing (any more). */
export const meantBy = (own: OwnKeys, key: string): UsualKey | undefined =>
  changeable.map(([usual]) => usual).find((usual) => keyFor(own, usual) === key);

/** Why keys cannot be used so. */
export type WrongKeys =
  | { readonly why: 'notOne'; readonly of: UsualKey }
  | { readonly why: 'twice'; readonly key: string; readonly of: readonly [UsualKey, UsualKey] };

/** The first thing that is wrong with keys: what is no single character, or two things by one key. */
export function wrongIn(own: OwnKeys): WrongKeys | undefined {
  const usual = changeable.map(([key]) => key);
  const notOne = usual.find((key) => !isKey(keyFor(own, key)));
  if (notOne !== undefined) return { why: 'notOne', of: notOne };
  for (const [nth, one] of usual.entries()) {
    const key = keyFor(own, one);
    const other = usual.slice(0, nth).find((before) => keyFor(own, before) === key);
    if (other !== undefined) return { why: 'twice', key, of: [other, one] };
  }
  return undefined;
}

/** Only what is other than usual. */
export function chosenOf(keys: Readonly<Record<string, string>>): OwnKeys {
  return Object.fromEntries(Object.entries(keys).filter(([usual, key]) => isUsual(usual) && usual !== key));
}
