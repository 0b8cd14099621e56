import { movingIdentity } from './move';
import type { Attribute, AttributeName, Profile } from './profile';

const seen = (value: string): Attribute => ({ value, source: 'confirmed', level: 'low', method: 'bundid' });
const claimed = (value: string): Attribute => ({ value, source: 'self', level: 'none', method: 'bundid' });
const typed = (value: string): Attribute => ({ value, source: 'self' });
const anna = {
  email: claimed('anna@example.org'),
  givenName: seen('José'),
  familyName: seen('Muster'),
  dateOfBirth: seen('1980-02-29'),
};
const of = (changed: Partial<Record<AttributeName, Attribute>> = {}) =>
  movingIdentity({ language: 'de', attributes: { ...anna, ...changed } } as Profile);

test('W11 capitals, blanks and the way an accent is written make no difference', () =>
  expect(of({ givenName: seen(' JOSÉ '.normalize('NFD')) })).toBe(of()));
test.each([
  ['an accent', { givenName: seen('Jose') }],
  ['a day', { dateOfBirth: seen('1980-03-01') }],
  ['the address', { email: claimed('other@example.org') }],
])('W11 %s makes a difference', (_, changed) => expect(of(changed)).not.toBe(of()));
test.each([
  ['a name that nobody looked at', { familyName: claimed('Muster') }],
  ['a date of birth that was typed in the portal', { dateOfBirth: typed('1980-02-29') }],
  ['an address that was typed in the portal', { email: typed('anna@example.org') }],
])('W11 %s identifies nobody', (_, changed) => expect(of(changed)).toBeUndefined());
