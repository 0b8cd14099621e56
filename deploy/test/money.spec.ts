/** @jest-environment node */
import { Logger } from '@nestjs/common';
import * as fc from 'fast-check';
import { paymentPolicies } from '#contracts';
import { bringToAnEnd } from './money/ending';
import { faults, type Fault } from './money/faults';
import { keptAlways, keptInTheEnd } from './money/promises';
import { story, take } from './money/steps';
import { traps } from './money/traps';
import { World } from './money/world';

/**
 * Money between two services: the deciders, handlers, consumers and due rows of application and payment as they are, with simulated
 * providers, bank, citizen, office and time, in any order, with crashes at any place. More runs: MONEY_RUNS=50000; one run again: MONEY_SEED and MONEY_PATH, as
 * the failure says.
 */
const runs = Number(process.env['MONEY_RUNS'] ?? 200);
const path = process.env['MONEY_PATH'] ?? '';
const seed = Number(process.env['MONEY_SEED'] ?? 20261126);

// The pauses of writers that met are the only time that is not the world's own.
beforeAll(() => {
  Logger.overrideLogger(false);
  jest.useFakeTimers({
    doNotFake: ['Date', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'hrtime'],
  });
});
afterAll(() => {
  Logger.overrideLogger(true);
  jest.useRealTimers();
});

/** Every money that was taken is with a filed application or refunded, whatever happens. */
function moneyIsFiledOrRefunded(...wrong: readonly Fault[]) {
  const trap = wrong.flatMap((fault) => traps[fault] ?? []);
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
        for (const step of [...trap, ...steps]) {
          await take(world, step, chance);
          await world.settle();
          await keptAlways(world);
        }
        await bringToAnEnd(
          world,
          () => numbers.next().value < 4,
          () => (isCalm = true),
        );
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

/** The promise that each fault breaks. */
const broken: Readonly<Record<Fault, RegExp>> = {
  'no poller': /an attempt ends under-way/,
  'no deduplication': /the order ends/,
  'refund twice': /-\d+ cents are there/,
  'believe the redirect': /0 cents are there/,
  'forget the due row': /ends|waits/,
  'give up an attempt whose order has died without looking at the provider': /an attempt ends under-way/,
  'a take-back that does not kill the order': /the order ends|neither filed nor refunded/,
  'filed as of now': /it is filed as of/,
};

test.each(faults)('the model finds the fault: %s', async (fault) => {
  const wrong = { numRuns: 500, seed, endOnFailure: true };
  const { errorInstance } = await fc.check(moneyIsFiledOrRefunded(fault), wrong);
  expect(String(errorInstance)).toMatch(broken[fault]);
});
