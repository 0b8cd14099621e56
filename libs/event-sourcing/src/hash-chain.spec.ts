import { createHash } from 'node:crypto';
import { hashEvent, verifyChain, type StoredEvent } from './hash-chain';

const event = (version: number, previousHash: string): StoredEvent => {
  const unhashed = {
    tenant: 'duisburg',
    streamId: '0199a3f2-0000-7000-8000-000000000001',
    version,
    streamType: 'application',
    type: 'ApplicationFiled',
    schemaVersion: 1,
    recordedAt: '2026-11-20T15:42:13.123456Z',
    metadata: '{"actor":{}}',
    payload: '{"wohnort":"Köln"}',
    previousHash,
  };
  return { ...unhashed, hash: hashEvent(unhashed) };
};

test('the stored format: SHA-256 over these bytes, which anybody can compute with other tools', () => {
  const text = [
    '',
    'duisburg',
    '0199a3f2-0000-7000-8000-000000000001',
    '1',
    'application',
    'ApplicationFiled',
    '1',
    '2026-11-20T15:42:13.123456Z',
    '{"actor":{}}',
    '{"wohnort":"Köln"}',
  ].join('\n');
  const expected = createHash('sha256').update(text, 'utf8').digest('hex');
  expect(event(1, '').hash).toBe(expected);
  // Written down, so that a change of the format cannot pass unseen.
  expect(expected).toBe('3799e83485c883c33356fc1ab1046f8d3ee9e3b94e33316d792d301f38b16d5c');
});

test('an intact chain has no broken version', () => {
  const first = event(1, '');
  const second = event(2, first.hash);
  expect(verifyChain([])).toBeUndefined();
  expect(verifyChain([first, second, event(3, second.hash)])).toBeUndefined();
});

test('a gap, a repetition, another order and a foreign event are found where they begin', () => {
  const first = event(1, '');
  const second = event(2, first.hash);
  const third = event(3, second.hash);
  expect(verifyChain([second])).toBe(1);
  expect(verifyChain([first, third])).toBe(2);
  expect(verifyChain([first, first])).toBe(2);
  expect(verifyChain([first, third, second])).toBe(2);
  expect(verifyChain([first, { ...second, streamId: '0199a3f2-0000-7000-8000-000000000002' }])).toBe(2);
});

test('a chain that was computed anew from a forged event on no longer fits what comes after it', () => {
  const first = event(1, '');
  const second = event(2, first.hash);
  const third = event(3, second.hash);
  const forged = { ...second, payload: '{"wohnort":"Bonn"}' };
  expect(verifyChain([first, { ...forged, hash: hashEvent(forged) }, third])).toBe(3);
});
