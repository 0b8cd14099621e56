import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from '#browser';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { residentMemoryOf } from './http/processes';
import { startSystem } from './http/system';
import { inBrowser } from './web/in-browser';
import { atServer } from './web/at-server';

/**
 * The portal as a phone has it: Chromium with a processor that is four times as slow, and the server that renders the pages.
 *
 * npm run bench -- web [--rounds 7] [--seconds 5] [--clients 8]
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    clients: { type: 'string', default: '8' },
  },
});

benchmark(async (folder) => {
  report('starting a system');
  const system = await startSystem(readBenchConfig().root, join(folder, 'system'));
  const browser = await startBrowser();
  try {
    const memory = () => residentMemoryOf(system)['portal-web'] ?? NaN;
    const atRest = memory();
    const seen = await inBrowser(browser, system.run, Number(options.rounds));
    const served = await atServer(system, Number(options.clients), Number(options.seconds));
    const figures = [
      ...seen,
      ...served,
      { what: 'memory of portal-web, at rest', value: atRest, unit: ' MB' },
      { what: 'memory of portal-web, after all', value: memory(), unit: ' MB' },
    ];
    console.log(
      `\nThe portal in Chromium, its processor four times as slow, ${cpus().length} cores for everything`,
    );
    printFigures(figures);
    return keep('web', { figures });
  } finally {
    await browser.close();
    await system.stop();
  }
});
