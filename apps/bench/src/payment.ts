import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import type { Finding } from './http/measurement';
import { printTables } from './http/print-tables';
import { startSystem } from './http/system';
import type { Books } from './payment/books';
import { cities } from './payment/numbered';
import { path } from './payment/path';
import { reconciliation } from './payment/reconciliation';
import { search } from './payment/search';
import { startPaymentAlone } from './payment/service-alone';

/**
 * Payment through the whole system, which the benchmark starts for itself, with the stand-in for payment providers; and what the treasury
 * does with very many payments, by the payment service alone.
 *
 * npm run bench -- payment [--only path,treasury] [--payments 200] [--samples 100] [--reconciled 100000] [--singly 2000] [--searched 10000]
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'path,treasury' },
    payments: { type: 'string', default: '200' },
    samples: { type: 'string', default: '100' },
    reconciled: { type: 'string', default: '100000' },
    singly: { type: 'string', default: '2000' },
    searched: { type: 'string', default: '10000' },
  },
});

benchmark(async (folder) => {
  const wanted = options.only.split(',');
  const unknown = wanted.find((name) => name !== 'path' && name !== 'treasury');
  if (unknown !== undefined) throw new Error(`There is no "${unknown}"; there are: path, treasury.`);
  const found: Finding[] = [];
  if (wanted.includes('treasury')) found.push(...(await treasury(join(folder, 'alone'))));
  if (wanted.includes('path')) found.push(await throughTheSystem(join(folder, 'system')));
  const figures = found.flatMap((finding) => finding.figures);
  console.log(`\nPayment, ${cpus().length} cores for everything`);
  for (const finding of found) printTables(finding);
  printFigures(figures);
  return keep('payment', { extent: options, tables: found.flatMap(({ tables }) => tables), figures });
});

/** Over HTTP through the gateway. */
async function throughTheSystem(folder: string): Promise<Finding> {
  report('starting a system');
  const system = await startSystem(readBenchConfig().root, folder);
  try {
    return await path(system, { payments: Number(options.payments), samples: Number(options.samples) });
  } finally {
    await system.stop();
  }
}

/** The payment service alone, with its database, a broker and providers. */
async function treasury(folder: string): Promise<readonly Finding[]> {
  const [reconciled, singly, searched] = [
    Number(options.reconciled),
    Number(options.singly),
    Number(options.searched),
  ];
  const books: readonly Books[] = [
    { city: cities.listed, count: reconciled, isPaid: () => true },
    { city: cities.singly, count: singly, isPaid: () => true },
    { city: cities.searched, count: searched, isPaid: (nth) => nth % 5 !== 0 },
  ];
  const payment = await startPaymentAlone(folder, books, Math.max(reconciled, singly));
  try {
    return [await search(payment, searched), await reconciliation(payment, { reconciled, singly })];
  } finally {
    await payment.stop();
  }
}
