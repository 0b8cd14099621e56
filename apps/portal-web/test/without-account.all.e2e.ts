import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { mailsTo, Staff, waitFor, type Items, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { photo } from './followed-case';
import { offer, purpose } from './own-service';

/** From the beginning to what became of it, on two devices, by somebody who has no account and signs on paper. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name }).first().click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const siteOf = (city: string) => run.tenants[city]?.portal.replace(/\/$/, '') ?? '';

/** Begins without an account, fills in what is asked for, and comes to the review. */
async function filledIn(page: Page, site: string, key: string): Promise<string> {
  await page.goto(`${site}/dienstleistungen/${key}`);
  await page
    .getByRole('link', { name: /^(Zum Formular|Ohne Anmeldung beginnen)$/ })
    .first()
    .click();
  await page.getByText('Erledigt. Sie können weitermachen.').waitFor();
  await press(page, 'Antrag beginnen');
  await page.getByLabel('Wofür?').fill('Für die Kita');
  await press(page, /^Weiter zu/);
  await heading(page, 'Stimmt alles?').waitFor();
  return /antraege\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
}

/** The link of the mail that leads back to what was filed without an account. */
const linkTo = (email: string, before = 0) =>
  waitFor('the mail with the link', async () => {
    const mails = await mailsTo(run, email);
    return mails.length > before && /https?:\/\/\S+token=\S+/.exec(mails[0]?.text ?? '')?.[0];
  });

/** Asks for that link, and goes where it leads. */
async function followed(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('main').getByRole('button').first().click();
  await page.waitForURL(/\/antraege$/);
}

test('R10a R10e in Rees somebody without an account signs on paper, uploads the signed page, and follows the matter on another device', async () => {
  const key = 'unterschrift-ohne-konto';
  await offer(run, 'rees', {
    ...{ key, title: { de: 'Bestätigung mit Unterschrift', en: 'Confirmation with a signature' } },
    ...{ signatureOnPaper: true, filing: { signIn: 'optional', draftDays: 14 }, form: purpose },
  });
  const [site, email] = [siteOf('rees'), `papier.${randomUUID()}@example.org`];
  const signed = 'Ausdruck des Antrags mit Ihrer Unterschrift';
  const id = await browser.visit({ width: 360 }, async (page) => {
    const application = await filledIn(page, site, key);
    await page.getByText('Dieser Antrag braucht Ihre Unterschrift.').waitFor();
    await press(page, 'Verbindlich absenden');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    // Who has to sign has something left to do.
    await page.getByText(`Bitte reichen Sie noch nach: ${signed}.`).waitFor();
    await page.getByRole('link', { name: /^Kopie Ihres Antrags/ }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Jetzt nachreichen' }).click();
    await page.getByRole('heading', { name: 'Diese Unterlagen fehlen noch' }).waitFor();
    expect(await axe(page)).toEqual([]);

    await page.goto(`${site}/weiterverfolgen`);
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await press(page, 'Link zusenden');
    await heading(page, 'Sehen Sie in Ihr E-Mail-Postfach').waitFor();
    return application;
  });

  const link = await linkTo(email);
  await browser.visit({}, async (page) => {
    await followed(page, link);
    // The link opens one door once; nothing of it stands in the addresses behind.
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url(), request.headers()['referer'] ?? ''));
    await page.getByRole('link', { name: 'Bestätigung mit Unterschrift' }).first().click();
    await page.getByRole('heading', { name: 'Diese Unterlagen fehlen noch' }).waitFor();
    await page.getByLabel(signed).first().setInputFiles(photo);
    await page.getByRole('button', { name: /impfausweis\.png löschen/ }).waitFor();
    await press(page, 'Antwort einreichen');
    await page.getByText('Sie haben geantwortet').waitFor();
    await page.getByRole('heading', { name: 'Diese Unterlagen fehlen noch' }).waitFor({ state: 'detached' });
    expect(addresses.filter((address) => address.includes('token'))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(5);
  });

  const staff = await Staff.signIn(run, officer('rees', 'buergerbuero'));
  const { documents } = await staff.get<{ documents: { name: string; kind: string }[] }>(
    `/applications/${id}`,
  );
  expect(documents.filter(({ name }) => name === photo.name).map(({ kind }) => kind)).toEqual([
    'unterschriebener-antrag',
  ]);
  staff.close();
});

test('W7 in Wuppertal a service without sign-in is filed by a stranger, who asks for the link on another device later', async () => {
  const key = 'ohne-anmeldung-wuppertal';
  await offer(run, 'wuppertal', {
    ...{ key, title: { de: 'Ohne Anmeldung', en: 'Without sign-in' } },
    ...{ filing: { signIn: 'none', draftDays: 7 }, form: purpose },
  });
  const [site, email] = [siteOf('wuppertal'), `fremd.${randomUUID()}@example.org`];
  await browser.visit({ width: 360 }, async (page) => {
    await filledIn(page, site, key);
    await press(page, 'Verbindlich absenden');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await page.getByRole('link', { name: 'Link zum Weiterverfolgen zusenden' }).click();
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await press(page, 'Link zusenden');
    await heading(page, 'Sehen Sie in Ihr E-Mail-Postfach').waitFor();
  });
  const first = await linkTo(email);
  await browser.visit({}, (page) => followed(page, first));
  const before = (await mailsTo(run, email)).length;
  // A new one by the address alone, which was proven by the first.
  await browser.visit({}, async (page) => {
    await page.goto(`${site}/weiterverfolgen`);
    await page.getByText('Erledigt. Sie können weitermachen.').waitFor();
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await press(page, 'Link zusenden');
    await heading(page, 'Sehen Sie in Ihr E-Mail-Postfach').waitFor();
    await followed(page, await linkTo(email, before));
    await page.getByRole('link', { name: 'Ohne Anmeldung' }).first().waitFor();
  });
  const staff = await Staff.signIn(run, officer('wuppertal', 'abfallwirtschaft'));
  const { items } = await staff.get<Items<{ serviceKey: string }>>('/work-list');
  expect(items.map(({ serviceKey }) => serviceKey)).toContain(key);
  staff.close();
});

/** Somebody who works in an office. */
function officer(tenant: string, office: string): string {
  const login = run.logins.staff.find((one) => one.tenant === tenant && one.offices?.includes(office));
  if (login === undefined) throw new Error(`nobody works in ${office} of ${tenant}`);
  return login.user;
}
