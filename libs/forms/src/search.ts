import { distance } from 'fastest-levenshtein';

/**
 * Text as it is compared when somebody searches, in two spellings: `ä` as `a`, and `ae` as `a`, too, so that `Gerüst` is found by
 * `gerüst`, `geruest` and `gerust`, and `Straße` by `strasse`. Kept beside a row, it answers `includes` and `LIKE`.
 */
export function searchable(text: string): string {
  const plain = plainOf(text);
  const folded = foldedOf(plain);
  return folded === plain ? plain : `${plain}\n${folded}`;
}

/** The words of a query as they are looked for; each in the spellings of which one has to be in the searchable text. */
export function wordsOf(query: string): readonly (readonly string[])[] {
  const words = plainOf(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => [...new Set([word, foldedOf(word)])]);
}

/** What something is found by. */
export interface Findable {
  /** Its name, and what else people call it: only here slips of the pen are forgiven, and what is found here comes first. */
  readonly title: string;
  /** What else is said of it. */
  readonly more: string;
}

/** What a search leads to. */
export interface Found<Thing> {
  /** The best first; what is found equally well stays in its order. */
  readonly items: readonly Thing[];
  /** Nothing has all the words: these have words that look or sound like them. */
  readonly nearly: boolean;
}

/** What has every word of a query somewhere, also as part of a word; where nothing has, what nearly does. */
export function search<Thing>(
  things: readonly Thing[],
  query: string,
  findableBy: (thing: Thing) => Findable,
): Found<Thing> {
  const words = wordsOf(query);
  if (words.length === 0) return { items: things, nearly: false };
  const prepared = things.map((thing) => ({ thing, ...prepare(findableBy(thing)) }));
  for (const finding of [found, foundByStem]) {
    const items = best(prepared, words, finding);
    if (items.length > 0) return { items, nearly: false };
  }
  const items = best(prepared, words, nearlyFound);
  return { items, nearly: items.length > 0 };
}

interface Prepared {
  readonly title: string;
  readonly more: string;
}

const prepare = ({ title, more }: Findable): Prepared => ({
  title: searchable(title),
  more: searchable(more),
});

type Finding = (word: readonly string[], text: Prepared) => number | undefined;

/** Those that a way of finding finds by every word, the best first. */
function best<Thing>(
  prepared: readonly (Prepared & { readonly thing: Thing })[],
  words: readonly (readonly string[])[],
  finding: Finding,
): Thing[] {
  const rated = prepared.flatMap((text) => {
    const steps = words.map((word) => finding(word, text));
    if (steps.includes(undefined)) return [];
    return [{ thing: text.thing, steps: steps.reduce<number>((sum, one) => sum + (one ?? 0), 0) }];
  });
  return rated.sort((left, right) => left.steps - right.steps).map(({ thing }) => thing);
}

/** How far a word is from being found: 0 where the title begins one of its words with it, 1 in the title, 2 elsewhere. */
function found(word: readonly string[], { title, more }: Prepared): number | undefined {
  for (const spelling of word) if (beginsWord(title, spelling)) return 0;
  for (const spelling of word) if (title.includes(spelling)) return 1;
  for (const spelling of word) if (more.includes(spelling)) return 2;
  return undefined;
}

/** The same of the word without its ending: `anmelden` is found in `Anmeldung`. */
const foundByStem: Finding = (word, text) => found(word, text) ?? found(word.map(stemOf), text);

/** The same, or by a part of the title from which the word, or it without its ending, is but a slip of the pen away. */
function nearlyFound(word: readonly string[], text: Prepared): number | undefined {
  const steps = foundByStem(word, text);
  if (steps !== undefined) return steps;
  const spellings = [...word, ...word.map(stemOf)];
  const slips = spellings
    .map((spelling) => ({ slips: slipsTo(spelling, text.title), most: slipsAllowed(spelling) }))
    .filter((one) => one.slips <= one.most)
    .map((one) => one.slips);
  return slips.length > 0 ? 2 + Math.min(...slips) : undefined;
}

/** A slip in a short word makes another word. */
const slipsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** The slips of the pen between a word and the part of a text that is nearest; two neighbours that changed places are one. */
function slipsTo(word: string, text: string): number {
  let least = Infinity;
  const most = slipsAllowed(word);
  if (most === 0) return least;
  for (const token of new Set(text.split(/[^\p{L}\p{N}]+/u)))
    for (let start = 0; start <= Math.max(0, token.length - word.length + most); start++)
      for (let length = word.length - most; length <= word.length + most; length++) {
        const part = token.slice(start, start + length);
        if (part.length < length) break;
        least = Math.min(least, slipsBetween(word, part));
      }
  return least;
}

function slipsBetween(word: string, part: string): number {
  const steps = distance(word, part);
  return steps === 2 && lettersOf(word) === lettersOf(part) ? 1 : steps;
}

const lettersOf = (word: string): string => [...word].sort().join('');

/** Short words stay as they are. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ungen|ung|en|er|es|e|n|s)$/, '');
  return stem.length < 4 ? word : stem;
}

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  return false;
}

/** Latin letters that Unicode does not take for others with a mark (DIN 91379), as a German keyboard writes them. */
const written: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', þ: 'th', ı: 'i', ŋ: 'n' },
};

/** Compatible forms of letters are one, capitals small, `ß` is `ss`, marks above letters and soft hyphens are left out. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðħŧþıŋ]/g, (letter) => written[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad]/gu, '');
}

/** As people write umlauts where they have none, both ways as one: `ae` and `ä` are `a`. */
const foldedOf = (plain: string): string => plain.replace(/([aou])e/g, '$1');
