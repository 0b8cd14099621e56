import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { printTables } from './http/print-tables';
import { startSystem } from './http/system';
import { path } from './payment/path';

/**
 * Payment through the whole system, which the benchmark starts for itself, with the stand-in for payment providers.
 *
 * npm run bench -- payment [--payments 200] [--samples 100]
 */
const { values: options } = parseArgs({
  options: {
    payments: { type: 'string', default: '200' },
    samples: { type: 'string', default: '100' },
  },
});

benchmark(async (folder) => {
  report('starting a system');
  const system = await startSystem(readBenchConfig().root, join(folder, 'system'));
  try {
    const extent = { payments: Number(options.payments), samples: Number(options.samples) };
    const found = await path(system, extent);
    console.log(`\nPayment over HTTP through the gateway, ${cpus().length} cores for everything`);
    printTables(found);
    printFigures(found.figures);
    return keep('payment', { extent, ...found });
  } finally {
    await system.stop();
  }
});
