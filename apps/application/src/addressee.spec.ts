import { addresseeOf, payerOf } from './addressee';

const asked = (attribute: string) => ({ type: 'string', 'x-prefill': attribute });
const schema = {
  type: 'object',
  properties: {
    kind: { type: 'string' },
    applicant: {
      type: 'object',
      properties: { givenNames: asked('givenName'), familyName: asked('familyName') },
    },
    home: { type: 'object', properties: { street: asked('street'), postalCode: asked('postcode') } },
    other: { type: 'object', properties: { familyName: asked('familyName') } },
  },
};
const of = (value: string) => ({ value, source: 'self' });

test('law 10: a paper is for who was declared in the form, and only what that does not say comes from the profile', () => {
  const form = {
    applicant: { givenNames: 'Erika Maria', familyName: 'Müstermann' },
    home: { street: 'Neue Straße', postalCode: '47051' },
    other: { familyName: 'Andere' },
  };
  const profile = { title: of('Dr.'), familyName: of('Alt'), houseNumber: of('7'), city: of('Duisburg') };
  expect(addresseeOf({ schema, form, profile })).toEqual([
    'Dr. Erika Maria Müstermann',
    'Neue Straße 7',
    '47051 Duisburg',
  ]);
});

test('a form that asks for nothing of it leaves the profile, and where nobody knows anything nothing is said', () => {
  const profile = { familyName: of('Müstermann'), street: of(' '), email: of('erika@example.org') };
  expect(addresseeOf({ schema: { type: 'object' }, form: {}, profile })).toEqual(['Müstermann']);
  expect(addresseeOf({ schema, form: { applicant: {} }, profile: {} })).toEqual([]);
});

test('who pays is the same person by parts, and of what nobody knows there is no part', () => {
  const form = { applicant: { givenNames: 'Erika Maria' }, home: { street: 'Neue Straße' } };
  const profile = { familyName: of('Müstermann'), city: of('Duisburg') };
  expect(payerOf({ schema, form, profile })).toEqual({
    ...{ name: 'Müstermann', firstName: 'Erika Maria' },
    address: { street: 'Neue Straße', city: 'Duisburg' },
  });
  expect(payerOf({ schema, form: {}, profile: {} })).toEqual({ address: {} });
});
