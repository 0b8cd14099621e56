import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { commands } from './http/commands';
import { commandToMail, commandToPage } from './http/latency';
import type { Finding, Measurement } from './http/measurement';
import { memory } from './http/memory';
import { startSystem } from './http/system';

/** What is measured, in this order. */
const measurements: Readonly<Record<string, Measurement>> = {
  memory,
  page: commandToPage,
  mail: commandToMail,
  commands,
};

/**
 * The whole system from outside, through the gateway. Starts a system of its own beside whatever runs.
 *
 * npm run bench -- http [--only commands,page] [--clients 16] [--seconds 20] [--samples 60]
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(measurements).join(',') },
    clients: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '20' },
    samples: { type: 'string', default: '60' },
  },
});

benchmark(async (folder) => {
  const extent = {
    clients: Number(options.clients),
    seconds: Number(options.seconds),
    samples: Number(options.samples),
    cases: 100,
    streams: 2000,
  };
  const wanted = options.only.split(',').map((name): [string, Measurement] => {
    const measurement = measurements[name];
    if (measurement) return [name, measurement];
    throw new Error(`There is no measurement "${name}"; there are: ${Object.keys(measurements).join(', ')}.`);
  });
  report('starting a system of its own');
  const system = await startSystem(resolve(readBenchConfig().root), join(folder, 'state'));
  const findings: Record<string, Finding> = {};
  try {
    for (const [name, measure] of wanted) findings[name] = await measure(system, extent);
  } finally {
    await system.stop();
  }
  console.log(`\nOver HTTP through the gateway, ${cpus().length} cores for everything`);
  for (const { title, rows } of Object.values(findings).flatMap(({ tables }) => tables)) {
    console.log(`\n${title}`);
    console.table(rows);
  }
  const figures = Object.values(findings).flatMap((finding) => finding.figures);
  printFigures(figures);
  return keep('http', { extent, findings, figures });
});
