import { inOrder } from './keys';

const at = (hours: number) => ({ madeAt: new Date(hours * 60 * 60 * 1000) });

test('a new key is shown for a day before it signs, and old ones stay for what they signed', () => {
  const [old, known, fresh] = [at(0), at(100), at(995)];
  expect(inOrder([fresh, known, old], at(1000).madeAt.getTime())).toEqual([known, old, fresh]);
});
test('the very first key signs at once; of two that were made at the same time the older one', () => {
  const [first, second] = [at(999), at(999.5)];
  expect(inOrder([second, first], at(1000).madeAt.getTime())).toEqual([first, second]);
});
