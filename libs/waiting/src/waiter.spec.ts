/** @jest-environment node */
import { rest, Waiter } from './waiter';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Says whether a wait is over, without waiting for it. */
function watched(wait: Promise<void>): { over: () => Promise<boolean> } {
  let isOver = false;
  void wait.then(() => (isOver = true));
  return {
    over: async () => {
      await jest.advanceTimersByTimeAsync(0);
      return isOver;
    },
  };
}

test('a call ends the wait', async () => {
  const waiter = new Waiter();
  const wait = watched(waiter.wait());
  expect(await wait.over()).toBe(false);
  waiter.wake();
  expect(await wait.over()).toBe(true);
});

test('a call before the wait is kept, and counts once', async () => {
  const waiter = new Waiter();
  waiter.wake();
  waiter.wake();
  expect(await watched(waiter.wait()).over()).toBe(true);
  expect(await watched(waiter.wait()).over()).toBe(false);
});

test('without a call the wait ends at its deadline, and leaves no timer after a call', async () => {
  const waiter = new Waiter();
  const wait = watched(waiter.wait({ atMostMs: 1_000 }));
  await jest.advanceTimersByTimeAsync(999);
  expect(await wait.over()).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(await wait.over()).toBe(true);

  const called = watched(waiter.wait({ atMostMs: 1_000 }));
  waiter.wake();
  expect(await called.over()).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});

test('an aborted signal ends the wait, and one that was aborted before lets none begin', async () => {
  const waiter = new Waiter();
  const ending = new AbortController();
  const wait = watched(waiter.wait({ atMostMs: 1_000, signal: ending.signal }));
  ending.abort();
  expect(await wait.over()).toBe(true);
  expect(await watched(waiter.wait({ signal: ending.signal })).over()).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});

test('a wait leaves nothing behind at a signal that lives as long as the service', async () => {
  const waiter = new Waiter();
  const { signal } = new AbortController();
  const listening = jest.spyOn(signal, 'addEventListener');
  const leaving = jest.spyOn(signal, 'removeEventListener');
  for (let count = 0; count < 3; count += 1) {
    const wait = watched(waiter.wait({ atMostMs: 10, signal }));
    await jest.advanceTimersByTimeAsync(10);
    expect(await wait.over()).toBe(true);
  }
  expect([listening.mock.calls.length, leaving.mock.calls.length]).toEqual([3, 3]);
});

test('a rest lasts its time, or until the signal', async () => {
  const ending = new AbortController();
  const resting = watched(rest(50, ending.signal));
  expect(await resting.over()).toBe(false);
  await jest.advanceTimersByTimeAsync(50);
  expect(await resting.over()).toBe(true);
  const ended = watched(rest(50, ending.signal));
  ending.abort();
  expect(await ended.over()).toBe(true);
});

test('two cannot wait at one waiter: one of them would miss the call', async () => {
  const waiter = new Waiter();
  void waiter.wait();
  await expect(waiter.wait()).rejects.toThrow('somebody waits here already');
});
