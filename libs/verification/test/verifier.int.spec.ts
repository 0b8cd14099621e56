import { Logger } from '@nestjs/common';
import { withAdvisoryLock } from '#database';
import { eventually } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { BackgroundCheck, Verifier } from '#verification';
import { integrityOf } from '../src/figures';
import { SumsUnderTest } from './sums';

// What an alarm says is looked at where it is tested.
Logger.overrideLogger(false);

let sums: SumsUnderTest;
beforeEach(async () => void (sums = await SumsUnderTest.open()));
afterEach(async () => {
  jest.restoreAllMocks();
  await sums.close();
});

const look = () => new Verifier(sums.log).look(new AbortController().signal);
const figures = (tenant = 'duisburg') => integrityOf(sums.database, tenant);
/**
 * Looks until the round through all streams is complete and no change is unchecked; other tests on the same server may hold
 * the feed back for a moment. Each look is that of a process that has just started.
 */
async function completeRound(tenant = 'duisburg') {
  const began = new Date().toISOString();
  await eventually('the round is complete', async () => {
    await look();
    const { checkedAt, changesCheckedUntil = '' } = await figures(tenant);
    return checkedAt !== undefined && changesCheckedUntil > began;
  });
}
async function forge(streamId: string) {
  await sums.forge(
    `UPDATE event_store.events SET payload = '{"amount":1000}' WHERE stream_id = '${streamId}' AND version = 1`,
  );
}

test('an honest log: what a complete round has seen, and that changes are checked up to now', async () => {
  const stream = uuidv7();
  await sums.add(stream, 1);
  expect(await figures()).toEqual({ streams: 0, events: 0, differences: 0, brokenChains: 0, unreadable: 0 });
  await completeRound();
  await sums.add(stream, 2);
  const { events } = await sums.store.read({ tenant: 'duisburg', streamId: stream });
  const second = events[1]?.recordedAt ?? '';
  expect((await figures()).changesCheckedUntil).toBe(second);
  await completeRound();
  expect(await figures()).toMatchObject({ streams: 1, events: 1, differences: 0, brokenChains: 0 });
});

test('what changes is checked at the next look, what has not changed by the round alone', async () => {
  const [changed, unchanged] = [uuidv7(), uuidv7()];
  await sums.add(changed, 1);
  await sums.add(unchanged, 1);
  await completeRound();
  await forge(changed);
  await forge(unchanged);
  await look();
  expect(await figures()).toMatchObject({ brokenChains: 0 });
  await sums.add(changed, 1);
  await eventually('the change is looked at', async () => {
    await look();
    return (await figures()).brokenChains > 0;
  });
  expect(await figures()).toMatchObject({ brokenChains: 1 });
  await sums.asOwner(`UPDATE verification.rounds SET completed_at = now() - interval '1 hour'`);
  await look();
  expect(await figures()).toMatchObject({ brokenChains: 2, streams: 2 });
});

test('a round goes on where the process before has stopped, and begins again no sooner than an hour after', async () => {
  for (let nth = 0; nth < 150; nth += 1) await sums.add(uuidv7(), 1);
  await look();
  const half = await figures();
  expect(half).not.toHaveProperty('checkedAt');
  await completeRound();
  const whole = await figures();
  expect(whole).toMatchObject({ streams: 150, events: 150 });
  expect(await look()).toBeGreaterThan(3_500_000);
  expect((await figures()).checkedAt).toBe(whole.checkedAt);
});

test('a difference raises one alarm, stays known after a restart, and goes when it is mended', async () => {
  const alarm = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const stream = uuidv7();
  await sums.add(stream, 1);
  await sums.asService(`UPDATE sums.sums SET total = 99`);
  await completeRound();
  await look();
  expect(await figures()).toMatchObject({ differences: 1, brokenChains: 0 });
  expect(alarm.mock.calls).toEqual([
    [
      expect.objectContaining({
        alarm: 'integrity',
        tenant: 'duisburg',
        streamId: stream,
        differences: [{ readModel: 'sums.sums', differing: ['total'] }],
      }),
    ],
  ]);
  await sums.asService(`UPDATE sums.sums SET total = 1`);
  await look();
  expect(await figures()).toMatchObject({ differences: 0 });
});

test('an event that cannot be read is named, the others are checked as before, and it goes when it is mended', async () => {
  const alarm = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const [damaged, differing, intact] = [uuidv7(), uuidv7(), uuidv7()];
  for (const stream of [damaged, differing, intact]) await sums.add(stream, 1);
  await sums.add(damaged, 1);
  await sums.replaceLast(damaged, '{"amount":');
  await sums.asService(`UPDATE sums.sums SET total = 99 WHERE stream_id = '${differing}'`);
  const before = Date.now();
  await completeRound();
  const known = await figures();
  expect(known).toMatchObject({ streams: 3, events: 4, differences: 1, brokenChains: 0, unreadable: 1 });
  const since = Date.parse(known.unreadableSince!);
  expect(since >= before && since <= Date.now()).toBe(true);
  expect(alarm).toHaveBeenCalledWith(
    expect.objectContaining({
      msg: 'ALARM: a stream cannot be read',
      streamId: damaged,
      unreadable: { version: 2, reason: expect.stringContaining(`event ${damaged}/2 (Added) of duisburg`) },
      differences: [],
    }),
  );
  await sums.replaceLast(damaged, '{"amount":1}');
  await look();
  expect(await figures()).toMatchObject({ unreadable: 0 });
});

test('every tenant has a round and figures of its own', async () => {
  await sums.add(uuidv7(), 1);
  await sums.add(uuidv7(), 1, 'wuppertal');
  await sums.asService(`UPDATE sums.sums SET total = 99`, 'wuppertal');
  await completeRound();
  await completeRound('wuppertal');
  expect(await figures()).toMatchObject({ streams: 1, differences: 0 });
  expect(await figures('wuppertal')).toMatchObject({ streams: 1, differences: 1 });
});

test('the service notes how far it is and nothing else: it takes no round back', async () => {
  await sums.add(uuidv7(), 1);
  await completeRound();
  await expect(sums.asService('DELETE FROM verification.rounds')).rejects.toThrow('permission denied');
  await expect(sums.asService('DELETE FROM verification.cursor')).rejects.toThrow('permission denied');
  const ofAnother = await sums.asService('SELECT FROM verification.rounds', 'wuppertal');
  expect(ofAnother.rowCount).toBe(0);
});

describe('in the background', () => {
  test('one instance at a time looks', async () => {
    const look = jest.fn(() => Promise.resolve(0));
    const background = new BackgroundCheck(sums.database, { name: 'verification', look });
    const asked = jest.spyOn(sums.database, 'acrossTenants');
    await sums.database.acrossTenants((client) =>
      withAdvisoryLock(client, 'verification', async () => {
        background.start();
        await eventually(
          'the other instance asks for the lock a second time',
          () => asked.mock.calls.length > 2,
        );
        expect(look).not.toHaveBeenCalled();
      }),
    );
    await eventually('it looks when it is its turn', () => look.mock.calls.length > 0);
    await background.stop();
  });

  test('it rests until it is woken, and ends at once', async () => {
    const look = jest.fn(() => Promise.resolve(Infinity));
    const background = new BackgroundCheck(sums.database, { name: 'verification', look });
    background.start();
    await eventually('the first look', () => look.mock.calls.length === 1);
    background.wake();
    await eventually('a look after the wake-up', () => look.mock.calls.length === 2);
    await background.stop();
    expect(look).toHaveBeenCalledTimes(2);
  });

  test('a look that fails is repeated', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const failing = jest.fn(() => Promise.reject(new Error('the database is away')));
    const background = new BackgroundCheck(sums.database, { name: 'verification', look: failing });
    background.start();
    await eventually('the failure is told', () => warned.mock.calls.length === 1);
    await background.stop();
  });
});
