import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { cases } from './http/cases';
import { commands } from './http/commands';
import { compared, overRounds, type RoundsOfFigures } from './http/comparison';
import { idle } from './http/idle';
import { commandToMail, commandToPage } from './http/latency';
import type { Extent, Finding, Measurement } from './http/measurement';
import { memory } from './http/memory';
import { printTables } from './http/print-tables';
import { requests } from './http/requests';
import { steps } from './http/steps';
import { streams } from './http/streams';
import { startSystem } from './http/system';

/** What is measured, in this order: what rests first, then what leaves more and more behind. */
const measurements = {
  memory,
  idle,
  page: commandToPage,
  mail: commandToMail,
  requests,
  cases,
  steps,
  commands,
  streams,
} satisfies Record<string, Measurement>;
type Name = keyof typeof measurements;

/**
 * The whole system from outside, through the gateway: a system of the benchmark's own, beside whatever runs.
 *
 * npm run bench -- http [--only requests,commands] [--clients 16] [--seconds 20] [--samples 60] [--cases 100] [--streams 2000]
 *
 * With `--checkout <folder>` the build of another work tree (installed and built) is measured in the same minutes: both
 * are started in turns, `--rounds` times for the commands, and each figure stands beside the other's.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(measurements).join(',') },
    clients: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '20' },
    samples: { type: 'string', default: '60' },
    cases: { type: 'string', default: '100' },
    streams: { type: 'string', default: '2000' },
    checkout: { type: 'string' },
    rounds: { type: 'string', default: '2' },
  },
});

benchmark(async (folder) => {
  const wanted = options.only.split(',').map(nameOf);
  const extent: Extent = {
    clients: Number(options.clients),
    seconds: Number(options.seconds),
    samples: Number(options.samples),
    cases: Number(options.cases),
    streams: Number(options.streams),
  };
  const given = options.checkout === undefined ? undefined : resolve(options.checkout);
  const own = { name: 'our build', root: readBenchConfig().root, rounds: [] as Finding[][] };
  const builds = given ? [{ name: 'given build', root: given, rounds: [] as Finding[][] }, own] : [own];
  for (let round = 0; round < (given ? Number(options.rounds) : 1); round += 1) {
    const again = round === 0 ? wanted : wanted.filter((name) => name === 'commands');
    if (again.length === 0) break;
    for (const { name, root, rounds } of builds) {
      report(`── starting a system: ${name}, ${root}`);
      rounds.push(await measured(root, join(folder, name.replace(' ', '-')), again, extent));
    }
  }

  for (const { name, rounds } of builds) {
    console.log(`\nOver HTTP through the gateway, ${cpus().length} cores for everything: ${name}`);
    rounds.flat().forEach(printTables);
  }
  const figuresOf = (rounds: readonly (readonly Finding[])[]): RoundsOfFigures =>
    rounds.map((findings) => findings.flatMap(({ figures }) => figures));
  const [other] = builds;
  const comparison =
    other === undefined || other === own
      ? { figures: [], beside: {} }
      : compared(figuresOf(own.rounds), figuresOf(other.rounds));
  const figures = [...overRounds(figuresOf(own.rounds)), ...comparison.figures];
  printFigures(figures, comparison.beside);
  return keep('http', { extent, builds, figures });
});

/** Starts the build of a work tree, measures one thing after another, and ends it. Its data stays in the state folder. */
async function measured(
  root: string,
  state: string,
  names: readonly Name[],
  extent: Extent,
): Promise<Finding[]> {
  const system = await startSystem(root, state);
  const findings: Finding[] = [];
  try {
    for (const name of names) findings.push(await measurements[name](system, extent));
  } finally {
    await system.stop();
  }
  return findings;
}

/** @throws Error naming what there is */
function nameOf(name: string): Name {
  if (name in measurements) return name as Name;
  throw new Error(`There is no measurement "${name}"; there are: ${Object.keys(measurements).join(', ')}.`);
}
