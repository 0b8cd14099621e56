import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Citizen, type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';

/** A session that ends while somebody types takes nothing with it, and a form acts in the session that it was shown in alone. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const expected = [/status of 40[13]/, /EventSource/];

/** The browser of this page is signed in anew, as in another window of it. */
async function signInAnew(page: Page, email: string): Promise<Citizen> {
  const again = await Citizen.signIn(run, 'duisburg', email);
  const { hostname } = new URL(again.site);
  const cookies = [...(again.browser.cookies.get(hostname) ?? [])];
  await page
    .context()
    .addCookies(
      cookies.map(([name, value]) => ({ name, value, domain: hostname, path: '/', httpOnly: true })),
    );
  return again;
}

test('without script what was typed waits until somebody has signed in anew, and is sent then', async () => {
  const email = `${randomUUID()}@example.org`;
  const person = await Citizen.signIn(run, 'duisburg', email);
  await browser.visit({ person, script: false, width: 360, expected }, async (page) => {
    await page.goto(`${person.site}/meine-daten/aendern`);
    await page.getByLabel('Telefonnummer').fill('0203 4711');
    await person.post('/sign-out');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    expect(
      await page
        .getByRole('link', { name: 'Melden Sie sich in einem neuen Fenster an' })
        .getAttribute('target'),
    ).toBe('_blank');
    // Whoever says so too early is told the same.
    await page.getByRole('button', { name: 'Ich bin wieder angemeldet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    const again = await signInAnew(page, email);
    await page.getByRole('button', { name: 'Ich bin wieder angemeldet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bitte senden Sie es noch einmal' }).waitFor();
    const phone = async () =>
      (await again.get<{ attributes: { phone?: { value: string } } }>('/me')).attributes.phone?.value;
    expect(await phone()).toBeUndefined();
    await page.getByRole('button', { name: 'Jetzt senden' }).click();
    await page.getByText('Ihre Änderungen sind gespeichert.').waitFor();
    expect(await phone()).toBe('0203 4711');
    again.close();
  });
  person.close();
});

test('D20 without script the same holds for a step of a form', async () => {
  const email = `${randomUUID()}@example.org`;
  const person = await Citizen.signIn(run, 'duisburg', email);
  const { id } = await person.post('/applications', { serviceKey: 'hundesteuer-anmeldung' });
  await browser.visit({ person, script: false, expected: [...expected, /status of 422/] }, async (page) => {
    await page.goto(`${person.site}/antraege/${id}/formular/1`);
    await page.getByLabel('Vornamen').fill('Erika');
    await person.post('/sign-out');
    await page.getByRole('button', { name: /^Weiter zu/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    const again = await signInAnew(page, email);
    await page.getByRole('button', { name: 'Ich bin wieder angemeldet' }).click();
    await page.getByRole('button', { name: 'Jetzt senden' }).click();
    expect(await page.getByLabel('Vornamen').inputValue()).toBe('Erika');
    again.close();
  });
  person.close();
});

test('with script a page in which somebody types stays when the session ends, says so, and sends it later', async () => {
  const email = `${randomUUID()}@example.org`;
  const person = await Citizen.signIn(run, 'duisburg', email);
  await browser.visit({ person, expected }, async (page) => {
    await page.goto(`${person.site}/meine-daten/aendern`);
    await page.getByLabel('Telefonnummer').fill('0203 4712');
    await person.post('/sign-out');
    const dialog = page.getByRole('dialog', { name: 'Ihre Sitzung ist beendet' });
    await dialog.waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Verstanden' }).click();
    expect(await page.getByLabel('Telefonnummer').inputValue()).toBe('0203 4712');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    const again = await signInAnew(page, email);
    await page.getByRole('button', { name: 'Ich bin wieder angemeldet' }).click();
    await page.getByRole('button', { name: 'Jetzt senden' }).click();
    await page.getByText('Ihre Änderungen sind gespeichert.').waitFor();
    again.close();
  });
  person.close();
});

test('a password never waits in a page', async () => {
  const email = `${randomUUID()}@example.org`;
  const person = await Citizen.signIn(run, 'duisburg', email);
  await browser.visit({ person, script: false, expected }, async (page) => {
    await page.goto(`${person.site}/meine-daten/passwort`);
    await page.getByLabel('Bisheriges Passwort').fill('ganz geheim einmal');
    await person.post('/sign-out');
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    expect(await page.content()).not.toContain('ganz geheim einmal');
  });
  person.close();
});

test('a form that is sent without its token, or with one of another session, does nothing: it is shown once more', async () => {
  const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
  const phoneOf = async () =>
    (await person.get<{ attributes: { phone?: { value: string } } }>('/me')).attributes.phone?.value;
  for (const token of [{}, { _csrf: 'x'.repeat(43) }]) {
    const answer = await person.browser.open('POST', `${person.site}/meine-daten/aendern`, {
      form: { ...token, _key: randomUUID(), _version: '"0"', phone: '0203 4711' },
    });
    expect([answer.status, answer.text.includes('Bitte senden Sie es noch einmal')]).toEqual([403, true]);
    expect(await phoneOf()).toBeUndefined();
  }
  await browser.visit({ person, expected }, async (page) => {
    await page.goto(`${person.site}/meine-daten/aendern`);
    await page.getByLabel('Telefonnummer').fill('0203 4711');
    const { hostname } = new URL(person.site);
    await page.context().clearCookies({ name: 'session', domain: hostname });
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihre Sitzung ist beendet' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
  person.close();
});

test('opening an address ends and changes nothing: what acts is sent by a form', async () => {
  const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
  await browser.visit({ person, script: false, expected: [/status of 404/] }, async (page) => {
    for (const path of [
      '/abmelden',
      '/meine-daten/loeschen/bestaetigen',
      '/meine-daten/vollmachten?act=own-name',
    ]) {
      await page.goto(person.site + path);
      expect((await person.get<{ personId: string }>('/me')).personId).not.toBe('');
    }
    await page.goto(`${person.site}/meine-daten`);
    expect(new URL(page.url()).pathname).toBe('/meine-daten');
  });
  person.close();
});

test('pages of one’s own are kept by nobody, and shown to nobody else', async () => {
  const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
  await browser.visit({ person }, async (page) => {
    for (const path of ['/meine-daten', '/antraege', '/postkorb', '/meine-daten/anmeldungen', '/']) {
      const answer = await page.goto(person.site + path);
      expect([path, answer?.headers()['cache-control']]).toEqual([path, expect.stringContaining('no-store')]);
    }
  });
  await browser.visit({}, async (page) => {
    for (const path of [
      '/meine-daten',
      '/antraege',
      '/antraege/uebernehmen',
      '/postkorb',
      '/meine-daten/vollmachten',
    ]) {
      await page.goto(person.site + path);
      await soon(() => expect(new URL(page.url()).pathname).toBe('/anmelden'));
    }
  });
  person.close();
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  String.raw`/\evil.example/`,
  '/api/me/export',
  '/api/sign-out',
  'javascript:alert(1)',
])('W9 nobody is led to %s after they have signed in or answered', async (forged) => {
  const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
  await browser.visit({ person, script: false }, async (page) => {
    // Whoever is signed in already goes on at once.
    await page.goto(`${person.site}/anmelden?zurueck=${encodeURIComponent(forged)}`);
    expect(new URL(page.url()).host).toBe(new URL(person.site).host);
    expect(new URL(page.url()).pathname).not.toMatch(/^\/api/);
  });
  await browser.visit({ script: false }, async (page) => {
    await page.goto(`${person.site}/anmelden?zurueck=${encodeURIComponent(forged)}`);
    const starts = await page
      .locator('main a[href*="/start"]')
      .evaluateAll((all) =>
        all.map(
          (one) => (one as { getAttribute(name: string): string | null } & object).getAttribute('href') ?? '',
        ),
      );
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((href) => href.includes('returnTo'))).toEqual([]);
  });
  person.close();
});
