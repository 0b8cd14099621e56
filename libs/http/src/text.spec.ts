import { languageOf } from './text';

test.each([
  [undefined, 'de'],
  ['', 'de'],
  ['*', 'de'],
  ['fr', 'de'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['de, en', 'de'],
  ['en-GB, de', 'en'],
  ['fr, en-GB;q=0.8, de;q=0.5', 'en'],
  ['de;q=0.9, en;q=0.8', 'de'],
  ['en;q=0, *', 'de'],
  ['en, *;q=0.5', 'en'],
  ['de;q=0, *;q=0.1', 'en'],
  ['eno, sv', 'de'],
])('R25 who accepts %j reads %s', (accepted, language) => {
  expect(languageOf({ headers: { 'accept-language': accepted } })).toBe(language);
});
