import { keptUntil } from './retention';

test('law 9 a closed case is kept from the end of the year of its closing on', () =>
  expect(keptUntil(2026, 10)).toBe('2036-12-31'));
