import { graphemesOf, runsOf, type Run, type Weight } from './fonts';

/** A line as it is drawn. */
export interface Line {
  readonly runs: readonly (Run & { readonly width: number })[];
}

/** How wide a piece of text is, in points. */
export type Measure = (run: Run) => number;

/**
 * The lines of a text that {@link showable} has made, broken at spaces; a word that is longer than a line is broken between
 * two letters, never between a letter and its marks.
 * @param width of the column, in points
 */
export function linesOf(text: string, weight: Weight, width: number, measure: Measure): readonly Line[] {
  const widthOf = (part: string) => runsOf(part, weight).reduce((sum, run) => sum + measure(run), 0);
  return text
    .split('\n')
    .flatMap((paragraph) => broken(paragraph, width, widthOf))
    .map((line) => ({ runs: runsOf(line, weight).map((run) => ({ ...run, width: measure(run) })) }));
}

function broken(paragraph: string, width: number, widthOf: (part: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = () => {
    lines.push(line);
    line = '';
    used = 0;
  };
  // A word with the spaces after it; a space that nothing may be broken at (U+00A0) is a part of the word.
  for (const word of paragraph.match(/ *[^ ]+ *| +$/g) ?? []) {
    const wordWidth = widthOf(word.trimEnd());
    if (used + wordWidth > width && line !== '') end();
    if (wordWidth <= width) {
      line += word;
      used += widthOf(word);
      continue;
    }
    for (const letter of graphemesOf(word)) {
      const letterWidth = widthOf(letter);
      if (used + letterWidth > width && line !== '') end();
      line += letter;
      used += letterWidth;
    }
  }
  end();
  return lines;
}
