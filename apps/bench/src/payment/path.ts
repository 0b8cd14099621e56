import { report } from '../benchmark';
import { usePerSecond } from '../http/idle';
import { cpuOf, scaled, since, sumOf } from '../http/processes';
import type { OwnSystem } from '../http/system';
import type { Finding } from '../http/measurement';
import { quantiles } from '../measure';
import { Payers, type Waiting } from './payers';

/** Citizens, and payments under way at once. */
const atOnce = 8;
/** Payments before any that counts: a system that has just started learns its way. */
const warmUp = 20;
/** What follows (mailbox, mails, witness) comes a little later. */
const afterwardsSeconds = 5;

/** How much is measured. */
export interface PathExtent {
  /** Payments that are settled, as many at once as there are citizens. */
  readonly payments: number;
  /** Payments one after another, to say how long one takes. */
  readonly samples: number;
}

/**
 * From the money at the provider to the filed application in the citizen's list, through callback, look, events and filing
 * process: how long one takes, how many a second, and what one costs each process.
 */
export async function path(system: OwnSystem, { payments, samples }: PathExtent): Promise<Finding> {
  const payers = await Payers.signIn(system.run, atOnce);
  try {
    report(`one after another, ${samples} times`);
    const times: number[] = [];
    for (let n = 0; n < warmUp + samples; n += 1) {
      const waiting = await payers.submit();
      const called = await payers.pay(waiting);
      times.push((await waiting.filed) - called);
    }

    report(`${payments} are submitted`);
    const waiting: Waiting[] = [];
    const before = cpuOf(system);
    await atOnceEach(payments, async () => void waiting.push(await payers.submit()));
    await usePerSecond(system, afterwardsSeconds);
    const submitted = since(before, cpuOf(system));
    report(`${payments} are paid, ${atOnce} at once`);
    const paidFrom = cpuOf(system);
    const begin = performance.now();
    await atOnceEach(payments, async (n) => {
      const one = waiting[n] as Waiting;
      await payers.pay(one);
      await one.filed;
    });
    const seconds = (performance.now() - begin) / 1_000;
    await usePerSecond(system, afterwardsSeconds);
    const paid = since(paidFrom, cpuOf(system));

    const within = quantiles(times.slice(warmUp));
    const [toSubmit, toPay] = [submitted, paid].map((used) => scaled(used, 1 / payments));
    return {
      tables: [
        {
          title: 'From the callback to “filed” in the citizen’s list (ms)',
          rows: { payment: { ...within } },
        },
        {
          title: `One payment, CPU ms by process (${payments}, ${atOnce} at once, with what the system uses while it idles)`,
          rows: { 'draft to the page of the provider': toSubmit ?? {}, 'paid to filed': toPay ?? {} },
        },
      ],
      figures: [
        { what: 'callback → filed in the list, p95', value: within.p95, ceiling: 300, unit: ' ms' },
        { what: 'payments settled through the whole path, per second', value: payments / seconds },
        { what: 'paid to filed, all processes together', value: sumOf(toPay ?? {}), unit: ' ms CPU' },
      ],
    };
  } finally {
    payers.close();
  }
}

/** Does something so many times, several at once. */
async function atOnceEach(times: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let n = next++; n < times; n = next++) await work(n);
    }),
  );
}
