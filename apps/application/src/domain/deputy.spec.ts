import { clashOf, type Standing } from './deputy';

const [ada, ben, cem] = ['ada', 'ben', 'cem'];
const standing = (personId: string, deputyId: string, from: string, until: string): Standing => ({
  ...{ personId, deputyId },
  from: `2026-12-${from}`,
  until: `2026-12-${until}`,
});
const known = [standing(ada, ben, '10', '20')];

test.each([
  ['on one day a person has one deputy', standing(ada, cem, '20', '24'), 'has-deputy'],
  ['nobody stands in who is away', standing(cem, ada, '01', '10'), 'deputy-away'],
  ['nobody is away while they stand in', standing(ben, cem, '15', '16'), 'stands-in'],
  ['two do not stand in for each other', standing(ben, ada, '12', '12'), 'deputy-away'],
] as const)('%s', (_, wished, clash) => expect(clashOf(wished, known)).toBe(clash));

test.each([
  ['the day after is another period', standing(ada, cem, '21', '24')],
  ['the day before, too', standing(ben, ada, '08', '09')],
  ['somebody may stand in for several', standing(cem, ben, '10', '20')],
] as const)('%s', (_, wished) => expect(clashOf(wished, known)).toBeUndefined());
