import { changeable, chosenOf, keyFor, meantBy, ownKeysIn, wrongIn } from '../app/parts/own-keys';

test('the usual keys are one for each thing', () => expect(wrongIn({})).toBeUndefined());

test('a key that was changed stands for its thing, and the usual one for nothing', () => {
  const own = ownKeysIn('{"e":"y"}');
  expect([keyFor(own, 'e'), meantBy(own, 'y'), meantBy(own, 'e')]).toEqual(['y', 'e', undefined]);
  expect(keyFor(own, 'Escape')).toBe('Escape');
});

test('two things by one key are refused; two that change places are not', () => {
  expect(wrongIn({ e: 'u' })).toEqual({ why: 'twice', key: 'u', of: ['e', 'u'] });
  expect(wrongIn({ e: 'u', u: 'e' })).toBeUndefined();
});

test.each(['', ' ', 'ab', '\u0007'])('"%s" is no key', (key) =>
  expect(wrongIn({ n: key })).toEqual({ why: 'notOne', of: 'n' }),
);

test.each(['no json', '7', 'null', '{"e":"u"}', '{"e":7}', '{"q":"x"}'])(
  'what a browser kept as %s counts as the usual',
  (kept) => expect(ownKeysIn(kept)).toEqual({}),
);

test('only what is other than usual is kept', () => {
  const all = Object.fromEntries(changeable.map(([usual]) => [usual, usual]));
  expect(chosenOf({ ...all, e: 'y', q: 'z' })).toEqual({ e: 'y' });
});
