import { requestFingerprint } from './preconditions';

const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const asked = (originalUrl: string, body: unknown = {}, method = 'POST') =>
  requestFingerprint({ method, originalUrl, body });

test('the same request has the same fingerprint, however its id and the keys of its body are written', () => {
  expect(asked(`/applications/${id.toUpperCase()}/withdraw`)).toBe(asked(`/applications/${id}/withdraw`));
  expect(asked('/a', { one: 1, two: { three: 3, four: 4 } })).toBe(
    asked('/a', { two: { four: 4, three: 3 }, one: 1 }),
  );
});

test('another method, path, query or body has another one', () => {
  const fingerprints = [
    asked('/a'),
    asked('/A'),
    asked('/a?b=c'),
    asked('/a?b=C'),
    asked('/a', { one: 1 }),
    asked('/a', {}, 'PATCH'),
  ];
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});
