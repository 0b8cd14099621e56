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

const looking = async <Found>(listed: PortalPage, look: Look, check: (page: Page) => Promise<Found>) =>
  browser.visit(await lookOf(listed, scene, look), async (page) => {
    await arrive(page, listed, scene, look);
    return check(page);
  });
const language = (page: Page) => page.getAttribute('html', 'lang');
const text = (page: Page) => page.getByRole('main').innerText();

/** What still moves although somebody asked for no motion, longer than one sees. */
const moving = `[...document.getAnimations()].filter((one) => one.effect.getComputedTiming().duration > 10)
  .map((one) => one.animationName ?? one.transitionProperty)`;

describe.each(portalPages.map((page) => [page.name, page] as const))('%s', (_, listed) => {
  test('R24 is accessible, by the keyboard, in the dark, on a small screen, enlarged and without motion', () =>
    looking(listed, {}, async (page) => {
      const stops = await tabStops(page);
      const found = { language: await language(page), axe: await axe(page) };
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const moves = await page.evaluate(moving);
      await page.setViewportSize({ width: 640, height: 400 }); // 1280 px enlarged to 200 %
      const enlarged = await overhanging(page);
      await page.setViewportSize({ width: 320, height: 640 });
      const small = await overhanging(page);
      await page.evaluate(`document.documentElement.dataset.kernTheme = 'dark'`);
      const dark = await axe(page, ['color-contrast']);
      expect({
        ...found,
        ...{ moves, enlarged, small, dark },
        leadsSomewhere: stops.length > 0,
        unnamedOrUnseen: stops.filter(({ name, seen }) => name === '' || !seen),
      }).toEqual({
        ...{ language: 'de', axe: [], moves: [], enlarged: [], small: [], dark: [] },
        ...{ leadsSomewhere: true, unnamedOrUnseen: [] },
      });
    }));

  test('R24 R25 is accessible in English, too, on a small screen', () =>
    looking(listed, { language: 'en', width: 320 }, async (page) => {
      const found = { language: await language(page), axe: await axe(page), small: await overhanging(page) };
      expect(found).toEqual({ language: 'en', axe: [], small: [] });
    }));

  if (listed.isInformation)
    test('R22 R24 can be read without script', async () => {
      const [plain, scripted] = [
        await looking(listed, { script: false }, text),
        await looking(listed, {}, text),
      ];
      expect(plain).toBe(scripted);
    });
});
