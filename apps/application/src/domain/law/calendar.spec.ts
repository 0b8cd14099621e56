import * as fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  daysBetween,
  easterSunday,
  isHoliday,
  isWorkingDay,
  workingDayFrom,
} from './calendar';

const anyDate = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('2000-01-01', days));

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
])('Easter of %i is on %s', (year, date) => expect(easterSunday(year)).toBe(date));

test('the public holidays of North Rhine-Westphalia in 2026', () => {
  const days = Array.from({ length: 365 }, (_, day) => addDays('2026-01-01', day));
  expect(days.filter(isHoliday)).toStrictEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-06-04',
    '2026-10-03',
    '2026-11-01',
    '2026-12-25',
    '2026-12-26',
  ]);
});

test('the next working day is the first one from a date on', () =>
  fc.assert(
    fc.property(anyDate, (date) => {
      const found = workingDayFrom(date);
      expect(isWorkingDay(found)).toBe(true);
      const between = Array.from({ length: daysBetween(date, found) }, (_, day) => addDays(date, day));
      expect(between.filter(isWorkingDay)).toStrictEqual([]);
    }),
  ));

test('n working days later there have been n working days', () =>
  fc.assert(
    fc.property(anyDate, fc.nat(60), (date, days) => {
      const end = addWorkingDays(date, days);
      const passed = Array.from({ length: daysBetween(date, end) }, (_, day) => addDays(date, day + 1));
      expect(passed.filter(isWorkingDay)).toHaveLength(days);
    }),
  ));

test.each([
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-11-29', 15, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-11-20', 3, '2027-02-20'],
])('%s and %i months is %s', (date, months, later) => expect(addMonths(date, months)).toBe(later));

test('nothing comes after the last date that can be written', () => {
  expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
  expect(addMonths('9999-11-30', 2)).toBe('9999-12-31');
  expect(isWorkingDay('9999-12-31')).toBe(true);
  expect(workingDayFrom(addDays('9999-12-30', 2))).toBe('9999-12-31');
  expect(addWorkingDays('9999-12-30', 5)).toBe('9999-12-31');
});
