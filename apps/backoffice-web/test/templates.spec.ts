import { differenceOf } from '../app/configuration/difference.server';
import { begunWith, gapsIn, usedTemplatesOf, withTemplate, type Template } from '../app/case/templates';

const template = (key: string, text: string, missing: string[] = []): Template => ({
  ...{ key, text, missing, title: key, version: `hash-of-${key}` },
  kind: 'grant',
  language: 'de',
});
const [one, other] = [template('one', 'Eins'), template('other', 'Zwei [Zieldatum]', ['Zieldatum'])];
const all = [one, other];

describe('a text of the city is put into a field', () => {
  test('in the place of another that nobody has changed', () =>
    expect(withTemplate(begunWith(one), other, all)).toEqual(begunWith(other)));

  test('after what was typed, of which nothing is lost', () =>
    expect(withTemplate({ text: 'Mein Text', used: '' }, one, all)).toEqual({
      text: 'Mein Text\n\nEins',
      used: 'one@hash-of-one',
    }));

  test('beside another that was changed, and both are named', () =>
    expect(withTemplate({ text: 'Eins!', used: 'one@hash-of-one' }, other, all).used).toBe(
      'one@hash-of-one,other@hash-of-other',
    ));

  test('what is still to be filled in is said until it is', () =>
    expect([gapsIn('Zwei [Zieldatum]', all), gapsIn('Zwei 1.1.', all)]).toEqual([['Zieldatum'], []]));

  test('the API is told of each once, and of none by nothing', () => {
    expect(usedTemplatesOf(['', ''])).toEqual({});
    expect(usedTemplatesOf(['a@1,b@2', 'a@1'])).toEqual({
      templates: [
        { key: 'a', version: '1' },
        { key: 'b', version: '2' },
      ],
    });
  });
});

test('two versions differ by lines, with a gap where nothing does', () => {
  const lines = Array.from({ length: 20 }, (_, nth) => `line ${nth}`);
  const changed = lines.with(1, 'new 1').with(18, 'new 18');
  const told = differenceOf(`${lines.join('\n')}\n`, `${changed.join('\n')}\n`);
  expect(told.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'line 1' },
    { kind: 'added', text: 'new 1' },
    { kind: 'gap', text: '' },
    { kind: 'removed', text: 'line 18' },
    { kind: 'added', text: 'new 18' },
  ]);
  expect(differenceOf('a\n', 'a\n')).toEqual([]);
});
