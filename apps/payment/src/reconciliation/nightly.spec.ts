import { lastNight } from './nightly';

test.each([
  ['from its time on', '2026-11-26T01:30:00Z', '2026-11-26'],
  ['late in the evening', '2026-11-26T22:59:00Z', '2026-11-26'],
  ['after midnight, the one before', '2026-11-26T23:10:00Z', '2026-11-26'],
  ['a minute before its time', '2026-11-27T01:29:00Z', '2026-11-26'],
  ['on the first of a year', '2026-12-31T23:30:00Z', '2026-12-31'],
  ['when the clocks go forward over it', '2026-03-29T01:00:00Z', '2026-03-29'],
])('the last night: %s', (_, now, night) => {
  expect(lastNight(new Date(now), '02:30')).toBe(night);
});
