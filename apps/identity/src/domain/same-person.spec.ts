import type { Attributes, AttributeSource, Profile } from './profile';
import { marksOf } from './same-person';

const person = (source: AttributeSource, values: Readonly<Record<string, string>>): Profile => ({
  language: 'de',
  attributes: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, source }]),
  ) as Attributes,
});
const yilmaz = { givenName: 'Selin', familyName: 'Yılmaz', dateOfBirth: '1986-04-12' };

test('§ 20 VwVfG an official name with the birth date tells a person apart, however it is written', () => {
  const marks = marksOf(person('official', yilmaz));
  expect(marks).toHaveLength(1);
  const otherwise = { ...yilmaz, givenName: ' SELIN ', familyName: 'Yılmaz'.normalize('NFD') };
  expect(marksOf(person('official', otherwise))).toEqual(marks);
  expect(marksOf(person('official', { ...yilmaz, dateOfBirth: '1986-04-13' }))).not.toEqual(marks);
});

test('§ 20 VwVfG so does an address that a link was opened of, or that the directory tells', () => {
  const [citizen, staff] = (['confirmed', 'official'] as const).map((source) =>
    marksOf(person(source, { email: 's.yilmaz@example.org' })),
  );
  expect(citizen).toEqual(staff);
  expect(citizen).toHaveLength(1);
});

test('what somebody typed tells nobody apart: else one could keep colleagues from a case, or come under suspicion', () =>
  expect(marksOf(person('self', { ...yilmaz, email: 's.yilmaz@example.org' }))).toEqual([]));

test('a name alone is not enough', () =>
  expect(marksOf(person('official', { givenName: 'Selin', familyName: 'Yılmaz' }))).toEqual([]));
