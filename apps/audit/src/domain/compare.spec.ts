import { compareStream, type CopiedStream, type SourceStream } from './compare';

const streamId = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const name = { streamId, streamType: 'application' };
const copy = (...hashes: string[]): CopiedStream => ({
  ...name,
  links: hashes.map((hash, index) => ({
    version: index + 1,
    hash,
    previousHash: hashes[index - 1] ?? '',
    told: `told ${hash}`,
    columnsAgree: true,
  })),
});
const source = (hashes: string[], more: Partial<SourceStream> = {}): SourceStream => ({
  ...name,
  hashes,
  recordedAt: '2026-11-20T10:00:00.000000Z',
  differences: [],
  ...more,
});
const settled = '2026-11-20T12:00:00.000Z';
const fresh = '2026-11-20T09:59:00.000Z';

test('the same history on both sides', () => {
  expect(compareStream(source(['a', 'b']), copy('a', 'b'), settled)).toEqual({ differences: [], behind: 0 });
});

test('a changed event in the source is found although its hashes were made to fit', () => {
  expect(compareStream(source(['a', 'B', 'C']), copy('a', 'b', 'c'), settled).differences).toEqual([
    { ...name, kind: 'hash-differs', version: 2 },
  ]);
});

test('a changed event in the source whose hash does not fit', () => {
  expect(compareStream(source(['a'], { brokenAt: 2 }), copy('a', 'b', 'c'), settled).differences).toEqual([
    { ...name, kind: 'chain-broken', version: 2 },
  ]);
});

test('events cut off at the end leave a chain intact; the witness remembers them', () => {
  expect(compareStream(source(['a']), copy('a', 'b', 'c'), settled).differences).toEqual([
    { ...name, kind: 'missing-in-source', version: 2 },
  ]);
});

test('a whole case that is gone', () => {
  expect(compareStream(undefined, copy('a', 'b'), settled).differences).toEqual([
    { ...name, kind: 'missing-in-source', version: 1 },
  ]);
});

test('an event on its way is no difference, one that never came is', () => {
  expect(compareStream(source(['a', 'b', 'c']), copy('a'), fresh)).toEqual({ differences: [], behind: 2 });
  expect(compareStream(source(['a', 'b', 'c']), copy('a'), settled)).toEqual({
    differences: [{ ...name, kind: 'not-received', version: 2 }],
    behind: 2,
  });
  expect(compareStream(source(['a']), undefined, settled).differences).toEqual([
    { ...name, kind: 'not-received', version: 1 },
  ]);
});

test('a copy that shows something else than the source tells, or is found by something else', () => {
  const honest = copy('a', 'b');
  const told = ['told a', 'told b'];
  const changed = (more: object) => ({
    ...honest,
    links: honest.links.map((link, at) => (at === 1 ? { ...link, ...more } : link)),
  });
  const altered = [{ ...name, kind: 'copy-differs', version: 2 }];
  expect(compareStream(source(['a', 'b'], { told }), honest, settled).differences).toEqual([]);
  expect(
    compareStream(source(['a', 'b'], { told }), changed({ told: 'other' }), settled).differences,
  ).toEqual(altered);
  expect(
    compareStream(source(['a', 'b'], { told }), changed({ columnsAgree: false }), settled).differences,
  ).toEqual(altered);
  // What the source cannot tell, it did not tell.
  expect(compareStream(source(['a', 'b'], { told: ['told a', ''] }), honest, settled).differences).toEqual(
    altered,
  );
});

test('a stream that the source cannot read is a difference of its own', () => {
  const unreadable = { version: 2, reason: 'event 2 cannot be read' };
  expect(compareStream(source(['a', 'b'], { unreadable }), copy('a', 'b'), settled).differences).toEqual([
    { ...name, kind: 'unreadable', version: 2, detail: 'event 2 cannot be read' },
  ]);
  // Where not even its hashes can be read, nobody can say that one is missing.
  expect(
    compareStream(source([], { unreadable: { reason: 'invalid byte' } }), copy('a'), settled).differences,
  ).toEqual([{ ...name, kind: 'unreadable', detail: 'invalid byte' }]);
});

test('a list that does not say what the events say', () => {
  const differences = [{ readModel: 'application.my_applications', differing: ['status'] }];
  expect(compareStream(source(['a'], { differences }), copy('a'), settled).differences).toEqual([
    { ...name, kind: 'read-model-differs', detail: 'application.my_applications: status' },
  ]);
});

test('a row that belongs to no stream', () => {
  const differences = [{ readModel: 'application.work_list', differing: ['the row should not exist'] }];
  expect(
    compareStream({ streamId, streamType: '', hashes: [], differences }, undefined, settled).differences,
  ).toEqual([
    {
      streamId,
      streamType: '',
      kind: 'read-model-differs',
      detail: 'application.work_list: the row should not exist',
    },
  ]);
});

test('a gap in what the witness heard is reported with the comparison', () => {
  const heard = copy('a', 'b', 'c');
  const holey = { ...heard, links: heard.links.filter(({ version }) => version !== 2) };
  expect(compareStream(source(['a', 'b', 'c']), holey, settled).differences).toEqual([
    { ...name, kind: 'gap', version: 2 },
  ]);
});
