import { Together } from '#waiting';

test('what is asked for in one turn is one piece of work, and each is given its own results', async () => {
  const asked: (readonly number[])[] = [];
  const together = new Together((items: readonly number[]) => {
    asked.push(items);
    return Promise.resolve(items.map((item) => item * 10));
  });
  expect(await Promise.all([together.of([1, 2]), together.of([]), together.of([3])])).toEqual([
    [10, 20],
    [],
    [30],
  ]);
  expect(await together.of([4])).toEqual([40]);
  expect(asked).toEqual([[1, 2, 3], [4]]);
});

test('what fails, fails for all who asked, and for nobody after them', async () => {
  const together = new Together((items: readonly number[]) =>
    items.includes(1) ? Promise.reject(new Error('no')) : Promise.resolve(items),
  );
  const outcomes = await Promise.allSettled([together.of([1]), together.of([2])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await together.of([2])).toEqual([2]);
});
