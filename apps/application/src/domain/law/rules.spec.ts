import * as fc from 'fast-check';
import { addDays, isWorkingDay } from './calendar';
import { dateBy, legalAreas, ruleFor, ruleTable, type Purpose } from './rules';

const anyDate = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('2000-01-01', days));
const anyRule = fc.constantFrom(...ruleTable);
const anyAmount = fc.integer({ min: 1, max: 90 });

test.each<[Purpose, 'general' | 'taxes', string, string, string]>([
  // Four days after a Tuesday is a Saturday: it stays in general law and moves for taxes.
  ['announcement-by-post', 'general', '2026-11-24', '2026-11-28', 'post-vwvfg-2025'],
  ['announcement-by-post', 'taxes', '2026-11-24', '2026-11-30', 'post-ao-2025'],
  ['announcement-by-post', 'general', '2024-12-31', '2025-01-03', 'post-vwvfg-1977'],
  ['announcement-own-mailbox', 'general', '2026-11-20', '2026-11-21', 'mailbox-vwvfg-2017'],
  ['announcement-own-mailbox', 'taxes', '2026-12-21', '2026-12-28', 'mailbox-ao-2025'],
  ['announcement-user-account', 'general', '2026-11-20', '2026-11-23', 'bundid-ozg-2024'],
  // Ten days after 15 December is Christmas Day, a Friday; the next working day is Monday.
  ['retrieval-period', 'general', '2026-12-15', '2026-12-28', 'retrieval-vwvfg-2017'],
])('law 1: %s in %s law from %s leads to %s', (purpose, area, day, on, rule) => {
  const found = ruleFor(purpose, area, day);
  expect(found && dateBy(found, day)).toStrictEqual({ on, rule });
});

test('law 1: a tax notice that nobody retrieves is announced all the same, so its provision does not end', () =>
  expect(ruleFor('retrieval-period', 'taxes', '2026-11-20')).toBeUndefined());

test('the rule of a day is the newest that holds then', () =>
  fc.assert(
    fc.property(anyRule, fc.constantFrom(...legalAreas), anyDate, ({ purpose }, area, day) => {
      const found = ruleFor(purpose, area, day);
      const candidates = ruleTable.filter((rule) => rule.purpose === purpose && rule.area === area);
      const newest = candidates
        .filter(({ validFrom }) => validFrom <= day)
        .sort((left, right) => right.validFrom.localeCompare(left.validFrom))[0];
      expect(found).toBe(newest);
    }),
  ));

test('where a rule shifts, no date falls on a weekend or a holiday', () =>
  fc.assert(
    fc.property(anyRule, anyDate, anyAmount, (rule, day, amount) => {
      const { on } = dateBy(rule, day, amount);
      expect(!rule.shifts || isWorkingDay(on)).toBe(true);
      expect(on > day).toBe(true);
    }),
  ));

test('who comes later never gets an earlier date', () =>
  fc.assert(
    fc.property(anyRule, anyDate, fc.nat(400), anyAmount, (rule, day, days, amount) => {
      expect(dateBy(rule, addDays(day, days), amount).on >= dateBy(rule, day, amount).on).toBe(true);
    }),
  ));

test('every row has an id of its own', () =>
  expect(new Set(ruleTable.map(({ id }) => id)).size).toBe(ruleTable.length));
