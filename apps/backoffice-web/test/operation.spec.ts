import {
  ailingOf,
  mixedReleases,
  runningOut,
  storageOf,
  whyOf,
  type PartReading,
} from '../app/operation/needs';

type Reading = NonNullable<PartReading['reading']>;

const reading = (of: Partial<Reading> = {}): Reading => ({
  ...{ service: 'audit', ready: true, restsOn: [{ name: 'database', status: 'up' as const }] },
  ...{ release: '82a7c66', node: '24.7.0', startedAt: '2026-11-26T10:00:00.000Z', storage: [], expiries: [] },
  ...of,
});

test('a service that is away, one that rests on something that is down, and one that is degraded need somebody', () => {
  const restsOn: Reading['restsOn'] = [
    { name: 'database', status: 'up' },
    { name: 'broker', status: 'down', reason: 'nobody answers' },
    { name: 'scanner', status: 'degraded', reason: 'clamd does not answer' },
    // It stands on the page by itself, with each payment.
    { name: 'reconciliation', status: 'degraded', reason: 'differences that wait for the treasury: 2' },
  ];
  expect(
    ailingOf([
      { service: 'identity', reading: undefined },
      { service: 'audit', reading: reading() },
      { service: 'payment', reading: reading({ restsOn }) },
    ]),
  ).toEqual([
    { service: 'identity', part: 'away', status: 'away', reason: '' },
    { service: 'payment', part: 'broker', status: 'down', reason: 'nobody answers' },
    { service: 'payment', part: 'scanner', status: 'degraded', reason: 'clamd does not answer' },
  ]);
});

test('what runs out stands once for all services that have it, the soonest first, with the days that are left', () => {
  const of = (name: string, validUntil: string) => ({ kind: 'broker-authority' as const, name, validUntil });
  const both = of('CN=Kafka', '2026-12-12T10:00:00.000Z');
  const over = of('CN=Old', '2026-11-26T08:00:00.000Z');
  const parts: readonly PartReading[] = [
    { service: 'audit', reading: reading({ expiries: [both] }) },
    { service: 'payment', reading: reading({ expiries: [both, over] }) },
  ];
  expect(runningOut(parts, Date.parse('2026-11-26T10:00:00Z'))).toEqual([
    { ...over, days: -1, services: ['payment'] },
    { ...both, days: 16, services: ['audit', 'payment'] },
  ]);
});

test('a disk with less than a tenth free is nearly full; of one that says nothing nothing is said', () => {
  const storage: Reading['storage'] = [
    { name: 'database', usedBytes: 5_000 },
    { name: 'documents', freeBytes: 99, totalBytes: 1_000 },
  ];
  expect(
    storageOf([{ service: 'mailbox', reading: reading({ storage }) }]).map(
      ({ isNearlyFull }) => isNearlyFull,
    ),
  ).toEqual([false, true]);
});

test('releases are told where there are several', () => {
  const parts = (...releases: readonly string[]) =>
    releases.map((release) => ({ service: 'audit' as const, reading: reading({ release }) }));
  expect(mixedReleases(parts('b', 'b'))).toEqual([]);
  expect(mixedReleases(parts('b', 'a', 'b'))).toEqual(['a', 'b']);
});

test.each([
  ['expired', 'expired'],
  ['smtp-550', 'recipient'],
  ['no-address', 'recipient'],
  ['smtp-554', 'refused'],
  [null, 'other'],
])('a mail that failed with %s is one that is %s', (reason, why) => {
  expect(whyOf(reason)).toBe(why);
});
