import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readRunFile, type Staff } from '#portal-client';
import { command } from './command';
import { ProgressBar } from './progress-bar';
import { euros, oneCity, treasuryOf } from './treasury';
import { counted } from './wording';

const usage = 'npm run reconcile -- <city> [--provider <key>]';
/** Between two looks at how far a run has come, in ms. */
const everyMs = 300;

/** A run of the reconciliation: `GET /api/reconciliation`. */
interface Run {
  readonly id: string;
  readonly provider?: string;
  readonly askedAt: string;
  readonly endedAt?: string;
  readonly toCompare: number;
  readonly compared: number;
  readonly agreed: number;
  readonly differed: number;
  readonly unasked: number;
  readonly strangers: number;
}

/** A difference that nobody has resolved. */
interface Difference {
  readonly paymentId: string;
  readonly reference: string;
  readonly statedCents?: number;
  readonly means: string;
  readonly advice: string;
}

interface Reconciliation {
  readonly runs: readonly Run[];
  readonly differences: readonly Difference[];
}

/**
 * `npm run reconcile -- <city> [--provider <key>]`: has the books of a city compared with those of its payment providers, as every
 * night, and shows how far that has come. Ends with 1 when a difference is open, whichever run has found it, or when something could
 * not be asked.
 */
command(async ({ state }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { provider: { type: 'string' } },
  });
  const city = oneCity(positionals, usage);
  const treasury = await treasuryOf(await readRunFile(state), city);
  try {
    const run = await compared(treasury, values.provider);
    const { differences } = await treasury.get<Reconciliation>('/reconciliation');
    for (const { reference, paymentId, statedCents, means, advice } of differences)
      console.log(
        `✗ ${reference} (payment ${paymentId}): ${means}${statedCents === undefined ? '' : ` It says ${euros(statedCents)}.`} ${advice}`,
      );
    if (run.unasked > 0)
      console.log(`! ${counted(run.unasked, 'payment')} could not be asked about: the next run asks again.`);
    if (run.strangers > 0)
      console.log(
        `! ${counted(run.strangers, 'paid transaction')} of a provider belong to no payment: see the log of the payment service.`,
      );
    const seconds = (Date.parse(run.endedAt ?? '') - Date.parse(run.askedAt)) / 1_000;
    console.log(
      `${counted(run.compared, 'payment')} of ${city} compared with the books of ${run.provider ?? 'its providers'} in ${seconds.toFixed(1)} s: ` +
        `${run.agreed} agree; ${counted(run.differed, 'new difference')}; ${counted(differences.length, 'difference')} open.`,
    );
    if (differences.length > 0 || run.unasked > 0) process.exitCode = 1;
  } finally {
    treasury.close();
  }
});

/** The run that was asked for, when it has ended. Where another one is under way, it is waited for first. */
async function compared(treasury: Staff, provider: string | undefined): Promise<Run> {
  const wanted = provider === undefined ? {} : { provider };
  for (;;) {
    const asked = await treasury.post<Run>('/reconciliation', wanted);
    const run = await followed(treasury, asked);
    if (run.provider === provider) return run;
  }
}

async function followed(treasury: Staff, asked: Run): Promise<Run> {
  const bar = new ProgressBar(`payments, ${asked.provider ?? 'every provider'}`, asked.toCompare);
  let seen = 0;
  for (;;) {
    const { runs } = await treasury.get<Reconciliation>('/reconciliation');
    const run = runs.find(({ id }) => id === asked.id);
    if (run === undefined) throw new Error('The run is not among the latest any more.');
    bar.expect(run.toCompare);
    if (run.compared > seen) bar.step(run.compared - seen);
    seen = run.compared;
    if (run.endedAt !== undefined) {
      bar.end();
      return run;
    }
    await delay(everyMs);
  }
}
