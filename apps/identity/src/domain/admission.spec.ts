import { ageOf, contactAddress, refusedAdmission } from './admission';
import type { Profile } from './profile';

const wuppertal = { minimumAge: 18, onePerAddress: true };
const bornOn = (value: string): Profile => ({
  language: 'de',
  attributes: { dateOfBirth: { value, source: 'official' } },
});
const nobody = { addressOwner: undefined };

test.each([
  ['the day before the birthday', '2008-12-05', 17],
  ['on the birthday', '2008-12-04', 18],
  ['born on 29 February, on 28 February', '2008-02-29', 18],
  ['an ID card without day and month counts from the last day of the year', '2008-00-00', 17],
  ['an ID card without a day counts from the last day of the month', '2008-12-00', 17],
  ['an ID card that tells the year alone', '2007', 18],
])('the age in full years: %s', (_, born, age) => expect(ageOf(born, '2026-12-04')).toBe(age));

test('W5 who is younger than the city wants has no account there', () => {
  expect(refusedAdmission(wuppertal, { profile: bornOn('2009-01-01'), ...nobody }, '2026-12-04')).toBe(
    'too-young',
  );
  expect(
    refusedAdmission(wuppertal, { profile: bornOn('2008-01-01'), ...nobody }, '2026-12-04'),
  ).toBeUndefined();
});
test('a city without a rule has accounts for minors', () =>
  expect(refusedAdmission({}, { profile: bornOn('2019-01-01'), ...nobody }, '2026-12-04')).toBeUndefined());

test('W5 a proven address that another account has opens no second one, where every account has its own', () => {
  const arriving = { profile: bornOn('1980-02-29'), addressOwner: 'somebody else' };
  expect(refusedAdmission(wuppertal, arriving, '2026-12-04')).toBe('address-in-use');
  expect(refusedAdmission({}, arriving, '2026-12-04')).toBeUndefined();
});

test('W5 mail goes to no address that somebody only claims, where every account has its own', () => {
  const claimed: Profile = {
    language: 'de',
    attributes: { email: { value: 'a@example.org', source: 'self' } },
  };
  expect(contactAddress(claimed, wuppertal)).toBeUndefined();
  expect(contactAddress(claimed, {})).toBe('a@example.org');
  const confirmed: Profile = {
    language: 'de',
    attributes: { email: { value: 'a@example.org', source: 'confirmed' } },
  };
  expect(contactAddress(confirmed, wuppertal)).toBe('a@example.org');
});
