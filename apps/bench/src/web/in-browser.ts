import type { Browser, Locator, Page } from 'playwright-core';
import { Visit } from '#browser';
import { Citizen, type RunFile } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { spread } from '../measure';

/** What a phone of middling age has, beside a desk's processor. */
const slowdown = 4;
/** So fast people type on a phone, in ms from key to key. */
const keyMs = 120;

/** What one load of a page, with an empty cache, came to. */
interface Load {
  /** Of all script, as it came over the line. */
  readonly scriptKilobytes: number;
  readonly styleKilobytes: number;
  /** Until the largest thing on the screen was painted, in ms. */
  readonly largestPaint: number;
}

/**
 * How long people wait for pages, and between a key and what they see of it.
 * @param rounds loads of each page; the figure is the median
 */
export async function inBrowser(browser: Browser, run: RunFile, rounds: number): Promise<Figure[]> {
  const site = run.tenants['duisburg']?.portal.replace(/\/$/, '') ?? '';
  report(`pages, ${rounds} rounds`);
  const start = await loads(browser, `${site}/`, rounds);
  const service = await loads(browser, `${site}/dienstleistungen/hundesteuer-anmeldung`, rounds);
  report('typing');
  const search = await interaction(browser, `${site}/`, undefined, (page) =>
    page.getByRole('combobox').first(),
  );
  const citizen = await Citizen.signIn(run, 'duisburg', 'bench.writer@example.org');
  const { id } = await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' });
  const form = await interaction(browser, `${site}/antraege/${id}/formular/1`, citizen, (page) =>
    page.getByRole('main').getByRole('textbox').first(),
  );
  citizen.close();
  return [
    {
      what: 'start page: script, gzip',
      value: spread(start.map(({ scriptKilobytes }) => scriptKilobytes)).most,
      ceiling: 150,
      unit: ' kB',
    },
    {
      what: 'start page: style, gzip',
      value: spread(start.map(({ styleKilobytes }) => styleKilobytes)).most,
      unit: ' kB',
    },
    ...[['start page', start] as const, ['page of a service', service] as const].map(([name, found]) => ({
      what: `${name}: largest contentful paint`,
      value: spread(found.map(({ largestPaint }) => largestPaint)).median,
      ceiling: 1_500,
      unit: ' ms',
    })),
    { what: 'a key in the search: until it is seen', value: search, ceiling: 200, unit: ' ms' },
    { what: 'a key in the form: until it is seen', value: form, ceiling: 200, unit: ' ms' },
  ];
}

async function loads(browser: Browser, url: string, rounds: number): Promise<Load[]> {
  const found: Load[] = [];
  for (let round = 0; round < rounds; round += 1) found.push(await load(browser, url));
  return found;
}

/** Loads a page in a browser that knows nothing of it. */
async function load(browser: Browser, url: string): Promise<Load> {
  const visit = await Visit.begin(browser, { width: 360, slowdown });
  try {
    const bytes = { Script: 0, Stylesheet: 0 };
    const session = await visit.context.newCDPSession(visit.page);
    const types = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId);
      if (type === 'Script' || type === 'Stylesheet') bytes[type] += encodedDataLength;
    });
    await session.send('Network.enable');
    await visit.context.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    const answer = await visit.page.goto(url, { waitUntil: 'load' });
    if (answer?.status() !== 200) throw new Error(`${url} was answered with ${answer?.status()}`);
    // A later paint could still be larger: what was painted is final once somebody does something.
    await visit.page.waitForTimeout(1_000);
    const largestPaint = await visit.page.evaluate<number>(largestContentfulPaint);
    return {
      scriptKilobytes: bytes.Script / 1_000,
      styleKilobytes: bytes.Stylesheet / 1_000,
      largestPaint,
    };
  } finally {
    await visit.end();
  }
}

const largestContentfulPaint = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: 'largest-contentful-paint', buffered: true }))`;

/** The longest that one of some keys took from its press to the next paint, in ms (Chromium counts in steps of 8 ms). */
async function interaction(
  browser: Browser,
  url: string,
  person: Citizen | undefined,
  field: (page: Page) => Locator,
): Promise<number> {
  const visit = await Visit.begin(browser, { width: 360, slowdown, ...(person && { person }) });
  try {
    const { page } = visit;
    await page.goto(url, { waitUntil: 'load' });
    await field(page).click();
    await page.evaluate(`globalThis.took = []; new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries()) if (interactionId) globalThis.took.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 })`);
    await page.keyboard.type('Hundesteuer Müller', { delay: keyMs });
    await page.waitForTimeout(1_000);
    const took = await page.evaluate<number[]>('globalThis.took');
    // What was quicker than 16 ms is not told at all.
    return Math.max(16, ...took);
  } finally {
    await visit.end();
  }
}
