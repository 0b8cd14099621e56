import { axe } from '#browser';
import { Citizen, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';
import { chooseAtStandIn } from './at-a-stand-in';

/** Where a sign-in at BundID does not succeed: what people read, and how they go on. Nobody is signed in by it. */

const browser = testBrowser();
let run: RunFile;
let site: string;
beforeAll(async () => {
  run = await wholeSystem();
  site = (run.tenants['duisburg']?.portal ?? '').replace(/\/$/, '');
});

const expected = [/status of (401|403|404|409|503)/];
const back = '/meine-daten/anmeldungen';
const isSignedIn = async (page: Page): Promise<boolean> =>
  (await page.goto(`${site}/api/me`))?.status() === 200;

/** Somebody leaves for BundID from the choice of ways in. */
async function leaves(page: Page, language: 'de' | 'en' = 'de'): Promise<void> {
  const path = language === 'en' ? '/en' : '';
  await page.goto(`${site}${path}/anmelden?zurueck=${encodeURIComponent(path + back)}`);
  await page.locator('main a[href*="/api/sign-in/bundid/start"]').first().click();
  await page.waitForURL(/\/sso\/choose/);
}

test.each([
  ['cancel', 'Die Anmeldung wurde abgebrochen.', 'beginnen Sie bitte noch einmal'],
  ['level-not-reached', 'Die Anmeldung reicht für dieses Anliegen nicht aus.', 'Es reicht:'],
  ['fail', 'Beim Anmeldedienst gibt es gerade eine Störung.', 'in einigen Minuten wieder'],
])(
  'R10c W9 an answer "%s" of BundID is said with a way on, which leads back where the person was',
  (ending, title, advice) =>
    browser.visit({ expected, width: 360 }, async (page) => {
      await leaves(page);
      await page.locator(`button[name=ending][value="${ending}"]`).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect([await page.getByRole('main').innerText(), await axe(page)]).toEqual([
        expect.stringContaining(advice),
        [],
      ]);
      await page.getByRole('link', { name: 'Zurück, wo Sie waren' }).click();
      // It is a page of one's own: nobody is signed in, so the ways in stand there again.
      await page.waitForURL(/\/anmelden\?zurueck=/);
      expect(new URL(page.url()).searchParams.get('zurueck')).toBe(back);
      expect(await isSignedIn(page)).toBe(false);
    }),
);

test('R25 the same is said in English, to whom reads English', () =>
  browser.visit({ expected, language: 'en' }, async (page) => {
    await leaves(page, 'en');
    await page.locator('button[name=ending][value=cancel]').click();
    await page.getByRole('heading', { level: 1, name: 'The sign-in was cancelled.' }).waitFor();
    expect([await page.getAttribute('html', 'lang'), await axe(page)]).toEqual(['en', []]);
  }));

test('R10c an attribute that BundID does not tell is said, with what can be done', () =>
  browser.visit({ expected }, async (page) => {
    await leaves(page);
    await page.locator('details > summary').click();
    await page.locator('input[name=omit][value="urn:oid:2.5.4.4"]').check();
    await chooseAtStandIn(page, 'erika.mustermann', 'Benutzername');
    await page
      .getByRole('heading', { level: 1, name: 'Der Anmeldedienst hat eine Angabe nicht übermittelt' })
      .waitFor();
    expect(await page.getByRole('main').innerText()).toContain('stimmen Sie der Übermittlung zu');
    expect(await isSignedIn(page)).toBe(false);
  }));

test('R10c a sign-in that was begun in another browser signs nobody in here', () =>
  browser.visit({ expected, script: false }, async (page) => {
    await page.goto(`${site}/api/sign-in/finish?attempt=7d0a1f0e-3c38-4a35-9d6d-7b2f6d2f5c11`);
    await page.getByRole('heading', { level: 1, name: 'Zu dieser Anmeldung fehlt der Anfang.' }).waitFor();
    await page.getByRole('link', { name: 'Anmeldung neu beginnen' }).click();
    await page.waitForURL(/\/anmelden$/);
    expect(await isSignedIn(page)).toBe(false);
  }));

test('D17 R14 a step-up that comes back as another person merges nothing, says so, and leaves everybody as they were', async () => {
  const person = await Citizen.signInAt(run, 'duisburg', { person: 'luka.jovic', means: 'Benutzername' });
  const { personId } = await person.get<{ personId: string }>('/me');
  await browser.visit({ expected, person }, async (page) => {
    await page.goto(`${site}/anmelden/niveau?zurueck=${encodeURIComponent(back)}`);
    await page.getByRole('link', { name: 'Jetzt online ausweisen' }).click();
    await chooseAtStandIn(page, 'hendrik.janssen', 'eID');
    await page
      .getByRole('heading', { level: 1, name: 'Sie haben sich als eine andere Person ausgewiesen.' })
      .waitFor();
    expect([await page.getByRole('main').innerText(), await axe(page)]).toEqual([
      expect.stringContaining('Nichts wurde zusammengeführt'),
      [],
    ]);
    await page.getByRole('link', { name: 'Zurück, wo Sie waren' }).click();
    await page.waitForURL(`${site}${back}`);
    const me = await person.get<{ personId: string; session: { levelOfAssurance: string } }>('/me');
    expect([me.personId, me.session.levelOfAssurance]).toEqual([personId, 'low']);
  });
  person.close();
});
