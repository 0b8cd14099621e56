import { randomUUID } from 'node:crypto';
import { axe, overhanging, tabStops, tabTo } from '#browser';
import type { Page } from 'playwright-core';
import { Browser, Citizen, mailsTo, waitFor, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';

/** The pages that identity shows by itself, in a real browser: links in mails lead to them. */

const browser = testBrowser();
let run: RunFile;
let site: string;
let citizen: Citizen;
beforeAll(async () => {
  run = await wholeSystem();
  site = (run.tenants['wuppertal']?.portal ?? '').replace(/\/$/, '');
  citizen = new Citizen(new Browser(), site);
}, 400_000);
afterAll(() => citizen?.close());

const password = 'vier Wörter merkt man sich';
const linkIn = (email: string, what: string): Promise<string> =>
  waitFor(`the mail with the link ${what}`, async () => {
    const links = (await mailsTo(run, email)).map(({ text }) => /http\S+\/api\/sign-in\S+/.exec(text)?.[0]);
    return links.find((link) => link?.includes(what));
  });

/** Each page, by how one comes to its link. */
const links: Readonly<Record<string, () => Promise<string>>> = {
  'the link to sign in': async () => {
    const email = `${randomUUID()}@example.org`;
    await citizen.post('/sign-in/email', { email, returnTo: '/' });
    return linkIn(email, 'email/callback');
  },
  'the link that confirms an account': async () => {
    const email = `${randomUUID()}@example.org`;
    const who = { email, givenName: 'Anna', familyName: 'Muster', dateOfBirth: '1980-02-29', password };
    await citizen.post('/sign-in/local-account/registrations', who);
    return linkIn(email, 'local-account/confirm');
  },
  'a link that is no longer good': () => Promise.resolve(`${site}/api/sign-in/email/callback?token=old`),
};

/** Looking at a page uses nothing up, so one link of each kind will do. */
const linkOf = new Map<string, Promise<string>>();
function link(name: string): Promise<string> {
  const known = linkOf.get(name) ?? (links[name] as () => Promise<string>)();
  linkOf.set(name, known);
  return known;
}
/** The answer to a link that is no longer good, and of a portal that has no page yet. */
const expected = [/status of 4\d\d/];
const isSignedIn = async (page: Page): Promise<boolean> =>
  (await page.goto(`${site}/api/me`))?.status() === 200;

describe.each(Object.keys(links))('%s', (name) => {
  test.each(['de', 'en'] as const)('R24 R25 is accessible in the language %s', (language) =>
    browser.visit({ language, expected }, async (page) => {
      await page.goto(await link(name));
      expect([await page.getAttribute('html', 'lang'), await axe(page)]).toEqual([language, []]);
    }),
  );

  test.each([{ width: 320 }, { zoom: 200 }, { width: 320, script: false }, { dark: true }])(
    'R24 can be read and used with %j',
    (look) =>
      browser.visit({ ...look, expected }, async (page) => {
        await page.goto(await link(name));
        expect(await overhanging(page)).toEqual([]);
        expect((await tabStops(page)).filter(({ name, seen }) => name === '' || !seen)).toEqual([]);
      }),
  );
});

test('R24 R10b with the keyboard alone somebody signs in by the link', () =>
  browser.visit({ reducedMotion: true, expected }, async (page) => {
    await page.goto(await link('the link to sign in'));
    await tabTo(page, page.getByRole('button', { name: 'Jetzt anmelden' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site}/`);
    expect(await isSignedIn(page)).toBe(true);
  }));

test('R24 W6a with the keyboard alone somebody confirms an account; a wrong password is said at its field', () =>
  browser.visit({ width: 320, expected }, async (page) => {
    await page.goto(await link('the link that confirms an account'));
    const field = page.getByLabel('Ihr Passwort');
    await tabTo(page, field);
    await page.keyboard.type('ein anderes als meines');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect([await axe(page), await field.getAttribute('aria-invalid')]).toEqual([[], 'true']);
    await tabTo(page, field);
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes('confirm'));
    expect(await isSignedIn(page)).toBe(true);
  }));
