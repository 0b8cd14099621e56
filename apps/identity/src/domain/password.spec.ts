import * as fc from 'fast-check';
import { passwordFault } from './password';

const known = { email: 'anna.muster@example.org', names: ['Anna', 'Muster'], city: 'Herford' };
const isBreached = (password: string) => ['password', 'passwort', 'iloveyou'].includes(password);
const faultOf = (password: string) => passwordFault(password, known, isBreached);

test.each([
  'vier Wörter merkt man',
  'correct horse battery staple',
  '        ', // blanks are characters like any other, were it not that these are all the same
  'zwölfzwölf1a',
  '🐎🔋📎✅🌊🌍🌙⭐',
  'Anna mag Musterhäuser',
])('%j', (password) => expect(faultOf(password)).toBe(password.trim() === '' ? 'known' : undefined));

test.each([
  ['kurz', 'too-short'],
  ['🐎🔋📎✅', 'too-short'],
  ['x y '.repeat(65), 'too-long'],
  ['Password', 'known'],
  ['PASSWORT', 'known'],
  ['Passwort2026', 'known'],
  ['!iloveyou1', 'known'],
  ['ｐａｓｓｗｏｒｄ', 'known'],
  ['aaaaaaaa', 'known'],
  ['abcabcabc', 'known'],
  ['qwertzuiop', 'known'],
  ['1Poiuztrewq!', 'known'],
  ['abcdefgh', 'known'],
  ['anna.muster@example.org', 'personal'],
  ['Anna.Muster1', 'personal'],
  ['annamuster', 'personal'],
  ['herford2026', 'personal'],
  ['serviceportal!', 'personal'],
])('the password %j is refused: %s', (password, fault) => expect(faultOf(password)).toBe(fault));

test('no rule says of which characters a password is made: whoever dices one may take it', () => {
  const words = fc.array(
    fc.string({ unit: fc.constantFrom(...'abdefghijklmnop'), minLength: 4, maxLength: 8 }),
    {
      minLength: 4,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(words, (diced) => {
      fc.pre(new Set(diced).size === diced.length && new Set(diced.join('')).size > 4);
      expect(faultOf(diced.join(' '))).toBeUndefined();
    }),
  );
});
