import { readFileSync } from 'node:fs';
import { create, type Font, type GlyphRun } from 'fontkit';

/** How heavy a text is. */
export type Weight = 'regular' | 'bold';

/** A piece of text that one font can show. */
export interface Run {
  /** Name under which the document knows the font. */
  readonly font: FontName;
  readonly text: string;
}

/**
 * Noto Sans has every letter and every combining sequence of DIN 91379, and places the marks. DejaVu Sans has the symbols of
 * that norm which Noto Sans lacks (`≈`, `→`, `√` …).
 */
const files = {
  'noto-regular': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'dejavu-regular': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-bold': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;

export type FontName = keyof typeof files;

const opened = new Map<FontName, Font>();

/** A font, read once per process: reading takes longer than writing a page. */
export function fontOf(name: FontName): Font {
  let font = opened.get(name);
  if (font === undefined) {
    // No collection: each of these files holds one font.
    font = remembering(meaningWhatIsWritten(create(readFileSync(require.resolve(files[name]))) as Font));
    opened.set(name, font);
  }
  return font;
}

/**
 * Mends what fontkit does with a font that outlives a document: it remembers a glyph with the characters that it stood for the
 * first time (none, where it was a part of another), and gives it back with these for good.
 */
function meaningWhatIsWritten(font: Font): Font {
  const known = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) => {
    const glyph = known(id, codePoints as number[]);
    const isSame = glyph.codePoints.join() === codePoints.join();
    return isSame ? glyph : (Object.create(glyph, { codePoints: { value: codePoints } }) as typeof glyph);
  };
  return font;
}

/** Words that a font remembers at most; a few hundred are those of forms and letters. */
const rememberedWords = 2_000;
/** What is longer does not come again. */
const longestRemembered = 40;

/**
 * Lays a word out once for all documents: asking a font for its ligatures and distances is nearly half of what a paper costs, and
 * most of its words stand in the one before. What is remembered says nothing of whose paper it was.
 */
function remembering(font: Font): Font {
  const known = new Map<string, GlyphRun>();
  const lay = font.layout.bind(font);
  font.layout = (text, ...settings) => {
    if (text.length > longestRemembered || settings.some((setting) => setting !== undefined))
      return lay(text, ...settings);
    let run = known.get(text);
    if (run === undefined) {
      run = lay(text);
      if (known.size >= rememberedWords) known.clear();
      known.set(text, run);
    }
    // pdfkit scales the positions that it is given, in their place.
    const positions = run.positions.map((position) => ({ ...position }));
    return Object.assign(Object.create(Object.getPrototypeOf(run) as object) as GlyphRun, run, { positions });
  };
  return font;
}

/** What has no visible form of its own, or would turn the direction of its line: a reader could not tell that it is there. */
const unshowable =
  /[\p{C}\p{Default_Ignorable_Code_Point}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Characters: more marks than this have no place upon one letter. */
const longestPiece = 256;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What nearly every text is made of; Noto Sans has all of it. */
const everyday = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u017f‐–—‘’‚“”„…€]*$/;

/**
 * A text as the fonts can show it. A character that they cannot show stands there by its number, `[U+1F600]`, so that nothing
 * of what somebody wrote is lost. Line ends of every kind become `\n`, a tabulator a space.
 */
export function showable(text: string): string {
  const plain = withPlainLines(text);
  if (everyday.test(plain.replaceAll('\n', ''))) return plain;
  return graphemesOf(plain)
    .map((letter) =>
      letter === '\n' || fontFor(letter, 'regular') !== undefined ? letter : byNumber(letter),
    )
    .join('');
}

/** Whether a text has a character that stands there by its number. */
export function isShownByNumber(text: string): boolean {
  return showable(text) !== withPlainLines(text);
}

function withPlainLines(text: string): string {
  return text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n').replaceAll('\t', ' ');
}

/** A text that {@link showable} has made, as the pieces that one font each can show. */
export function runsOf(text: string, weight: Weight): readonly Run[] {
  const main: FontName = `noto-${weight}`;
  if (everyday.test(text)) return text === '' ? [] : [{ font: main, text }];
  const runs: { font: FontName; text: string }[] = [];
  for (const letter of graphemesOf(text)) {
    const font = fontFor(letter, weight) ?? main;
    const last = runs.at(-1);
    if (last?.font === font) last.text += letter;
    else runs.push({ font, text: letter });
  }
  return runs;
}

/** Letters as a reader sees them, a base with its marks in one piece; no piece is longer than {@link longestPiece}. */
export function graphemesOf(text: string): readonly string[] {
  if (everyday.test(text)) return Array.from(text);
  const letters: string[] = [];
  // Piece by piece, for the time that a segmenter takes grows with the square of what it is given.
  for (let from = 0; from < text.length;) {
    const piece = text.slice(from, from + longestPiece);
    const found = Array.from(graphemes.segment(piece), ({ segment }) => segment);
    // The last one may go on.
    if (from + piece.length < text.length && found.length > 1) found.pop();
    letters.push(...found);
    for (const { length } of found) from += length;
  }
  return letters;
}

/** The font that has every character of one grapheme: a mark is placed upon a base of its own font only. */
function fontFor(grapheme: string, weight: Weight): FontName | undefined {
  if (unshowable.test(grapheme)) return undefined;
  const names: readonly FontName[] = [`noto-${weight}`, `dejavu-${weight}`];
  return names.find((name) =>
    Array.from(grapheme).every((character) => fontOf(name).hasGlyphForCodePoint(codeOf(character))),
  );
}

function byNumber(grapheme: string): string {
  return Array.from(grapheme, (character) =>
    fontFor(character, 'regular') === undefined
      ? `[U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}]`
      : character,
  ).join('');
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
