import { dateInBerlin, endOfDayInBerlin } from './berlin';

test.each([
  ['2026-11-20T22:59:59.999999Z', '2026-11-20'],
  ['2026-11-20T23:00:00.000000Z', '2026-11-21'],
  ['2026-12-31T23:30:00.000000Z', '2027-01-01'],
  ['2026-07-01T21:59:59.000000Z', '2026-07-01'],
  ['2026-07-01T22:00:00.000000Z', '2026-07-02'],
])('%s is the %s in Berlin', (instant, date) => expect(dateInBerlin(instant)).toBe(date));

test.each([
  ['2026-11-20', '2026-11-20T23:00:00.000Z'],
  ['2026-06-30', '2026-06-30T22:00:00.000Z'],
  // The night in which summer time begins, and the one in which it ends.
  ['2026-03-28', '2026-03-28T23:00:00.000Z'],
  ['2026-10-24', '2026-10-24T22:00:00.000Z'],
  ['2026-10-25', '2026-10-25T23:00:00.000Z'],
])('%s is over in Berlin at %s', (date, instant) => expect(endOfDayInBerlin(date)).toBe(instant));
