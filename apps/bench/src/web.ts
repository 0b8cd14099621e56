import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from '#browser';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures, type Figure } from './figures';
import { proportionalMemoryOf, sumOf } from './http/processes';
import { startSystem } from './http/system';
import { atServer } from './web/at-server';
import { inBrowser } from './web/in-browser';
import { longCase } from './web/long-case';
import type { Looked, WebExtent } from './web/looked';
import { atOffice } from './web/office';
import { measuredPages } from './web/pages';
import { openTabs } from './web/tabs';

/** What is measured, in this order: what rests first, then what leaves more and more behind. */
const measurements = {
  tabs: openTabs,
  pages: inBrowser,
  server: atServer,
  case: longCase,
  office: atOffice,
} satisfies Record<string, (looked: Looked, extent: WebExtent) => Promise<Figure[]>>;
type Name = keyof typeof measurements;
/** Before all others: a system whose data is there is started once more. */
const start = 'start';
const all = [start, ...Object.keys(measurements)];

/**
 * The portal as a phone has it: Chromium with a processor that is four times as slow, and the server that renders the pages. Then the
 * back-office: open tabs, a long case, and the list of a city with many open cases.
 *
 * npm run bench -- web [--only start,tabs,pages,server,case,office] [--rounds 7] [--seconds 5] [--clients 8] [--cases 10000] [--times 40]
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: all.join(',') },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    clients: { type: 'string', default: '8' },
    cases: { type: 'string', default: '10000' },
    times: { type: 'string', default: '40' },
  },
});

benchmark(async (folder) => {
  const wanted = options.only.split(',').map(nameOf);
  const extent: WebExtent = {
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
    clients: Number(options.clients),
    cases: Number(options.cases),
    times: Number(options.times),
  };
  const { root } = readBenchConfig();
  const state = join(folder, 'system');
  const isStarted = wanted.includes(start);
  report('starting a system');
  if (isStarted) {
    await (await startSystem(root, state)).stop();
    report('starting it again, its data is there');
  }
  const begun = performance.now();
  const system = await startSystem(root, state);
  const seconds = (performance.now() - begun) / 1_000;
  const memory = () => sumOf(proportionalMemoryOf(system));
  const figures: Figure[] = isStarted
    ? [
        { what: 'warm start of the whole system', value: seconds, ceiling: 20, unit: ' s' },
        { what: 'the whole system, proportional memory', value: memory(), ceiling: 1_500, unit: ' MB' },
      ]
    : [];
  const browser = await startBrowser();
  const pages = await measuredPages(system.run);
  try {
    for (const [name, measured] of Object.entries(measurements)) {
      if (!wanted.includes(name as Name)) continue;
      report(`── ${name}`);
      figures.push(...(await measured({ system, browser, pages }, extent)));
    }
    if (isStarted && wanted.length > 1)
      figures.push({ what: 'the whole system after all of that', value: memory(), unit: ' MB' });
    console.log(`\nPages in Chromium, ${cpus().length} cores for everything`);
    printFigures(figures);
    return keep('web', { figures });
  } finally {
    pages.end();
    await browser.close();
    await system.stop();
  }
});

/** @throws Error naming what there is */
function nameOf(name: string): Name | typeof start {
  if (all.includes(name)) return name as Name;
  throw new Error(`There is no measurement "${name}"; there are: ${all.join(', ')}.`);
}
