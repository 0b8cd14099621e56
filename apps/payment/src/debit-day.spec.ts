import { debitDay, isTargetDay } from './debit-day';

test.each([
  ['2026-01-01', false],
  ['2026-04-02', true],
  ['2026-04-03', false], // Good Friday
  ['2026-04-06', false], // Easter Monday
  ['2026-05-01', false],
  ['2026-10-03', false], // a Saturday
  ['2025-10-03', true], // German Unity Day is none of TARGET's
  ['2026-12-24', true],
  ['2026-12-25', false],
  ['2027-03-26', false], // Good Friday
])('%s is a TARGET day: %s', (day, is) => expect(isTargetDay(day)).toBe(is));

test('a debit falls on the first TARGET day after the days of the pre-notification', () => {
  expect(debitDay('2026-11-23', 14)).toBe('2026-12-07');
  expect(debitDay('2026-11-26', 14)).toBe('2026-12-10');
  expect(debitDay('2026-12-11', 14)).toBe('2026-12-28'); // Christmas, then a weekend
  expect(debitDay('2026-03-29', 5)).toBe('2026-04-07'); // Good Friday to Easter Monday
});
