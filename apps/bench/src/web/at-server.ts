import autocannon from 'autocannon';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { cpuOf, residentMemoryOf, since, sumOf } from '../http/processes';
import type { Looked, WebExtent } from './looked';
import type { MeasuredPage } from './pages';

/** How much larger portal-web may be after it has given out everything a second time, in MB: what its heap swings by. */
const growthMegabytes = 40;

/** How many pages the whole system gives out each second, what one costs, and what is left of them in memory. */
export async function atServer(
  { system, pages: { start, service, list, step, site } }: Looked,
  { clients: connections, seconds }: WebExtent,
): Promise<Figure[]> {
  const memory = () => residentMemoryOf(system)['portal-web'] ?? NaN;
  const atRest = memory();
  const pages = [start, service, list, step];
  // Until everything is compiled that is used often, and the heap is as large as it gets.
  for (const page of pages) await load(site, page, connections, seconds);
  const afterFirst = memory();
  const figures: Figure[] = [];
  for (const page of pages) {
    const before = cpuOf(system);
    const { answered, perSecond } = await load(site, page, connections, seconds);
    const used = since(before, cpuOf(system));
    figures.push(
      { what: `${page.name}: each second`, value: perSecond, unit: ' pages' },
      {
        what: `${page.name}: processor time of portal-web`,
        value: (used['portal-web'] ?? NaN) / answered,
        unit: ' ms',
      },
      { what: `${page.name}: processor time of all`, value: sumOf(used) / answered, unit: ' ms' },
    );
  }
  return [
    ...figures,
    { what: 'portal-web at rest, resident', value: atRest, unit: ' MB' },
    { what: 'portal-web after as many pages', value: afterFirst, unit: ' MB' },
    {
      what: 'by how much it grew with as many again',
      value: memory() - afterFirst,
      ceiling: growthMegabytes,
      unit: ' MB',
    },
  ];
}

/** Asks for a page again and again on each connection. @throws Error unless every answer is 2xx */
async function load(
  site: string,
  { name, path, person }: MeasuredPage,
  connections: number,
  duration: number,
): Promise<{ readonly answered: number; readonly perSecond: number }> {
  report(`${name}, ${connections} connections`);
  const { host, hostname, port } = new URL(site);
  const url = `http://127.0.0.1:${port}${path}`;
  const headers = {
    ...{ host, accept: 'text/html', 'accept-language': 'de', 'accept-encoding': 'gzip, br' },
    ...(person && { cookie: person.browser.cookieHeader(hostname) }),
  };
  const result = await autocannon({ url, headers, connections, duration });
  const answered = result['2xx'];
  if (result.non2xx + result.errors > 0 || answered === 0) {
    const statuses = JSON.stringify(result.statusCodeStats);
    throw new Error(`${path}: answered with ${statuses}, ${result.errors} errors`);
  }
  return { answered, perSecond: answered / result.duration };
}
