import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { Citizen, dogRegistration, type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';

/** A phone at the edge of a network: what a person is told meanwhile, and that nothing of theirs is lost or done twice. */

const browser = testBrowser();
let run: RunFile;
const people: Citizen[] = [];
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);
afterAll(() => people.forEach((one) => one.close()));
async function somebody(): Promise<Citizen> {
  const citizen = await Citizen.signIn(run, 'duisburg', `leitung.${randomUUID()}@example.org`);
  people.push(citizen);
  return citizen;
}
const service = 'hundesteuer-anmeldung';
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const onItsWay = (page: Page) => page.getByRole('status').getByText('Wird geladen');

test('what was followed or sent is said to be on its way, until it is there', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft(service, dogRegistration());
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege`);
    await soon(async () => expect(await acts(page)).toBe(true));
    let arrive: () => void = () => undefined;
    const hold = async (pattern: RegExp) => {
      const line = new Promise<void>((resolve) => (arrive = resolve));
      await page.route(pattern, async (route) => {
        await line;
        await route.continue();
      });
    };
    await hold(/\/impressum\.data/);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Impressum' }).click();
    await onItsWay(page).waitFor();
    expect(await axe(page)).toEqual([]);
    arrive();
    await heading(page, 'Impressum').waitFor();
    expect(await onItsWay(page).count()).toBe(0);

    await page.goto(`${citizen.site}/antraege/${draft.id}/pruefen`);
    await soon(async () => expect(await acts(page)).toBe(true));
    await hold(/\/absenden\.data/);
    const submit = page.getByRole('button', { name: /^Verbindlich absenden/ });
    await submit.click();
    await onItsWay(page).waitFor();
    // Nobody believes it the first time.
    await submit.click();
    arrive();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
  expect(await filings(citizen, draft)).toBe(1);
});

test('a form is filled in before its scripts are there, and sent by an impatient person: nothing is lost, and it is filed once', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft(service, dogRegistration());
  await browser.visit({ person: citizen, width: 360, badLine: true }, async (page) => {
    const { site } = citizen;
    await page.goto(site, { waitUntil: 'commit' });
    await page.getByRole('combobox').first().fill('Hund');
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByRole('link', { name: /Hund/ }).first().waitFor();
    await page.goto(`${site}/antraege/${draft.id}/formular/1`, { waitUntil: 'commit' });
    const field = page.getByRole('main').getByRole('textbox').first();
    await field.fill('Wilhelmine');
    await page.getByRole('button', { name: 'Weiter' }).dblclick();
    await page.waitForURL(/formular\/2/);
    await page.goto(`${site}/antraege/${draft.id}/pruefen`, { waitUntil: 'commit' });
    await page.getByText('Wilhelmine').waitFor();
    await page.getByRole('button', { name: /^Verbindlich absenden/ }).dblclick();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
  expect(await filings(citizen, draft)).toBe(1);
});

/** How often an application was filed. */
async function filings(citizen: Citizen, { id }: { readonly id: string }): Promise<number> {
  const { history } = await citizen.get<{ readonly history: readonly { readonly type: string }[] }>(
    `/applications/${id}`,
  );
  return history.filter(({ type }) => type === 'ApplicationFiled').length;
}

/** Whether the page was taken over by its scripts. */
const acts = (page: Page) =>
  page.evaluate<boolean>(`Object.keys(document).some((name) => name.startsWith('_reactListening'))`);
