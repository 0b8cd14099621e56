import type { Browser, Page } from 'playwright-core';
import { Visit } from '#browser';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { slowdown, type MeasuredPage, type MeasuredPages } from './pages';

/** So fast people type on a phone, in ms from key to key. */
const keyMs = 120;
/** What is quicker is not told at all, in ms. */
const leastMs = 16;

/** What somebody does on a page, before what is measured and then that. */
interface Act {
  readonly what: string;
  readonly on: MeasuredPage;
  readonly before?: (page: Page) => Promise<unknown>;
  readonly measured: (page: Page) => Promise<unknown>;
}

/** The longest from a press or key to the next paint, in ms (Event Timing; Chromium counts in steps of 8 ms). */
export async function interactions(browser: Browser, pages: MeasuredPages): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const act of actsOn(pages)) {
    report(act.what);
    figures.push({
      what: `${act.what}: until it is seen`,
      value: await longest(browser, pages.site, act),
      ceiling: 200,
      unit: ' ms',
    });
  }
  return figures;
}

function actsOn({ start, list, step }: MeasuredPages): Act[] {
  const typing = (page: Page) => page.keyboard.type('Hundesteuer Müller', { delay: keyMs });
  const search = (page: Page) => page.getByRole('combobox').first();
  return [
    { what: 'a key in the search', on: start, before: (page) => search(page).click(), measured: typing },
    {
      what: 'sending the search',
      on: start,
      before: (page) => search(page).fill('Hund'),
      measured: (page) => page.keyboard.press('Enter'),
    },
    {
      what: 'opening the menu',
      on: list,
      measured: (page) => page.getByRole('banner').locator('summary').last().click(),
    },
    {
      what: 'a key in the form',
      on: step,
      before: (page) => page.getByRole('main').getByRole('textbox').first().click(),
      measured: typing,
    },
    {
      what: 'sending a step that lacks something',
      on: step,
      measured: (page) => page.getByRole('main').getByRole('button', { name: 'Weiter' }).click(),
    },
  ];
}

async function longest(browser: Browser, site: string, { on, before, measured }: Act): Promise<number> {
  const visit = await Visit.begin(browser, {
    ...{ width: 360, slowdown },
    ...(on.person && { person: on.person }),
  });
  try {
    const { page } = visit;
    await page.goto(`${site}${on.path}`, { waitUntil: 'networkidle' });
    await before?.(page);
    await page.evaluate(`globalThis.took = []; new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries()) if (interactionId) globalThis.took.push(duration);
    }).observe({ type: 'event', durationThreshold: ${leastMs} })`);
    await measured(page);
    await page.waitForTimeout(1_000);
    return Math.max(leastMs, ...(await page.evaluate<number[]>('globalThis.took')));
  } finally {
    await visit.end();
  }
}
