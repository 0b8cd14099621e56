import { looksOf } from '../app/audit/looks';
import { addressOfCases, askedCases, isOnlySearched, questionOfCases } from '../app/audit/asked';
import { isWrong, wrongsOf } from '../app/audit/wrongs';
import { nameAt } from '../app/parts/name-at';

const application = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const thread = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b12';
const streams = new Set([application, thread]);

test.each([
  ['the chain breaks at version 2', { kind: 'row-changed', version: 2 }, [false, true, true]],
  ['the hash of version 2', { kind: 'history-rewritten', version: 2 }, [false, true, true]],
  ['what was told of version 3', { kind: 'copy-changed', version: 3 }, [false, false, true]],
  ['the application service knows no such case', { kind: 'case-gone' }, [true, true, true]],
] as const)('%s: which events do not hold', (said, wrong, bad) => {
  const wrongs = wrongsOf(application, [said], [], undefined, streams);
  expect(wrongs).toEqual([{ source: 'application', streamId: application, ...wrong }]);
  const events = [1, 2, 3].map((version) => ({ source: 'application', streamId: application, version }));
  expect(events.map((event) => isWrong(event, wrongs))).toEqual(bad);
  expect(isWrong({ source: 'mailbox', streamId: thread, version: 2 }, wrongs)).toBe(false);
});

test('what the last comparison found in other streams of the case is told, and in other cases not', () => {
  const found = (streamId: string) => ({ kind: 'hash-differs', streamId, streamType: 'thread', version: 4 });
  const report = {
    sources: [{ source: 'mailbox', differences: [found(thread), found('another case')] }],
  } as unknown as Parameters<typeof wrongsOf>[3];
  expect(wrongsOf(application, [], [], report, streams)).toEqual([
    { kind: 'found-before', source: 'mailbox', streamId: thread, version: 4, detail: 'hash-differs' },
  ]);
});

test('who acted has the name of that moment; from the change on it is the one of today', () => {
  const former = [
    { name: 'Minh Nguyen', until: '2026-03-01T10:00:00.000Z' },
    { name: 'Minh Tran', until: '2026-09-01T10:00:00.000Z' },
  ];
  const at = ['2026-03-01T09:59:59.999999Z', '2026-03-01T10:00:00.000000Z', '2026-09-01T10:00:00.000001Z'];
  expect(at.map((moment) => nameAt(former, moment))).toEqual(['Minh Nguyen', 'Minh Tran', undefined]);
  expect(nameAt(undefined, at[0] ?? '')).toBeUndefined();
});

test('what one page asked for together is one look; a minute later it is another', () => {
  const look = (personId: string, at: string, purpose: string) =>
    ({ personId, role: 'auditor', purpose, at, source: 'audit' }) as const;
  const looks = looksOf([
    look('a', '2026-11-26T10:00:00.000Z', 'events'),
    look('a', '2026-11-26T10:00:00.200Z', 'accesses'),
    look('a', '2026-11-26T10:00:00.300Z', 'events'),
    look('b', '2026-11-26T10:00:01.000Z', 'case-view'),
    look('a', '2026-11-26T10:01:00.400Z', 'bundle'),
  ]);
  expect(looks.map(({ first, purposes }) => [first.personId, purposes])).toEqual([
    ['a', ['bundle']],
    ['b', ['case-view']],
    ['a', ['events', 'accesses']],
  ]);
});

test('the address of the list says what is asked for, and nothing else', () => {
  const address = '?q=DU+2026+8&status=filed&bis=2026-11-30&abweichend=ja';
  const asked = askedCases(new URLSearchParams(address));
  expect(new URLSearchParams(addressOfCases(asked)).toString().split('&').sort()).toEqual(
    address.slice(1).split('&').sort(),
  );
  expect(questionOfCases(asked)).toEqual({
    ...{ query: 'DU 2026 8', status: 'filed', until: '2026-11-30', differs: true, limit: 50 },
  });
  expect(isOnlySearched(asked)).toBe(false);
  expect(isOnlySearched(askedCases(new URLSearchParams('?q=DU+2026+8')))).toBe(true);
  expect(addressOfCases(askedCases(new URLSearchParams('?unbekannt=1')))).toBe('');
});
