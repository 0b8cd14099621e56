import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { classesWithoutRule, focusedElement, isNewFocus, overhangingElements, type TabStop } from './in-page';

/**
 * What axe finds on a page as it stands, one line each; nothing where it is accessible as far as a program can tell.
 * @param rules the rules that are asked; all where nothing is said
 */
export async function axe(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  if (rules.length > 0) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      [`${id} (${impact}): ${help}`, target.join(' '), failureSummary.replace(/\s+/g, ' ')].join(' · '),
    ),
  );
}

/** What hangs over the right edge of the page, so that people have to scroll sideways or never see it. */
export function overhanging(page: Page): Promise<string[]> {
  return page.evaluate(overhangingElements);
}

/** The classes that stand on the page and that no rule of its style sheets names. */
export function unruled(page: Page): Promise<string[]> {
  return page.evaluate(classesWithoutRule);
}

/** Where the focus is; null where it is nowhere. */
export function focused(page: Page): Promise<TabStop | null> {
  return page.evaluate(focusedElement);
}

/** Everything that the Tab key leads to from the beginning of the page, in this order. @param most stops after which it gives up */
export async function tabStops(page: Page, most = 200): Promise<TabStop[]> {
  const stops: TabStop[] = [];
  const seen = await page.evaluateHandle(() => new WeakSet<object>());
  for (let nth = 0; nth < most; nth += 1) {
    await page.keyboard.press('Tab');
    const stop = (await seen.evaluate(isNewFocus)) ? await focused(page) : null;
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`after ${most} presses of Tab the page has not ended`);
}

/**
 * Goes to something with the Tab key alone, as somebody without a mouse does.
 * @throws Error that names where the key led instead
 */
export async function tabTo(page: Page, target: Locator, most = 100): Promise<void> {
  const passed: string[] = [];
  for (let nth = 0; nth < most; nth += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    passed.push(stop === null ? '(nowhere)' : `${stop.tag} "${stop.name}"`);
  }
  throw new Error(
    `the Tab key does not lead to ${String(target)}, but to ${[...new Set(passed)].join(', ')}`,
  );
}
