import { looksLikeReference, numberOf, parseReference, referenceOf } from './reference';

test('a reference ends with the ISO 7064 MOD 11,10 check digit of its year and number', () => {
  expect(referenceOf('DU', 2026, 123)).toBe('DU-2026-000123-7');
  expect(referenceOf('W', 2026, 1_234_567)).toMatch(/^W-2026-1234567-\d$/);
});

test('a reference typed with blanks and in lower case is understood', () => {
  expect(parseReference(' du-2026-000123-7 ')).toBe('DU-2026-000123-7');
});

test('every single wrong digit is caught', () => {
  const reference = referenceOf('DU', 2026, 123);
  for (let place = 3; place < reference.length; place += 1) {
    if (reference[place] === '-') continue;
    for (const digit of '0123456789') {
      if (digit === reference[place]) continue;
      const wrong = reference.slice(0, place) + digit + reference.slice(place + 1);
      expect([wrong, parseReference(wrong)]).toEqual([wrong, undefined]);
    }
  }
});

test('the running number of a reference, and 0 of what is none', () => {
  expect(numberOf(referenceOf('DU', 2026, 123))).toBe(123);
  expect(numberOf(referenceOf('DU', 2026, 1_234_567))).toBe(1_234_567);
  expect(numberOf('DU-2026-1')).toBe(0);
});

test('what has the form of a reference is told apart from a search word', () => {
  expect(looksLikeReference('DU-2026-000123-8')).toBe(true);
  expect(looksLikeReference('Hundesteuer')).toBe(false);
});
