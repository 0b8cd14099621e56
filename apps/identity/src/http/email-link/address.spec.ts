import { normalisedAddress } from './address';

test.each([
  ['anna@example.org', 'anna@example.org'],
  ['  Anna.Muster@EXAMPLE.org ', 'anna.muster@example.org'],
  ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
  ['jo\u0308rg@example.org', 'jörg@example.org'],
  ['ÄRGER@example.org', 'Ärger@example.org'],
  ['a@b@example.org', 'a@b@example.org'],
])('R10b %j is written %j', (typed, normalised) => {
  expect(normalisedAddress(typed)).toBe(normalised);
});

test('R10b a letter that only looks like another one is another address', () => {
  expect(normalisedAddress('\u017Farah@example.org')).not.toBe(normalisedAddress('sarah@example.org'));
});

test.each([
  '',
  'anna',
  '@example.org',
  'anna@',
  'anna@localhost',
  'anna@exa mple.org',
  'anna muster@example.org',
  'anna@example.org\r\nBcc: all@example.org',
  'Anna <anna@example.org>',
  'anna,bert@example.org',
  'an\u200Bna@example.org',
  `${'a'.repeat(250)}@example.org`,
])('R10b %j is no address', (typed) => {
  expect(normalisedAddress(typed)).toBeUndefined();
});
