import { numberOf, referenceOf, spokenReference } from './reference';

test('a reference ends with the ISO 7064 MOD 11,10 check digit of its year and number', () => {
  expect(referenceOf('DU', 2026, 123)).toBe('DU-2026-000123-7');
  expect(referenceOf('W', 2026, 1_234_567)).toMatch(/^W-2026-1234567-\d$/);
});

test.each([
  ' du-2026-000123-7 ',
  'DU 2026 123 7',
  'Du–2026–123–7',
  'du2026−000123−7',
  'DU - 2026 - 000 123 - 7',
  'ＤＵ/2026/000123.7',
])('a reference typed as %j is understood', (typed) => {
  const pattern = 'DU-2026-000123-7';
  expect(spokenReference(typed, 'DU')).toMatchObject({ pattern, isWrong: false });
});

test.each([
  ['DU 2026 8', 'DU-2026-000008-_', ''],
  ['2026 8', '%-2026-000008-_', ''],
  ['hundesteuer du 2026 1234567', 'DU-2026-1234567-_', 'HUNDESTEUER '],
  ['Hund 2026-8 Bürger', '%-2026-000008-_', 'HUND  BÜRGER'],
  ['du-2026-00012', 'DU-2026-00012%', ''],
])('%j has a reference without check digit, and other words', (typed, pattern, rest) => {
  expect(spokenReference(typed, 'DU')).toEqual({ pattern, isWrong: false, rest });
});

test.each(['', 'Hundesteuer', '2026', '47051', 'DU', '000123'])('%j is none', (typed) => {
  expect(spokenReference(typed, 'DU')).toBeUndefined();
});

test('every single wrong digit is caught', () => {
  const reference = referenceOf('DU', 2026, 123);
  for (let place = 3; place < reference.length; place += 1) {
    if (reference[place] === '-') continue;
    for (const digit of '0123456789') {
      if (digit === reference[place]) continue;
      const wrong = reference.slice(0, place) + digit + reference.slice(place + 1);
      expect([wrong, spokenReference(wrong, 'DU')?.isWrong]).toEqual([wrong, true]);
    }
  }
});

test('the running number of a reference, and 0 of what is none', () => {
  expect(numberOf(referenceOf('DU', 2026, 123))).toBe(123);
  expect(numberOf(referenceOf('DU', 2026, 1_234_567))).toBe(1_234_567);
  expect(numberOf('DU-2026-1')).toBe(0);
});
