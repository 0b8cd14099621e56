import { Turns } from './turns';

test('so many are under way at once, and the others follow in their order, whatever becomes of those before', async () => {
  const turns = new Turns(2);
  const [begun, ends]: [number[], (() => void)[]] = [[], []];
  const works = [1, 2, 3, 4].map((nth) =>
    turns.take(async () => {
      begun.push(nth);
      await new Promise<void>((end) => ends.push(end));
      if (nth === 2) throw new Error('failed');
      return nth;
    }),
  );
  const settled = Promise.allSettled(works);
  const endNext = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  expect(begun).toEqual([1, 2]);
  await endNext();
  expect(begun).toEqual([1, 2, 3]);
  await endNext();
  expect(begun).toEqual([1, 2, 3, 4]);
  await endNext();
  await endNext();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  await expect(turns.take(() => Promise.resolve(5))).resolves.toBe(5);
});
