import { compileForm } from './written/compile-form';
import type { WrittenField } from './written/written-form';
import { asksProfile, profileFields, profileValues, withProfileValues } from '.';

const formOf = (...fields: WrittenField[]) => {
  const { form, problems } = compileForm({ topics: [{ title: { de: 'T', en: 'T' }, fields }] });
  expect(problems).toEqual([]);
  return form!;
};
const label = { de: 'x', en: 'x' };
const person: WrittenField = { block: 'person', only: ['title', 'givenNames', 'birthDate'], prefill: true };
const home: WrittenField = { block: 'address', as: 'home', prefill: true };
const valuesOf = (form: ReturnType<typeof formOf>, profile: Record<string, string>) =>
  withProfileValues(
    {},
    profileValues(form, (name) => profile[name]),
  );

test('D8 W6b R19 H4 a form begins with what the profile says, where the form asks for it', () => {
  const form = formOf(person, home, { name: 'note', label, text: 20, prefill: 'phone' });
  expect(
    valuesOf(form, { givenName: 'Ada', dateOfBirth: '1990-02-28', city: 'Rees', phone: '0203 1' }),
  ).toEqual({
    person: { givenNames: 'Ada', birthDate: '1990-02-28' },
    home: { city: 'Rees' },
    note: '0203 1',
  });
  expect(valuesOf(form, {})).toEqual({});
});

test('what is not right in the form is not taken', () => {
  expect(valuesOf(formOf(person), { givenName: 'A'.repeat(121), dateOfBirth: '1990-00-00' })).toEqual({});
});

test('an address is taken as a whole: one part that the form does not take keeps the others out', () => {
  const form = formOf(home, person);
  const address = { street: 'Weg', houseNumber: '1', postcode: '47051', city: 'Duisburg', givenName: 'Ada' };
  expect(valuesOf(form, address)).toMatchObject({ home: { street: 'Weg', postcode: '47051' } });
  expect(valuesOf(form, { ...address, postcode: 'NL-6811' })).toEqual({ person: { givenNames: 'Ada' } });
});

test('nothing is taken into lists, nor into fields about somebody else', () => {
  const list: WrittenField = {
    ...{ name: 'children', label, repeat: { max: 3, item: label } },
    fields: [{ name: 'name', label, text: 20, prefill: 'givenName' }],
  };
  const form = formOf(list, { block: 'person', as: 'other', only: ['givenNames'] });
  expect([profileFields(form), asksProfile(form)]).toEqual([[], false]);
  expect(asksProfile(formOf(person))).toBe(true);
});
