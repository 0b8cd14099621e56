import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from '#browser';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { proportionalMemoryOf, sumOf } from './http/processes';
import { startSystem } from './http/system';
import { atServer } from './web/at-server';
import { inBrowser } from './web/in-browser';
import { atOffice } from './web/office';
import { measuredPages } from './web/pages';

/**
 * The portal as a phone has it: Chromium with a processor that is four times as slow, and the server that renders the pages. Then the
 * back-office of a city with many open cases.
 *
 * npm run bench -- web [--rounds 7] [--seconds 5] [--clients 8] [--cases 10000] [--times 40]
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    clients: { type: 'string', default: '8' },
    cases: { type: 'string', default: '10000' },
    times: { type: 'string', default: '40' },
  },
});

benchmark(async (folder) => {
  const { root } = readBenchConfig();
  const state = join(folder, 'system');
  report('starting a system, whose data is prepared by that');
  await (await startSystem(root, state)).stop();
  report('starting it again');
  const begun = performance.now();
  const system = await startSystem(root, state);
  const warmStart = (performance.now() - begun) / 1_000;
  const atRest = sumOf(proportionalMemoryOf(system));
  const browser = await startBrowser();
  const pages = await measuredPages(system.run);
  try {
    const figures = [
      ...(await inBrowser(browser, pages, Number(options.rounds))),
      ...(await atServer(system, pages, Number(options.clients), Number(options.seconds))),
      { what: 'warm start of the whole system', value: warmStart, ceiling: 20, unit: ' s' },
      { what: 'the whole system, proportional memory', value: atRest, ceiling: 1_500, unit: ' MB' },
      {
        what: 'the same after all of that',
        value: sumOf(proportionalMemoryOf(system)),
        unit: ' MB',
      },
      ...(await atOffice(system, browser, pages.list.person, Number(options.cases), Number(options.times))),
    ];
    console.log(
      `\nThe portal in Chromium, its processor four times as slow, ${cpus().length} cores for everything`,
    );
    printFigures(figures);
    return keep('web', { figures });
  } finally {
    pages.end();
    await browser.close();
    await system.stop();
  }
});
