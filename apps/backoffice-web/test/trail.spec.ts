import { placeOn, trailIn } from '../app/list/trail';

const trail = { search: '?ansicht=frei', ids: ['a', 'b', 'c'] };

test.each([
  ['a', { nth: 1, before: undefined, after: 'b' }],
  ['b', { nth: 2, before: 'a', after: 'c' }],
  ['c', { nth: 3, before: 'b', after: undefined }],
])('%s stands on the page of the list', (id, place) => {
  expect(placeOn(trail, id)).toEqual({ search: '?ansicht=frei', of: 3, ...place });
});

test('what is not on it has no place', () => {
  expect(placeOn(trail, 'd')).toBeUndefined();
});

test('what a tab has kept is read as it was', () => {
  expect(trailIn(JSON.stringify(trail))).toEqual(trail);
  expect(trailIn('{"search":"","ids":[]}')).toEqual({ search: '', ids: [] });
});

test.each([
  [null],
  [''],
  ['{'],
  ['null'],
  ['[]'],
  ['{"search":1,"ids":[]}'],
  ['{"search":"https://elsewhere.example","ids":[]}'],
  ['{"search":"","ids":"a"}'],
])('%j is no list', (text) => {
  expect(trailIn(text)).toBeUndefined();
});
