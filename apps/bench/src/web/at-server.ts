import autocannon from 'autocannon';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { cpuOf, since, sumOf } from '../http/processes';
import type { OwnSystem } from '../http/system';

/** Pages that strangers ask for most. */
const pages = { 'start page': '/', 'page of a service': '/dienstleistungen/hundesteuer-anmeldung' };

/** How many pages the whole system gives out each second, and what one costs. */
export async function atServer(system: OwnSystem, connections: number, duration: number): Promise<Figure[]> {
  const { host, port } = new URL(system.run.tenants['duisburg']?.portal ?? '');
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(pages)) {
    report(`${name}, ${connections} connections`);
    const url = `http://127.0.0.1:${port}${path}`;
    const headers = { host, accept: 'text/html', 'accept-language': 'de' };
    await autocannon({ url, headers, connections, duration: 2 });
    const before = cpuOf(system);
    const result = await autocannon({ url, headers, connections, duration });
    const failed = result.non2xx + result.errors;
    if (failed > 0 || result['2xx'] === 0)
      throw new Error(`${url}: ${result['2xx']} good answers, ${failed} others`);
    const used = since(before, cpuOf(system));
    figures.push(
      { what: `${name}: each second`, value: result['2xx'] / result.duration, unit: ' pages' },
      {
        what: `${name}: processor time of portal-web`,
        value: (used['portal-web'] ?? NaN) / result['2xx'],
        unit: ' ms',
      },
      { what: `${name}: processor time of all`, value: sumOf(used) / result['2xx'], unit: ' ms' },
    );
  }
  return figures;
}
