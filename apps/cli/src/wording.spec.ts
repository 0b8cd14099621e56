import { contentLine, counted } from './wording';

test('one thing is told in the singular', () => {
  expect([0, 1, 2].map((number) => counted(number, 'difference'))).toEqual([
    '0 differences',
    '1 difference',
    '2 differences',
  ]);
});

test.each([
  [{ text: 'Bitte warten.' }, 'Bitte warten.'],
  [{ documents: ['Fahrzeugschein', 'Mietvertrag'] }, 'documents: Fahrzeugschein, Mietvertrag'],
  [{ text: 'Anbei.', documents: [] }, 'Anbei.'],
  [
    { text: 'Es fehlt etwas.', documents: ['Mietvertrag'], dueOn: '2026-03-01' },
    'Es fehlt etwas. (documents: Mietvertrag; due on: 2026-03-01)',
  ],
  [
    {
      personId: '00000000-0000-7000-8000-0000000000c1',
      levelOfAssurance: 'low',
      profile: {
        email: { value: 'erika@example.org', source: 'confirmed' },
        givenName: { value: 'Erika', source: 'self' },
      },
    },
    'level of assurance: low; profile: email erika@example.org, given name Erika',
  ],
])('R9 what was written is a readable line, whatever it consists of: %j', (content, line) => {
  expect(contentLine(content)).toBe(line);
});
