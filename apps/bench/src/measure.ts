/** Operations per second, and, where the work ran in this process, how much of Node's processor time each took. */
export interface Speed {
  readonly perSecond: number;
  readonly cpuMicroseconds?: number;
}

/** One way of doing the same work. `run` works for about `seconds`. */
export interface Contender {
  readonly name: string;
  readonly run: (concurrency: number, seconds: number) => Promise<Speed>;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What a contender achieved. `rounds` holds the operations per second of each round. */
export interface Measured {
  readonly name: string;
  readonly concurrency: number;
  readonly perSecond: Spread;
  readonly rounds: readonly number[];
  readonly cpuMicroseconds?: Spread;
}

/**
 * Runs contenders against each other: a warm-up each, then rounds in which all take turns (in another order every time),
 * so that whatever else the machine does meets all of them alike.
 */
export async function interleave(
  contenders: readonly Contender[],
  options: {
    readonly concurrency: number;
    readonly rounds: number;
    readonly seconds: number;
    readonly report: (line: string) => void;
  },
): Promise<Measured[]> {
  const { concurrency, rounds, seconds, report } = options;
  const results = new Map(
    contenders.map(({ name }) => [name, { perSecond: [] as number[], cpu: [] as number[] }]),
  );
  for (const { run } of contenders) await run(concurrency, Math.max(2, seconds));
  for (let round = 0; round < rounds; round += 1) {
    report(`${concurrency} at once: round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender === undefined) continue;
      const { perSecond, cpuMicroseconds } = await contender.run(concurrency, seconds);
      const result = results.get(contender.name);
      result?.perSecond.push(perSecond);
      if (cpuMicroseconds !== undefined) result?.cpu.push(cpuMicroseconds);
    }
  }
  return [...results].map(([name, { perSecond, cpu }]) => ({
    name,
    concurrency,
    perSecond: spread(perSecond),
    rounds: perSecond,
    ...(cpu.length > 0 ? { cpuMicroseconds: spread(cpu) } : {}),
  }));
}

/**
 * Lets `concurrency` workers repeat `work` for `seconds`. The first failure ends the run.
 * @param worker makes the work of one worker
 */
export async function repeat(
  concurrency: number,
  seconds: number,
  worker: (index: number) => () => Promise<unknown>,
): Promise<Required<Speed>> {
  let operations = 0;
  const works = Array.from({ length: concurrency }, (_, index) => worker(index));
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  await Promise.all(
    works.map(async (work) => {
      while (performance.now() < end) {
        await work();
        operations += 1;
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: (operations * 1_000) / (performance.now() - begin),
    cpuMicroseconds: (user + system) / operations,
  };
}

/**
 * How many times as fast one contender is as another: the median of the rounds' ratios, because a machine that is shared
 * changes its speed from round to round more than within one. Undefined where one of them did not run.
 */
export function ratio(
  measured: readonly Measured[],
  name: string,
  other: string,
  concurrency: number,
): number | undefined {
  const of = (wanted: string) =>
    measured.find((entry) => entry.name === wanted && entry.concurrency === concurrency)?.rounds;
  const [rounds, others] = [of(name), of(other)];
  if (rounds === undefined || others === undefined) return undefined;
  return spread(rounds.map((perSecond, round) => perSecond / (others[round] ?? NaN))).median;
}

/** Median, least and most of some figures; NaN of none. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { median, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** How long something took, in ms: half of the times, 95 and 99 of a hundred stay within. */
export interface Quantiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** @param times in ms */
export function quantiles(times: readonly number[]): Quantiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
