import { wholeHistory } from './export';

interface Part {
  readonly title: string;
  readonly entries: readonly number[];
  readonly earlierBefore?: number;
}
const joined = (earlier: Part, { earlierBefore: _, ...later }: Part): Part => ({
  ...later,
  entries: [...earlier.entries, ...later.entries],
});

test('law 12 what is read in parts is exported as a whole, in its order', async () => {
  const parts = new Map<number | undefined, Part>([
    [undefined, { title: 'now', entries: [5, 6], earlierBefore: 5 }],
    [5, { title: 'then', entries: [3, 4], earlierBefore: 3 }],
    [3, { title: 'first', entries: [1, 2] }],
  ]);
  const read = (before?: number) => Promise.resolve(parts.get(before) as Part);
  expect(await wholeHistory(read, joined)).toStrictEqual({ title: 'now', entries: [1, 2, 3, 4, 5, 6] });
});
