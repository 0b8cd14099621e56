import * as fc from 'fast-check';
import { paymentPolicies } from '#contracts';
import { bringToAnEnd } from './money/ending';
import { faults, type Fault } from './money/faults';
import { keptAlways, keptInTheEnd } from './money/promises';
import { story, take } from './money/steps';
import { World } from './money/world';

/**
 * Money between two services: the deciders, handlers, consumers and due rows of application and payment as they are, with simulated
 * providers, bank, citizen, office and time, in any order, with crashes at any place. More runs: MONEY_RUNS=50000; one run again: MONEY_SEED and MONEY_PATH, as
 * the failure says.
 */
const runs = Number(process.env['MONEY_RUNS'] ?? 600);
const path = process.env['MONEY_PATH'] ?? '';
const seed = Number(process.env['MONEY_SEED'] ?? 20261126);

// The pauses of writers that met are the only time that is not the world's own.
beforeAll(() => {
  jest.useFakeTimers({ doNotFake: ['Date', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'hrtime'] });
});
afterAll(() => {
  jest.useRealTimers();
});

/** Every money that was taken is with a filed application or refunded, whatever happens. */
function moneyIsFiledOrRefunded(wrong: readonly Fault[] = []) {
  return fc.asyncProperty(
    fc.constantFrom(...paymentPolicies),
    story,
    fc.infiniteStream(fc.nat(15)),
    async (policy, steps, numbers) => {
      const chance = () => numbers.next().value === 0;
      let isCalm = false;
      const world = new World(policy, () => !isCalm && chance(), new Set(wrong));
      try {
        await world.begin();
        for (const step of steps) {
          await take(world, step, chance);
          await world.settle();
          await keptAlways(world);
        }
        isCalm = true;
        await bringToAnEnd(world, () => numbers.next().value < 4);
        await keptInTheEnd(world);
      } catch (error) {
        throw new Error(`${String(error)}\n${await world.history()}`, { cause: error });
      }
    },
  );
}

test(
  'W16c law 11 whatever happens, money is with a filed application or refunded, and no application is filed without money or a mandate',
  () => fc.assert(moneyIsFiledOrRefunded(), { numRuns: runs, seed, path }),
  10 * 60_000,
);

test.each(faults)('the model finds the fault: %s', async (fault) => {
  const found = await fc.check(moneyIsFiledOrRefunded([fault]), { numRuns: 2_000, seed, endOnFailure: true });
  expect(found.failed).toBe(true);
});
