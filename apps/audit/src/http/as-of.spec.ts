import { Problem } from '#http';
import { beginningOf, readAsOf } from './as-of';

test.each([
  [undefined, {}],
  ['3', { version: 3 }],
  ['2026-11-20', { time: '2026-11-20T23:59:59.999999+01:00' }],
  ['2026-07-20', { time: '2026-07-20T23:59:59.999999+02:00' }],
  ['2026-11-20T15:42', { time: '2026-11-20T15:42+01:00' }],
  ['2026-07-20T15:42:13.5', { time: '2026-07-20T15:42:13.5+02:00' }],
  // The clock shows this hour twice: what happened in either of them is included.
  ['2026-10-25T02:30', { time: '2026-10-25T02:30+01:00' }],
  // And this one never.
  ['2026-03-29T02:30', { time: '2026-03-29T02:30+01:00' }],
  ['2026-11-20T15:42Z', { time: '2026-11-20T15:42Z' }],
  ['2026-11-20T15:42:13.123456Z', { time: '2026-11-20T15:42:13.123456Z' }],
  ['2026-11-20T15:42:13+01:00', { time: '2026-11-20T15:42:13+01:00' }],
  ['2026-11-20T15:42:13 01:00', { time: '2026-11-20T15:42:13+01:00' }],
])('asOf %s', (asOf, moment) => {
  expect(readAsOf(asOf)).toEqual(moment);
});

test.each([
  '',
  '0',
  '-1',
  '1.5',
  '99999999999',
  'now',
  '2026-02-30',
  '2026-13-01',
  '0000-01-01',
  '2026-11-20T15:42+20:00',
  '2026-11-20T25:00Z',
  '2026-11-20T24:60',
])('asOf "%s" is refused', (asOf) => {
  expect(() => readAsOf(asOf)).toThrow(new Problem('malformed-moment'));
});

test.each([
  ['2026-11-20', '2026-11-19T23:00:00.000Z'],
  ['2026-07-20', '2026-07-19T22:00:00.000Z'],
  ['2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25', '2026-10-24T22:00:00.000Z'],
])('%s begins in Berlin at %s', (day, time) => {
  expect(beginningOf(day)).toBe(time);
});
