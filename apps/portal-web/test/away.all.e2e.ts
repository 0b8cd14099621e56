import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem, withoutProcess } from '#testing';
import { filedIn, signedInAt } from './followed-case';

/** A part of the system is away: what people read then, what still works, and that it goes on by itself once it is back (W6c). */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const away = 'Ein Teil des Portals ist gerade nicht erreichbar';
/** Loads a page until it is there again. */
const backAt = (page: Page, address: string, name: string | RegExp) =>
  soon(async () => {
    // The page that says that nothing answers has a heading, too.
    expect((await page.goto(address))?.status()).toBe(200);
    expect(await heading(page, name).count()).toBe(1);
  }, 60_000);
const complaints = [/status of 50\d/, /ERR_/, /EventSource|event stream/i];

test('while the mailbox is away, an application is shown with everything but its messages, and the mailbox says so', async () => {
  const { citizen, id } = await filedIn(run, 'duisburg');
  await browser.visitAlone({ person: citizen, width: 360, expected: complaints }, async (page) => {
    await withoutProcess('mailbox', async () => {
      await page.goto(`${citizen.site}/antraege/${id}`);
      await page.getByText('Ihr Antrag ist bei uns eingegangen').waitFor();
      await page.getByText('Die Nachrichten sind gerade nicht erreichbar').waitFor();
      expect(await axe(page)).toEqual([]);
      await page.goto(`${citizen.site}/postkorb`);
      await heading(page, away).waitFor();
      await page.getByText('Es ist nichts verloren gegangen.', { exact: false }).waitFor();
      await page.getByRole('main').getByRole('link', { name: /^0203/ }).waitFor();
      expect(await axe(page)).toEqual([]);
    });
    await backAt(page, `${citizen.site}/postkorb`, 'Postkorb');
  });
});

test('while applications are away, a page of the city is read, a form keeps what is typed, and it is saved once they are back', async () => {
  const { citizen } = await signedInAt(run, 'duisburg');
  const { id } = await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' });
  await browser.visitAlone({ person: citizen, expected: complaints }, async (page, visit) => {
    await page.goto(`${citizen.site}/antraege/${id}/formular/1`);
    await page.getByRole('status').filter({ hasText: 'Gespeichert' }).waitFor();
    await withoutProcess('application', async () => {
      await page.getByLabel('Vornamen').fill('Bleibt da');
      await page.getByText('Das Speichern klappt gerade nicht').waitFor();
      expect(await axe(page)).toEqual([]);
      const other = await visit.tab();
      await other.goto(`${citizen.site}/impressum`);
      await heading(other, 'Impressum').waitFor();
      await other.goto(`${citizen.site}/antraege`);
      await heading(other, away).waitFor();
      await other.close();
    });
    await soon(async () => {
      const { form } = await citizen.get<{ form: object }>(`/applications/${id}/form`);
      expect(JSON.stringify(form)).toContain('Bleibt da');
    }, 60_000);
    await page.getByText('Das Speichern klappt gerade nicht').waitFor({ state: 'detached' });
  });
  citizen.close();
});

test('while not even the pages answer, the gateway says that nothing is lost, in both languages', async () => {
  const site = run.tenants['duisburg']?.portal.replace(/\/$/, '') ?? '';
  await browser.visitAlone({ width: 360, expected: [...complaints, /favicon/] }, async (page) => {
    await withoutProcess('portal-web', async () => {
      const answer = await page.goto(`${site}/antraege`);
      expect([502, 503, 504]).toContain(answer?.status());
      await page.getByText('Es ist nichts verloren gegangen', { exact: false }).waitFor();
      expect(await axe(page)).toEqual([]);
      expect(await page.getByText(/in einigen Minuten noch einmal/).count()).toBe(1);
    });
    await backAt(page, `${site}/`, /.+/);
  });
});
