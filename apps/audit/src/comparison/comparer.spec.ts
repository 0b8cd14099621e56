import type { Difference } from '../domain/compare';
import { ofEveryKind } from './comparer';

test('many differences of one kind hide none of another', () => {
  const of = (kind: Difference['kind'], version: number) => ({
    ...{ kind, version, streamType: 'application', streamId: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11' },
  });
  const many = Array.from({ length: 500 }, (_, nth) => of('gap', nth));
  const named = ofEveryKind([...many, of('hash-differs', 7), of('fork', 8)], 100);
  expect(named).toHaveLength(100);
  expect(named.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['hash-differs', 'fork']));
  expect(ofEveryKind(many.slice(0, 3), 100)).toEqual(many.slice(0, 3));
});
