import { structuredPatch } from 'diff';

/** A line of what changed between two versions; `gap` stands for lines that did not. */
export interface DifferentLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  readonly text: string;
}

const kinds = { ' ': 'same', '+': 'added', '-': 'removed' } as const;

/** What changed between two texts, line by line, with a few lines around each change. */
export function differenceOf(before: string, after: string): DifferentLine[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.flatMap(({ lines }, index) => {
    const told = lines.flatMap((line): DifferentLine[] => {
      const kind = kinds[line[0] as keyof typeof kinds];
      // A remark on the end of the file is no line of it.
      return kind === undefined ? [] : [{ kind, text: line.slice(1) }];
    });
    return index === 0 ? told : [{ kind: 'gap', text: '' }, ...told];
  });
}
