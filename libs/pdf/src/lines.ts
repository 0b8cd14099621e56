import { graphemesOf, runsOf, type Run, type Weight } from './fonts';

/** A line as it is drawn. */
export type Line = readonly Run[];

/** How wide a piece of text is, in points. */
export type Measure = (text: string) => number;

/** What is longer is no word that people read: it is broken wherever the line ends, and never laid out as one. */
const longestWord = 100;
/** Characters: marks without end take no width, and laying them out takes time. */
const longestLine = 500;

/**
 * The lines of a text that {@link showable} has made, broken at spaces; a word that is longer than a line is broken between
 * two letters, never between a letter and its marks.
 * @param width of the column, in points
 */
export function linesOf(text: string, weight: Weight, width: number, measure: Measure): readonly Line[] {
  return text
    .split('\n')
    .flatMap((paragraph) => broken(paragraph, width, measure))
    .map((line) => runsOf(line, weight));
}

function broken(paragraph: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = () => {
    lines.push(line);
    line = '';
    used = 0;
  };
  const put = (part: string, partWidth: number) => {
    const isFull = used + partWidth > width || line.length + part.length > longestLine;
    if (isFull && line !== '') end();
    line += part;
    used += partWidth;
  };
  const space = measure(' ');
  // Words and what is between them; a space that nothing may be broken at (U+00A0) is a part of the word.
  for (const part of paragraph.match(/[^ ]+| +/g) ?? []) {
    if (part.startsWith(' ')) {
      // Spaces never begin a line, but for those that begin the paragraph.
      line += part;
      used += space * part.length;
      continue;
    }
    const partWidth = part.length > longestWord ? Infinity : measure(part);
    if (partWidth <= width) put(part, partWidth);
    else for (const letter of graphemesOf(part)) put(letter, measure(letter));
  }
  end();
  return lines;
}
