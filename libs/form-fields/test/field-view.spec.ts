import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { pagesOf, type JsonObject, type WrittenField } from '#forms';
import { compiled } from '../../forms/test/example-form';
import { AskedView, type Filled } from '../src';

const both = (de: string) => ({ de, en: de });
const kinds: Readonly<Record<string, Partial<WrittenField>>> = {
  line: { text: 30 },
  lines: { text: { max: 900, lines: true } },
  whole: { whole: { min: 1, max: 5 } },
  decimal: { decimal: { places: 1 } },
  money: { money: {} },
  date: { date: {} },
  time: { time: {} },
  moment: { moment: {} },
  yesOrNo: { yes: true },
  consent: { yes: true, must: ['yes'] },
  choice: { choice: { a: both('A'), b: both('B') } },
  longChoice: { choice: Object.fromEntries([...'abcdefg'].map((letter) => [letter, both(letter)])) },
  choices: { choices: { a: both('A'), b: both('B') } },
};

/** What a page with these fields is, in German. */
function shown(fields: readonly WrittenField[], data: JsonObject = {}, errors: Filled['errors'] = new Map()) {
  const form = compiled({ topics: [{ title: both('Thema'), fields }] });
  const filled: Filled = {
    ...{ form, data, language: 'de', errors, official: new Map(), profile: {} },
    words: (word, values) => [word, ...Object.values(values ?? {})].join(' '),
  };
  const asked = pagesOf(form, data)[0]?.asked ?? [];
  return renderToStaticMarkup(createElement(AskedView, { asked, filled }));
}
const owners = (max: number): WrittenField => ({
  ...{ name: 'owners', label: both('Anteile'), repeat: { min: 1, max, item: both('Anteil') } },
  fields: [{ name: 'share', label: both('Anteil in %'), whole: {} }],
});

test.each(Object.entries(kinds))('of a field of the kind %s stand label, hint and help', (name, kind) => {
  const page = shown([
    { name, label: both('Frage'), hint: both('Ein Hinweis.'), help: both('Eine Erklärung.'), ...kind },
  ]);
  expect(['Frage', 'Ein Hinweis.', 'Eine Erklärung.'].filter((text) => !page.includes(text))).toEqual([]);
});

test('a group and a list say what they are about, and explain it', () => {
  const said = { hint: both('Ein Hinweis.'), help: both('Eine Erklärung.') };
  const group = { group: both('Gruppe'), fields: [{ name: 'a', label: both('A'), text: 9 }] };
  for (const page of [shown([{ ...group, ...said }]), shown([{ ...owners(2), ...said }])])
    expect(page).toMatch(/Ein Hinweis\..*Eine Erklärung\./s);
});

test.each([1, 2])('what is wrong with a list is said where the summary leads to, at most %s items', (max) => {
  const page = shown([owners(max)], { owners: [{ share: 40 }] }, new Map([['/owners', 'Die Summe fehlt.']]));
  expect(page).toMatch(/id="f-owners"[^>]* aria-describedby="f-owners-error"/);
  expect(page).toContain('id="f-owners-error"');
});

test('a number that may be below zero is asked for with a keyboard that has its sign', () => {
  const page = shown([
    { name: 'degrees', label: both('Grad'), whole: { min: -30 } },
    { name: 'depth', label: both('Tiefe'), decimal: { places: 1, min: '-9.5' } },
    { name: 'count', label: both('Anzahl'), whole: { min: 0 } },
  ]);
  expect(page.match(/inputMode="\w+"|inputmode="\w+"/g)?.map((mode) => mode.toLowerCase())).toEqual([
    'inputmode="text"',
    'inputmode="text"',
    'inputmode="decimal"',
  ]);
});

test('a list in a list is called by the item that it lies in, so that no two have one name', () => {
  const inner = { ...owners(2), name: 'inner', label: both('Tage') };
  const outer = { ...owners(3), fields: [inner] };
  const page = shown([outer], { owners: [{ inner: [{}] }, { inner: [{}] }] });
  expect([...page.matchAll(/<section[^>]* aria-labelledby="([^"]*)"/g)].map(([, named]) => named)).toEqual([
    'f-owners-title',
    'f-owners-0-title f-owners-0-inner-title',
    'f-owners-1-title f-owners-1-inner-title',
  ]);
});
