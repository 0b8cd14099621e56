import type { Finding } from '../http/measurement';
import { quantiles } from '../measure';
import { cities, referenceOf, transactionIdOf } from './numbered';
import type { PaymentAlone } from './service-alone';

/** Questions of each kind, and those before any that counts. */
const [samples, warmUp] = [200, 20];

/** How long the treasury waits for the list of a city with so many payments, each time with what all of them come to. */
export async function search(payment: PaymentAlone, count: number): Promise<Finding> {
  const { tenant } = cities.searched;
  const asked = {
    'first page': () => '',
    'by status and method': () => '&status=settled&method=credit-card',
    'highest first': () => '&sort=highest',
    'part of a reference': (n: number) => `&query=${referenceOf(n * 37).slice(3, -2)}`,
    Kassenzeichen: (n: number) => `&query=${transactionIdOf(n * 35 + 1)}`,
    amount: (n: number) => `&amountCents=${100 + n}`,
  };
  const rows: Record<string, ReturnType<typeof quantiles>> = {};
  for (const [what, query] of Object.entries(asked)) {
    const times: number[] = [];
    for (let n = 0; n < warmUp + samples; n += 1) {
      const begin = performance.now();
      const { items } = await payment.ask<{ items: readonly unknown[] }>(
        ...([tenant, 'GET', `/payments?limit=50${query(n)}`] as const),
      );
      times.push(performance.now() - begin);
      if (items.length === 0) throw new Error(`nothing was found: ${query(n)}`);
    }
    rows[what] = quantiles(times.slice(warmUp));
  }
  return {
    tables: [
      {
        title: `A page of ${count} payments, with their sum (ms)`,
        rows: Object.fromEntries(Object.entries(rows).map(([what, found]) => [what, { ...found }])),
      },
    ],
    figures: ['first page', 'by status and method'].map((what) => ({
      ...{ what: `list of ${count} payments, ${what}, p95`, value: rows[what]?.p95 ?? NaN, unit: ' ms' },
    })),
  };
}
