// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One way of doing the same work. `run` works for about `seconds` and tells how many operations it finished per second,
 * and, where it ran in this process, how much of Node's processor time each took.
 * @typedef {{ name: string, run: (concurrency: number, seconds: number) => Promise<{ perSecond: number, cpuMicroseconds?: number }> }} Contender
 */

/** @typedef {{ median: number, least: number, most: number }} Spread */

/** `rounds` holds the operations per second of each round. @typedef {{ name: string, concurrency: number, perSecond: Spread, rounds: number[], cpuMicroseconds?: Spread }} Measured */

/**
 * A figure that the project promises. @typedef {{ what: string, value: number, floor?: number, ceiling?: number, unit?: string }} Figure
 */

/**
 * Runs contenders against each other: a warm-up each, then rounds in which all take turns (in another order every time),
 * so that whatever else the machine does meets all of them alike.
 * @param {Contender[]} contenders
 * @param {{ concurrency: number, rounds: number, seconds: number, report: (line: string) => void }} options
 * @returns {Promise<Measured[]>}
 */
export async function interleave(contenders, { concurrency, rounds, seconds, report }) {
  /** @type {Map<string, { perSecond: number[], cpu: number[] }>} */
  const results = new Map(contenders.map(({ name }) => [name, { perSecond: [], cpu: [] }]));
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
 * @param {number} concurrency @param {number} seconds
 * @param {(worker: number) => () => Promise<unknown>} worker makes the work of one worker
 * @returns {Promise<{ perSecond: number, cpuMicroseconds: number }>}
 */
export async function repeat(concurrency, seconds, worker) {
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
 * changes its speed from round to round more than within one.
 * @param {Measured[]} measured @param {string} name @param {string} other
 * @param {number} concurrency @returns {number | undefined} undefined where one of them did not run
 */
export function ratio(measured, name, other, concurrency) {
  const of = (/** @type {string} */ wanted) =>
    measured.find((entry) => entry.name === wanted && entry.concurrency === concurrency)?.rounds;
  const [rounds, others] = [of(name), of(other)];
  if (rounds === undefined || others === undefined) return undefined;
  return spread(rounds.map((perSecond, round) => perSecond / (others[round] ?? NaN))).median;
}

/** Prints what was measured and how it stands to its floors. @param {string} title @param {Measured[]} measured @param {Figure[]} figures */
export function print(title, measured, figures) {
  console.log(`\n${title}\n`);
  console.table(
    measured.map(({ name, concurrency, perSecond, cpuMicroseconds }) => ({
      what: name,
      'at once': concurrency,
      'per second': Math.round(perSecond.median),
      least: Math.round(perSecond.least),
      most: Math.round(perSecond.most),
      'Node CPU µs': cpuMicroseconds === undefined ? '' : Math.round(cpuMicroseconds.median * 10) / 10,
    })),
  );
  console.table(
    figures.map((figure) => ({
      figure: figure.what,
      measured: `${Math.round(figure.value * 100) / 100}${figure.unit ?? ''}`,
      promised:
        figure.floor === undefined
          ? `≤ ${figure.ceiling}${figure.unit ?? ''}`
          : `≥ ${figure.floor}${figure.unit ?? ''}`,
      '': holds(figure) ? 'holds' : 'MISSED',
    })),
  );
}

/** @param {Figure} figure @returns {boolean} */
export function holds({ value, floor = -Infinity, ceiling = Infinity }) {
  return value >= floor && value <= ceiling;
}

/** Keeps the results for programs. @param {string} folder @param {string} name @param {unknown} results @returns {string} the file */
export function keep(folder, name, results) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  return file;
}

/** @param {number[]} values @returns {Spread} */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { median, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}
