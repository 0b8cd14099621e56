import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { axe, overhanging, tabStops, unruled, type Look } from '#browser';
import { arrive, lookOf, Scene, type PortalPage } from '#portal-pages';
import { testBrowser, wholeSystem } from '#testing';

/** What holds on every page in every state; what a page is for is tested where it is made. */

const language = (page: Page) => page.getAttribute('html', 'lang');
const text = (page: Page) => page.getByRole('main').innerText();

/** The classes that KERN has rules for; the build leaves out what it finds nowhere in the sources of the pages. */
const kern = new Set(
  readFileSync(require.resolve('@kern-ux/native/dist/kern.min.css'), 'utf8').match(/(?<=\.)kern-[\w-]+/g),
);

/** What still moves although somebody asked for no motion, longer than one sees. */
const moving = `[...document.getAnimations()].filter((one) => one.effect.getComputedTiming().duration > 10)
  .map((one) => one.animationName ?? one.transitionProperty)`;

/** Looks at pages in one browser, with people and cases that every state needs. To be called where tests are declared. */
export function pageTests() {
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

  return {
    /** Whether a page is accessible, on a small screen and enlarged as well. */
    isAccessible: (listed: PortalPage) =>
      looking(listed, {}, async (page) => {
        const found = {
          language: await language(page),
          axe: await axe(page),
          leftOut: (await unruled(page)).filter((name) => kern.has(name)),
          ...(await narrow(page)),
        };
        expect(found).toEqual({ language: 'de', axe: [], leftOut: [], enlarged: [], small: [] });
      }),

    /** By the keyboard alone, in the dark, and without motion. */
    isUsable: (listed: PortalPage) =>
      looking(listed, {}, async (page) => {
        const stops = await tabStops(page);
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const moves = await page.evaluate(moving);
        await page.evaluate(`document.documentElement.dataset.kernTheme = 'dark'`);
        const dark = await axe(page, ['color-contrast']);
        expect({
          ...{ moves, dark, leadsSomewhere: stops.length > 0 },
          unnamedOrUnseen: stops.filter(({ name, seen }) => name === '' || !seen),
        }).toEqual({ moves: [], dark: [], leadsSomewhere: true, unnamedOrUnseen: [] });
      }),

    isAccessibleInEnglish: (listed: PortalPage) =>
      looking(listed, { language: 'en', width: 320 }, async (page) => {
        const found = {
          language: await language(page),
          axe: await axe(page),
          small: await overhanging(page),
        };
        expect(found).toEqual({ language: 'en', axe: [], small: [] });
      }),

    /** Whether it says the same without script. */
    isReadWithoutScript: async (listed: PortalPage) => {
      const [plain, scripted] = [
        await looking(listed, { script: false }, text),
        await looking(listed, {}, text),
      ];
      expect(plain).toBe(scripted);
    },
  };
}

async function narrow(page: Page) {
  await page.setViewportSize({ width: 640, height: 400 }); // 1280 px enlarged to 200 %
  const enlarged = await overhanging(page);
  await page.setViewportSize({ width: 320, height: 640 });
  return { enlarged, small: await overhanging(page) };
}
