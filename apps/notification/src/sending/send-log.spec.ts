import { delayAfter } from './send-log';

test('attempts come less and less often, and at least twice a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(delayAfter)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});
