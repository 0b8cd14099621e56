import type { Browser, Page } from 'playwright-core';
import { Visit } from '#browser';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { spread } from '../measure';
import { interactions } from './interactions';
import type { Looked, WebExtent } from './looked';
import { slowdown, type MeasuredPage } from './pages';

/** What one load of a page, with an empty cache, came to. */
interface Load {
  /** Of all script, as it came over the line, without its headers. */
  readonly scriptKilobytes: number;
  readonly styleKilobytes: number;
  /** Until the largest thing on the screen was painted, in ms. */
  readonly largestPaint: number;
}

/** How long people wait for pages, and between what they do and what they see of it. */
export async function inBrowser({ browser, pages }: Looked, { rounds }: WebExtent): Promise<Figure[]> {
  report(`pages, ${rounds} rounds`);
  const loads = new Map<MeasuredPage, readonly Load[]>();
  for (const page of [pages.start, pages.service, pages.list, pages.step]) {
    const found: Load[] = [];
    for (let round = 0; round < rounds; round += 1) found.push(await load(browser, pages.site, page));
    loads.set(page, found);
  }
  const first = loads.get(pages.start) ?? [];
  return [
    {
      what: 'start page: script, gzip',
      value: spread(first.map(({ scriptKilobytes }) => scriptKilobytes)).most,
      ceiling: 150,
      unit: ' kB',
    },
    {
      what: 'start page: style, gzip',
      value: spread(first.map(({ styleKilobytes }) => styleKilobytes)).most,
      unit: ' kB',
    },
    ...[...loads].map(([{ name }, found]) => ({
      what: `${name}: largest contentful paint`,
      value: spread(found.map(({ largestPaint }) => largestPaint)).median,
      ceiling: 1_500,
      unit: ' ms',
    })),
    ...(await interactions(browser, pages)),
  ];
}

/** Loads a page in a browser that knows nothing of it. */
async function load(browser: Browser, site: string, { path, person }: MeasuredPage): Promise<Load> {
  const visit = await Visit.begin(browser, { width: 360, slowdown, ...(person && { person }) });
  try {
    await visit.context.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    const bytes = await bytesByType(visit);
    const answer = await visit.page.goto(`${site}${path}`, { waitUntil: 'load' });
    if (answer?.status() !== 200) throw new Error(`${path} was answered with ${answer?.status()}`);
    const largestPaint = await settled(visit.page);
    return {
      scriptKilobytes: (bytes.get('Script') ?? 0) / 1_000,
      styleKilobytes: (bytes.get('Stylesheet') ?? 0) / 1_000,
      largestPaint,
    };
  } finally {
    await visit.end();
  }
}

/** Counts the bytes that come over the line from now on, compressed as they are, by the type of what they belong to. */
async function bytesByType({ context, page }: Visit): Promise<ReadonlyMap<string, number>> {
  const bytes = new Map<string, number>();
  const types = new Map<string, string>();
  const session = await context.newCDPSession(page);
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? '';
    bytes.set(type, (bytes.get(type) ?? 0) + encodedDataLength);
  });
  await session.send('Network.enable');
  return bytes;
}

/** A later paint could still be larger: what was painted is final once somebody does something. */
async function settled(page: Page): Promise<number> {
  await page.waitForTimeout(1_000);
  return page.evaluate<number>(largestContentfulPaint);
}

/** To be evaluated in a page: when the largest thing on it was painted, in ms since it was asked for. */
export const largestContentfulPaint = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: 'largest-contentful-paint', buffered: true }))`;
