import { setTimeout as delay } from 'node:timers/promises';
import { report } from '../benchmark';
import type { Finding } from '../http/measurement';
import { cpuOfProcess, residentMemoryOfProcess } from '../http/processes';
import { cities, differing } from './numbered';
import type { PaymentAlone } from './service-alone';

/** Between two looks at memory, and between two at how far a run has come, in ms. */
const [memoryEveryMs, progressEveryMs] = [100, 2_000];

interface Run {
  readonly id: string;
  readonly askedAt: string;
  readonly endedAt?: string;
  readonly toCompare: number;
  readonly compared: number;
  readonly agreed: number;
  readonly differed: number;
  readonly unasked: number;
}

/** What a run took. Seconds, and MB by which the process grew at most. */
interface Taken {
  readonly seconds: number;
  readonly grownMb: number;
  readonly cpuSeconds: number;
}

/** How many payments are compared. */
export interface ReconciliationExtent {
  /** With the list of their provider. */
  readonly reconciled: number;
  /** Each by a question of its own, where the provider has no list. */
  readonly singly: number;
}

/** What the night costs: a run over a provider's list, and one over a provider without. */
export async function reconciliation(
  payment: PaymentAlone,
  { reconciled, singly }: ReconciliationExtent,
): Promise<Finding> {
  const listed = await run(payment, cities.listed.tenant, reconciled, differing(reconciled));
  const each = await run(payment, cities.singly.tenant, singly, 0);
  const row = ({ seconds, grownMb, cpuSeconds }: Taken, count: number) => ({
    ...{ payments: count, s: seconds, 'per second': count / seconds, 'grown by (MB)': grownMb },
    'CPU of payment (µs each)': (cpuSeconds / count) * 1_000_000,
  });
  return {
    tables: [
      {
        title: 'Reconciliation of the payment service',
        rows: { 'with a list': row(listed, reconciled), 'asked singly': row(each, singly) },
      },
    ],
    figures: [
      {
        what: `reconciliation of ${reconciled} payments`,
        ...{ value: listed.seconds, ceiling: 60, unit: ' s' },
      },
      {
        what: 'memory by which the process grows meanwhile',
        ...{ value: listed.grownMb, ceiling: 300, unit: ' MB' },
      },
      { what: 'payments a second where each is asked for', value: singly / each.seconds },
    ],
  };
}

async function run(
  payment: PaymentAlone,
  tenant: string,
  expected: number,
  differences: number,
): Promise<Taken> {
  const pid = payment.child.pid ?? -1;
  const [before, cpuBefore] = [residentMemoryOfProcess(pid), cpuOfProcess(pid)];
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, residentMemoryOfProcess(pid))), memoryEveryMs);
  try {
    const asked = await payment.ask<Run>(tenant, 'POST', '/reconciliation', {});
    for (;;) {
      await delay(progressEveryMs);
      const { runs } = await payment.ask<{ runs: readonly Run[] }>(tenant, 'GET', '/reconciliation');
      const found = runs.find(({ id }) => id === asked.id);
      if (found === undefined) throw new Error('the run is gone');
      report(`${found.compared} of ${found.toCompare} payments of ${tenant} compared`);
      if (found.endedAt === undefined) continue;
      if (found.agreed !== expected - differences || found.differed !== differences || found.unasked !== 0)
        throw new Error(`the run found something else: ${JSON.stringify(found)}`);
      return {
        seconds: (Date.parse(found.endedAt) - Date.parse(found.askedAt)) / 1_000,
        grownMb: most - before,
        cpuSeconds: (cpuOfProcess(pid) - cpuBefore) / 1_000,
      };
    }
  } finally {
    clearInterval(looking);
  }
}
