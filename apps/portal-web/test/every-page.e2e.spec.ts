import type { Page } from 'playwright-core';
import { axe, overhanging, tabStops, type Look } from '#browser';
import { arrive, lookOf, portalPages, Scene, type PortalPage } from '#portal-pages';
import { testBrowser, wholeSystem } from '#testing';

/** What holds on every page in every state; what a page is for is tested where it is made. */

const browser = testBrowser();
let scene: Scene;
beforeAll(async () => {
  scene = new Scene(await wholeSystem());
}, 400_000);
afterAll(() => scene?.end());

const looking = async (listed: PortalPage, look: Look, check: (page: Page) => Promise<unknown>) =>
  browser.visit(await lookOf(listed, scene, look), async (page) => {
    await arrive(page, listed, scene, look);
    return check(page);
  });
const named = portalPages.map((page) => [page.name, page] as const);

test.each(named)(
  'R24 R25 %s is accessible in German and in English, and fits on a screen of 320 px',
  async (_, listed) => {
    await looking(listed, { width: 320 }, async (page) => {
      expect(await page.getAttribute('html', 'lang')).toBe('de');
      expect([await axe(page), await overhanging(page)]).toEqual([[], []]);
    });
    await looking(listed, { language: 'en' }, async (page) => {
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      expect(await axe(page)).toEqual([]);
    });
  },
);

test.each(named)('R24 %s can be seen in the dark, enlarged to 200 %%, without motion', async (_, listed) => {
  await looking(listed, { dark: true, zoom: 200, reducedMotion: true }, async (page) => {
    expect([await axe(page, ['color-contrast']), await overhanging(page)]).toEqual([[], []]);
    expect(await page.evaluate(moving)).toEqual([]);
  });
});

test.each(named)('R24 %s says where the keyboard leads to, by a name and by a line around it', (_, listed) =>
  looking(listed, {}, async (page) => {
    const stops = await tabStops(page);
    expect(stops.length).toBeGreaterThan(0);
    expect(stops.filter(({ name, seen }) => name === '' || !seen)).toEqual([]);
  }),
);

test.each(named.filter(([, { isInformation }]) => isInformation))(
  'R22 R24 %s can be read without script',
  async (_, listed) => {
    const text = (page: Page) => page.getByRole('main').innerText();
    const [plain, scripted] = [
      await looking(listed, { script: false }, text),
      await looking(listed, {}, text),
    ];
    expect(plain).toBe(scripted);
  },
);

/** What still moves although somebody asked for no motion. */
const moving = `[...document.getAnimations()].filter((one) => one.effect.getComputedTiming().duration > 10)
  .map((one) => one.animationName ?? one.transitionProperty)`;
