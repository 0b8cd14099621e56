import { soughtIn } from './work-list-search';

const named = (key: string, name: string) => ({
  key,
  title: { de: name, en: '' },
  name: { de: name, en: '' },
});
const city = {
  referencePrefix: 'DU',
  services: [
    named('sondernutzung', 'Gerüst auf der Straße'),
    named('hundesteuer', 'Hundesteuer – Anmeldung'),
  ],
  offices: [named('strassenverkehr', 'Straßenverkehrsamt'), named('steueramt', 'Steueramt')],
} as unknown as Parameters<typeof soughtIn>[0];

const found = (query: string) =>
  soughtIn(city, query).words.map(({ serviceKeys, offices }) => [...serviceKeys, ...offices]);

test.each([
  ['STRASSE', [['sondernutzung', 'strassenverkehr']]],
  ['gerust', [['sondernutzung']]],
  ['geruest', [['sondernutzung']]],
  ['GERU\u0308ST', [['sondernutzung']]],
  ['steuer', [['hundesteuer', 'steueramt']]],
  ['anmeldung hund', [['hundesteuer'], ['hundesteuer']]],
  ['Raumschiff', [[]]],
  [' – ', []],
])('the words of %j stand in the names of %j', (query, expected) => {
  expect(found(query)).toEqual(expected);
});

test('a reference is looked for as one, and what stands beside it as words', () => {
  expect(soughtIn(city, 'Hund DU–2026–8')).toEqual({
    reference: 'DU-2026-000008-_',
    words: [{ serviceKeys: ['hundesteuer'], offices: [], inReference: ['HUND'] }],
  });
  expect(soughtIn(city, '000123').words).toEqual([{ serviceKeys: [], offices: [], inReference: ['000123'] }]);
});

test('a reference whose check digit does not fit is told to be none', () => {
  expect(() => soughtIn(city, 'DU 2026 123 8')).toThrow(expect.objectContaining({ slug: 'invalid-input' }));
});
