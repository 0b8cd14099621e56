import type { Browser } from 'playwright-core';
import { Visit } from '#browser';
import type { Person } from '#portal-client';
import type { Figure } from '../figures';
import { spread } from '../measure';
import type { AskedPage } from './asked-pages';
import { largestContentfulPaint } from './in-browser';

/** So often the wheel is turned, and by how many pixels each time. */
const turns = 40;
const turn = 300;

/** At a desk's processor: until a page stands there, and the longest task while somebody scrolls through it. */
export async function onDesk(
  browser: Browser,
  where: string,
  person: Person,
  { what, path, ceiling }: AskedPage,
  rounds: number,
): Promise<Figure[]> {
  const paints: number[] = [];
  const taking: number[] = [];
  const scrolling: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const visit = await Visit.begin(browser, { person });
    try {
      const { page } = visit;
      await page.addInitScript(noteLongTasks);
      await page.goto(`${person.site}${path}`, { waitUntil: 'load' });
      await page.waitForTimeout(1_000);
      const loaded = await page.evaluate<number[]>('globalThis.tasks.splice(0)');
      paints.push(await page.evaluate<number>(largestContentfulPaint));
      for (let nth = 0; nth < turns; nth += 1) await page.mouse.wheel(0, turn);
      await page.waitForTimeout(500);
      taking.push(Math.max(0, ...loaded));
      scrolling.push(Math.max(0, ...(await page.evaluate<number[]>('globalThis.tasks'))));
    } finally {
      await visit.end();
    }
  }
  return [
    {
      what: `${where}, ${what} on a desk: painted`,
      value: spread(paints).median,
      ...(ceiling !== undefined && { ceiling }),
      unit: ' ms',
    },
    {
      what: `${where}, ${what} on a desk: longest task of loading`,
      value: spread(taking).median,
      unit: ' ms',
    },
    {
      what: `${where}, scrolling ${what}: longest task over 50 ms`,
      value: spread(scrolling).median,
      ceiling: 0,
      unit: ' ms',
    },
  ];
}

/** What is told of long tasks from now on (Long Tasks API: those of 50 ms and more). */
const noteLongTasks = `globalThis.tasks = []; new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.tasks.push(duration);
}).observe({ type: 'longtask' })`;
