import { normalisedAddress } from './address';
import { maskedAddress } from './sign-in-page';

test.each([
  ['anna@example.org', 'anna@example.org'],
  ['  Anna.Muster@EXAMPLE.org ', 'anna.muster@example.org'],
  ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
  ['jo\u0308rg@example.org', 'jörg@example.org'],
  ['ÄRGER@example.org', 'Ärger@example.org'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ['anna+serviceportal@example.org', 'anna+serviceportal@example.org'],
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
  // What mail servers refuse later.
  `${'a'.repeat(65)}@example.org`,
  `${'ä'.repeat(33)}@example.org`,
  'a@b@example.org',
  'anna@example..org',
  'anna@.example.org',
  'anna@example.org.',
  'anna..muster@example.org',
  '.anna@example.org',
  'anna.@example.org',
  'anna@-example.org',
  'anna@exam_ple.org',
  'anna@example.o',
  'anna@127.0.0.1',
  `anna@${'e'.repeat(64)}.org`,
])('R10b %j is no address', (typed) => {
  expect(normalisedAddress(typed)).toBeUndefined();
});

test.each([
  ['anna.muster@example.org', 'a…r@example.org'],
  ['bob@example.org', 'b…@example.org'],
  ['x@example.org', 'x…@example.org'],
  ['ärger@example.org', 'ä…r@example.org'],
])('%s is shown as %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});
