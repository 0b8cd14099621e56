import { run } from './steps';
import { nextDebit, treasuryDay } from './treasury';
import type { World } from './world';

const dayMs = 24 * 3_600_000;
/** Looks, each at another time, after which it does not come to an end. */
const mostTimes = 2_000;

/** So often both services may still be held up, and die. */
const restlessTimes = 8;

/**
 * The rest: nothing is held up any more after a while, every provider is there and says in the end how each transaction ended, the
 * treasury works, old events come again, and time passes until nothing is due.
 * @param chance true once in a while
 * @param calm from now on nothing is held up
 */
export async function bringToAnEnd(world: World, chance: () => boolean, calm: () => void): Promise<void> {
  world.provider.isAway = false;
  const { application, payment, provider, clock } = world;
  const services = [application, payment] as const;
  const days = (count: number) => clock.now() + count * dayMs;
  const endings = new Map(
    provider.transactions.map(({ requestId }) => [requestId, chance() ? days(chance() ? 40 : 5) : days(0)]),
  );
  for (let times = 0; times < mostTimes; times += 1) {
    for (const transaction of provider.transactions) {
      const at = endings.get(transaction.requestId) ?? clock.now();
      if (transaction.status !== 'initial' || at > clock.now()) continue;
      // Where nobody was shown the page, nobody pays.
      const isShown = world.pages.includes(transaction.requestId);
      provider.turn(transaction, isShown && !chance() ? 'paid' : chance() ? 'failed' : 'cancelled');
    }
    await run(world);
    if (times < restlessTimes) for (const service of services) if (chance()) service.crash();
    if (times === restlessTimes) {
      calm();
      await letGo(world);
      for (const service of services)
        for (const [nth, streamId] of world.streamsFor(service).entries())
          if (chance()) await world.deliverAgain(service, streamId, times + nth);
      await world.settle();
    }
    if (times <= restlessTimes) {
      clock.pass(1_000);
      continue;
    }
    if (await treasuryDay(world, chance)) continue;
    const nextEnding = provider.transactions
      .filter(({ status }) => status === 'initial')
      .map(({ requestId }) => endings.get(requestId) ?? clock.now());
    const due = [...application.due, ...payment.due].map(({ lookAt }) => lookAt);
    const next = [...nextEnding, ...due, (await nextDebit(world)) ?? Infinity].sort((a, b) => a - b)[0];
    if (next === undefined || next === Infinity) return;
    clock.pass(next - clock.now());
    // What is looked at again at this very moment is looked at after it.
    if (next <= clock.now()) clock.pass(1);
  }
  throw new Error('it does not come to an end');
}

async function letGo(world: World): Promise<void> {
  const { application, payment } = world;
  while (application.isHeldUp || payment.isHeldUp) {
    application.resume(0);
    payment.resume(0);
    await world.settle();
  }
}
