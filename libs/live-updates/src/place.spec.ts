import { comparePositions } from '#event-sourcing';
import { eventIdOf, positionOf } from './place';

test('the id of an event leads back to its place', () => {
  const place = { transactionId: '812', position: '4711' };
  expect(positionOf(eventIdOf(place))).toEqual(place);
});

test.each([undefined, '', '812', '812-', 'a-b', '-1-2', '01-2', '1-2-3', `1-${'9'.repeat(19)}`, '1-2\n'])(
  'a Last-Event-ID that never was one (%j) is none',
  (id) => expect(positionOf(id)).toBeUndefined(),
);

test('places are in order of the transaction, then of the position, as numbers', () => {
  const places = ['10-1', '9-12', '9-2', '100-1'].map(positionOf).map((place) => {
    if (place === undefined) throw new Error('that is a place');
    return place;
  });
  expect(places.sort(comparePositions).map(eventIdOf)).toEqual(['9-2', '9-12', '10-1', '100-1']);
});
