import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Browser, Citizen, mailsTo, waitFor, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';
import { chooseAtStandIn } from './at-a-stand-in';

/** What becomes of accounts: another password, and the move from Servicekonto.NRW to BundID. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const siteOf = (city: string): string => (run.tenants[city]?.portal ?? '').replace(/\/$/, '');
const expected = [/status of 4\d\d/];
const [first, second, third] = [
  'vier Wörter merkt man sich',
  'fünf Wörter merkt man sich auch',
  'sechs Wörter sind noch besser als fünf',
];

/** The link of the newest mail to an address. */
const linkTo = (email: string, what: string): Promise<string> =>
  waitFor(`the mail with the link ${what}`, async () => {
    const links = (await mailsTo(run, email)).map(({ text }) => /http\S+\/api\/sign-in\S+/.exec(text)?.[0]);
    return links.find((link) => link?.includes(what));
  });

async function signsIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${siteOf('herford')}/anmelden/konto?zurueck=%2Fmeine-daten`);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

const isIn = (page: Page): Promise<void> => page.waitForURL(`${siteOf('herford')}/meine-daten`);

test('N2 H11 the password of an account here is changed under "Meine Daten", or set anew by a mail when it was forgotten; the former one opens nothing', async () => {
  const email = `${randomUUID()}@example.org`;
  const stranger = new Citizen(new Browser(), siteOf('herford'));
  const who = { email, givenName: 'Anna', familyName: 'Muster', dateOfBirth: '1980-02-29', password: first };
  await stranger.post('/sign-in/local-account/registrations', who);
  stranger.close();
  await browser.visit({ expected }, async (page) => {
    await page.goto(await linkTo(email, 'local-account/confirm'));
    await page.getByLabel('Ihr Passwort').fill(first);
    await page.getByRole('button', { name: 'Bestätigen und anmelden' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/api/'));

    await page.goto(`${siteOf('herford')}/meine-daten`);
    await page.getByRole('link', { name: 'Passwort' }).click();
    await page.getByLabel('Bisheriges Passwort').fill('das ist es nicht');
    await page.getByLabel('Neues Passwort').fill(second);
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByRole('alert').getByText('Bisheriges Passwort').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Bisheriges Passwort').fill(first);
    await page.getByLabel('Neues Passwort').fill(second);
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByText('Ihr Passwort ist geändert.').waitFor();
  });
  await browser.visit({ expected }, async (page) => {
    await signsIn(page, email, first);
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('link', { name: 'Passwort vergessen?' }).click();
    await page.getByRole('heading', { level: 1, name: 'Passwort vergessen' }).waitFor();
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await page.getByRole('button', { name: 'Link zusenden' }).click();
    await page.getByRole('heading', { level: 1, name: 'E-Mail versendet' }).waitFor();
    const link = await linkTo(email, 'local-account/password');
    await page.goto(link);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Neues Passwort').fill(third);
    await page.getByRole('button', { name: 'Passwort setzen und anmelden' }).click();
    await isIn(page);
    // The link works once.
    await page.goto(link);
    expect(await page.getByLabel('Neues Passwort').count()).toBe(0);
  });
  await browser.visit({ expected, script: false }, async (page) => {
    await signsIn(page, email, second);
    await page.getByRole('alert').first().waitFor();
    await signsIn(page, email, third);
    await isIn(page);
  });
});

test('W11 whoever moves from Servicekonto.NRW to BundID keeps data, applications and mailbox, and is led through it', async () => {
  const who = { person: 'johannes.krueger', means: 'eID' } as const;
  const former = await Citizen.signInAt(run, 'dueren', who, 'servicekonto-nrw');
  const { id } = await former.submit(
    await former.draft('hundesteuer-abmeldung', { tagNumber: '4711', endsOn: '2026-11-01', reason: 'died' }),
  );
  former.close();
  const site = siteOf('dueren');
  await browser.visit({ expected: [...expected, /EventSource/], width: 360 }, async (page) => {
    await page.goto(`${site}/anmelden?zurueck=%2Fmeine-daten`);
    await page.getByRole('link', { name: 'Weiter zur BundID' }).click();
    await chooseAtStandIn(page, who.person, who.means);
    await page.waitForURL(`${site}/meine-daten`);
    await page.getByRole('heading', { name: 'Ihr Konto von Servicekonto.NRW umziehen' }).waitFor();
    expect(await axe(page)).toEqual([]);
    // Somebody else's account is moved to nobody.
    await page.getByRole('link', { name: 'Mit Servicekonto.NRW anmelden' }).click();
    await chooseAtStandIn(page, 'luka.jovic', 'eID');
    await page.waitForURL((url) => url.href.startsWith(site));
    await page.goto(`${site}/meine-daten`);
    await page.getByRole('link', { name: 'Mit Servicekonto.NRW anmelden' }).click();
    await chooseAtStandIn(page, who.person, who.means);
    await page.waitForURL(`${site}/meine-daten`);
    await page.getByRole('heading', { level: 1, name: 'Meine Daten' }).waitFor();
    expect(await page.getByText('Ihr Konto von Servicekonto.NRW umziehen').count()).toBe(0);
    await page.goto(`${site}/antraege/${id}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/antraege/${id}`);
  });
  // From now on BundID leads to what was there.
  const later = await Citizen.signInAt(run, 'dueren', who);
  expect((await later.myApplications()).map((one) => one.id)).toContain(id);
  later.close();
});

test('R16 W13 whoever does not agree passes nothing on to another portal', async () => {
  const person = await Citizen.signInAt(run, 'wuppertal', { person: 'hendrik.janssen', means: 'eID' });
  await browser.visit({ person, expected }, async (page) => {
    await page.goto(run.standIns['kinderbetreuung'] ?? '');
    await page.getByRole('link').or(page.getByRole('button')).first().click();
    await page
      .getByRole('heading', { name: 'Möchten Sie diese Daten an „Kinderbetreuungsportal“ weitergeben?' })
      .waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Janßen');
    await page.getByRole('button', { name: 'Nicht weitergeben' }).click();
    await page.waitForURL((url) => url.hostname === '127.0.0.1');
    expect(await page.locator('body').innerText()).not.toContain('Janßen');
    await page.goto(`${siteOf('wuppertal')}/meine-daten/einwilligungen`);
    await page.getByText('Sie haben keinem anderen Portal dauerhaft erlaubt').waitFor();
  });
  person.close();
});
