import fc from 'fast-check';
import { search, searchable, wordsOf } from './search';

const services = [
  'Bewohnerparkausweis',
  'Hundesteuer – Anmeldung',
  'Hundesteuer – Abmeldung',
  'Meldebescheinigung',
  'Gerüst auf der Straße',
  'Baueinrichtung',
];
const more = new Map([
  ['Bewohnerparkausweis', 'Parken in der Parkzone Ihrer Wohnung, ohne Parkschein für den Hund'],
]);
const searched = (query: string) =>
  search(services, query, (title) => ({ title, more: more.get(title) ?? '' }));
const titles = (query: string) => searched(query).items;

test.each([
  ['hundesteuer', ['Hundesteuer – Anmeldung', 'Hundesteuer – Abmeldung']],
  ['hnud', ['Hundesteuer – Anmeldung', 'Hundesteuer – Abmeldung']],
  ['hundestuer', ['Hundesteuer – Anmeldung', 'Hundesteuer – Abmeldung']],
  ['Hund anmelden', ['Hundesteuer – Anmeldung']],
  ['abmeldung hund', ['Hundesteuer – Abmeldung']],
  ['gerüst', ['Gerüst auf der Straße']],
  ['geruest', ['Gerüst auf der Straße']],
  ['gerust', ['Gerüst auf der Straße']],
  ['GERU\u0308ST', ['Gerüst auf der Straße']],
  ['strasse', ['Gerüst auf der Straße']],
  ['STRAẞE', ['Gerüst auf der Straße']],
  ['einrichtung', ['Baueinrichtung']],
  ['parkauswies', ['Bewohnerparkausweis']],
  ['bewohner park', ['Bewohnerparkausweis']],
  ['bewonerparken', ['Bewohnerparkausweis']],
  ['Raumschiff', []],
  ['xyz', []],
  ['', services],
  [' – ', services],
])('"%s" finds %j', (query, expected) => {
  expect(titles(query)).toEqual(expected);
});

test('what has the word in its name comes before what speaks of it, and slips are said to be ones', () => {
  expect(searched('hund')).toEqual({
    items: ['Hundesteuer – Anmeldung', 'Hundesteuer – Abmeldung', 'Bewohnerparkausweis'],
    nearly: false,
  });
  expect(searched('hnud').nearly).toBe(true);
});

test.each([
  ['Yılmaz', 'yilmaz'],
  ['Łukasz Wałęsa', 'lukasz walesa'],
  ['Sørensen', 'sorensen'],
  ['Đorđević', 'dordevic'],
  ['Þórsdóttir', 'thorsdottir'],
  ['Æbelø', 'aebelo'],
  ['İnönü', 'inonu'],
])('%s is found by who writes %s', (name, query) => {
  for (const word of wordsOf(query)) expect(word.some((one) => searchable(name).includes(one))).toBe(true);
});

/** Without a vowel before an e: a part that begins between the two is spelt as neither the one nor the other is kept. */
const written = fc
  .string({ unit: fc.constantFrom(...'abehnorstuAEOUäöüÄÖÜß- '), maxLength: 30 })
  .filter((text) => !/[aouäöü]e/i.test(text));
const spelt = (text: string, umlauts: Record<string, string>) =>
  text.replace(/[äöüßÄÖÜ]/g, (letter) => umlauts[letter.toLowerCase()] ?? letter);

test('however umlauts are spelt, what was written is found', () => {
  fc.assert(
    fc.property(
      written,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 12 }),
      (text, from, length) => {
        const haystack = searchable(text);
        const part = text.slice(from, from + length);
        const spellings = [
          part,
          part.toUpperCase(),
          part.normalize('NFD'),
          spelt(part, { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }),
          spelt(part, { ä: 'a', ö: 'o', ü: 'u', ß: 'ss' }),
        ];
        for (const spelling of spellings)
          for (const word of wordsOf(spelling))
            expect([spelling, word.some((one) => haystack.includes(one))]).toEqual([spelling, true]);
      },
    ),
  );
});

test('two neighbours that changed places do not hide a name', () => {
  const name = fc.constantFrom(...services.flatMap((title) => title.match(/\p{L}{6,}/gu) ?? []));
  fc.assert(
    fc.property(name, fc.nat(), (word, seed) => {
      const at = seed % (word.length - 1);
      const slip = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
      expect(titles(slip).some((title) => title.includes(word))).toBe(true);
    }),
  );
});
