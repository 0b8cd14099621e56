import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Citizen, mailsTo, waitFor, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';
import { chooseAtStandIn } from './at-a-stand-in';

/** "Meine Daten" in a real browser: what is known, where it comes from, and what a person may do with it. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const siteOf = (city: string): string => (run.tenants[city]?.portal ?? '').replace(/\/$/, '');
const expected = [/status of 404/];
const newcomer = (city = 'duisburg') => Citizen.signIn(run, city, `${randomUUID()}@example.org`);

/** Everything that the page says of one thing that is known. */
const datum = (page: Page, term: string) =>
  page.locator('.p-datum').filter({ has: page.getByRole('term').getByText(term, { exact: true }) });

/** Looks at pages as somebody who is signed in. */
async function as<Result>(
  person: Citizen,
  look: object,
  visiting: (page: Page) => Promise<Result>,
): Promise<Result> {
  try {
    return await browser.visit({ expected, ...look, person }, visiting);
  } finally {
    person.close();
  }
}

test('R11 R12 R15 H12 what the chip of the ID card tells is shown with source, level and day, and is locked', async () => {
  const person = await Citizen.signInAt(run, 'duisburg', { person: 'erika.mustermann', means: 'eID' });
  await as(person, { script: false }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten`);
    for (const [term, value] of [
      ['Vornamen', 'Erika'],
      ['Geburtsname', 'Gabler'],
      ['Geburtsort', 'Berlin'],
      ['Staatsangehörigkeit', 'Deutschland'],
      ['Art des Ausweises', 'Personalausweis'],
    ] as const) {
      const said = await datum(page, term).innerText();
      expect(said).toContain(value);
      expect(said).toMatch(/gesperrt, aus: BundID\s+Niveau hoch\s+seit \d\d\.\d\d\.\d{4}/);
    }
    await page.goto(`${siteOf('duisburg')}/meine-daten/aendern`);
    expect(await page.getByLabel('Vornamen').count()).toBe(0);
  });
});

test.each([
  ['D18 D19a', 'duisburg'],
  ['W10', 'wuppertal'],
])(
  '%s in %s data from BundID is changed, and the account deleted, there: the page leads to it',
  async (_, city) => {
    const person = await Citizen.signInAt(run, city, { person: 'erika.mustermann', means: 'Benutzername' });
    await as(person, { script: false }, async (page) => {
      await page.goto(`${siteOf(city)}/meine-daten`);
      const links = page.getByRole('complementary').getByRole('link', { name: 'BundID' });
      expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
        'https://id.bund.de/de',
        'https://id.bund.de/de',
      ]);
    });
  },
);

test('who signs in by a link alone is not told of an account elsewhere that they do not have', async () =>
  as(await newcomer('wuppertal'), { script: false }, async (page) => {
    await page.goto(`${siteOf('wuppertal')}/meine-daten`);
    await page.getByRole('heading', { name: 'Kontakt' }).waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'BundID' }).count()).toBe(0);
  }));

test('D19b R23a without script: a phone number is added, changed and taken away; what is wrong is said at its field', async () =>
  as(await newcomer(), { script: false, expected: [...expected, /status of 400/] }, async (page) => {
    const change = `${siteOf('duisburg')}/meine-daten/aendern`;
    await page.goto(change);
    await page.getByLabel('Telefonnummer').fill('ruf mich an');
    await page.locator('#city').fill('Duisburg');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByRole('alert').getByText('Telefonnummer: Geben Sie Ziffern ein').waitFor();
    // Nothing that was typed is lost.
    expect(await page.locator('#city').inputValue()).toBe('Duisburg');
    await page.getByLabel('Telefonnummer').fill('0203 123456');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByText('Ihre Änderungen sind gespeichert.').waitFor();
    expect(await datum(page, 'Telefonnummer').innerText()).toContain('von Ihnen eingetragen');
    await page.goto(change);
    await page.getByLabel('Telefonnummer').fill('');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByText('Ihre Änderungen sind gespeichert.').waitFor();
    expect([await datum(page, 'Telefonnummer').count(), await datum(page, 'Ort').innerText()]).toEqual([
      0,
      expect.stringContaining('Duisburg'),
    ]);
  }));

test('two windows do not overwrite each other', async () =>
  as(await newcomer(), { expected: [...expected, /status of 412/] }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten/aendern`);
    const other = await page.context().newPage();
    await other.goto(`${siteOf('duisburg')}/meine-daten/aendern`);
    await other.locator('#city').fill('Rees');
    await other.getByRole('button', { name: 'Änderungen speichern' }).click();
    await other.getByText('Ihre Änderungen sind gespeichert.').waitFor();
    await page.locator('#city').fill('Duisburg');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByText('Ihre Daten haben sich inzwischen geändert').waitFor();
    expect(await page.locator('#city').inputValue()).toBe('Duisburg');
  }));

test('R15 H12 in Herford whoever has linked an ID card shows it once more before something is changed', async () => {
  const person = await Citizen.signInAt(run, 'herford', { person: 'johannes.krueger', means: 'eID' });
  person.close();
  const again = await Citizen.signInAt(run, 'herford', { person: 'johannes.krueger', means: 'Benutzername' });
  await as(again, {}, async (page) => {
    const site = siteOf('herford');
    await page.goto(`${site}/meine-daten/aendern`);
    await page.getByRole('link', { name: 'Mit Online-Ausweis anmelden' }).click();
    await page.getByRole('link', { name: 'Jetzt online ausweisen' }).click();
    await chooseAtStandIn(page, 'johannes.krueger', 'eID');
    await page.waitForURL(`${site}/meine-daten/aendern`);
    await page.getByLabel('Telefonnummer').fill('05221 1890');
    await page.getByRole('button', { name: 'Änderungen speichern' }).click();
    await page.getByText('Ihre Änderungen sind gespeichert.').waitFor();
  });
});

test('D10 the address that mail goes to counts once its link is opened', async () =>
  as(await newcomer(), {}, async (page) => {
    const site = siteOf('duisburg');
    const email = `${randomUUID()}@example.org`;
    await page.goto(`${site}/meine-daten/adresse`);
    await page.getByLabel('Adresse für unsere E-Mails').fill(email);
    await page.getByRole('button', { name: 'Link zusenden' }).click();
    await page.getByRole('alert').getByText('E-Mail versendet').waitFor();
    const link = await waitFor(
      'the mail',
      async () =>
        (await mailsTo(run, email)).map(({ text }) => /http\S+contact-address\S+/.exec(text)?.[0])[0],
    );
    await page.goto(`${site}/meine-daten`);
    expect(await page.getByText(email).count()).toBe(0);
    await page.goto(link);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Adresse bestätigen' }).click();
    await page.getByRole('link', { name: 'Zu Meine Daten' }).click();
    await page.getByText(email).waitFor();
  }));

test('where one is signed in is listed, and ended from here', async () => {
  const email = `${randomUUID()}@example.org`;
  const other = await Citizen.signIn(run, 'duisburg', email);
  await as(await Citizen.signIn(run, 'duisburg', email), { script: false }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten/anmeldungen`);
    const rows = page.getByRole('region', { name: 'Gerade angemeldet' }).getByRole('listitem');
    expect(await rows.first().innerText()).toContain('diese Sitzung');
    await rows.nth(1).getByRole('button', { name: 'Abmelden' }).click();
    await page.getByText('Die Anmeldung ist beendet.').waitFor();
    expect(await rows.count()).toBe(1);
    expect(await page.getByRole('region', { name: 'Verlauf' }).innerText()).toContain('Abgemeldet');
  });
  await expect(other.get('/me')).rejects.toThrow('401');
  other.close();
});

test('law 1 the consent to notices in the mailbox is given here, and taken back', async () =>
  as(await newcomer(), { script: false }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten/einwilligungen`);
    await page.getByRole('button', { name: 'Einwilligung erteilen' }).click();
    await page.getByText('Ihre Einwilligung ist erteilt.').waitFor();
    await page.getByRole('button', { name: 'Widerrufen' }).click();
    await page.getByText('Ihre Einwilligung ist widerrufen.').waitFor();
    await page.getByRole('button', { name: 'Einwilligung erteilen' }).waitFor();
  }));

test('law 7 somebody is given a mandate, acts under it, which every page says, and in their own name again', async () => {
  const grantor = await Citizen.signInAt(run, 'duisburg', {
    person: 'katharina.weber',
    means: 'Benutzername',
  });
  const code = await as(grantor, { expected: [...expected, /status of 400/] }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten/vollmachten`);
    await page.getByRole('button', { name: 'Code erstellen' }).click();
    await page.getByRole('alert').getByText('Letzter Tag').waitFor();
    await page.getByLabel('Tag', { exact: true }).fill('31');
    await page.getByLabel('Monat').fill('12');
    await page.getByLabel('Jahr').fill(String(new Date().getFullYear() + 1));
    await page.getByRole('button', { name: 'Code erstellen' }).click();
    return page.getByRole('alert').locator('strong').innerText();
  });
  await as(await newcomer(), {}, async (page) => {
    await page.goto(`${siteOf('duisburg')}/meine-daten/vollmachten`);
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Vollmacht annehmen' }).click();
    await page.getByText('Sie haben die Vollmacht angenommen.').waitFor();
    await page.getByRole('button', { name: 'Für Katharina Weber handeln' }).click();
    await page
      .getByRole('region', { name: 'Für wen Sie handeln' })
      .getByText('Sie handeln für Katharina Weber.')
      .waitFor();
    await page.getByRole('button', { name: 'Wieder für mich selbst handeln' }).click();
    await page.getByRole('region', { name: 'Für wen Sie handeln' }).waitFor({ state: 'detached' });
  });
});

test('law 12 somebody reads what an erasure means, is asked once more, and is erased', async () => {
  const person = await newcomer();
  await as(person, { script: false }, async (page) => {
    const site = siteOf('duisburg');
    await page.goto(`${site}/meine-daten/loeschen`);
    await page.getByRole('heading', { name: 'Das bleibt' }).waitFor();
    await page.getByRole('link', { name: 'Weiter zum Löschen' }).click();
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await page.getByRole('heading', { name: 'Ihr Konto ist gelöscht' }).waitFor();
    await page.goto(`${site}/meine-daten`);
    expect(new URL(page.url()).pathname).toBe('/anmelden');
  });
});

test('R16 W13 at a hand-over the person sees what is passed on, and takes a remembered consent back here', async () => {
  const person = await Citizen.signInAt(run, 'wuppertal', {
    person: 'erika.mustermann',
    means: 'Benutzername',
  });
  await as(person, {}, async (page) => {
    await page.goto(run.standIns['kinderbetreuung'] ?? '');
    await page.getByRole('link').or(page.getByRole('button')).first().click();
    await page
      .getByRole('heading', { name: 'Möchten Sie diese Daten an „Kinderbetreuungsportal“ weitergeben?' })
      .waitFor();
    expect([await page.getByRole('main').innerText(), await axe(page)]).toEqual([
      expect.stringContaining('Mustermann'),
      [],
    ]);
    await page.getByLabel('Nicht wieder fragen').check();
    await page.getByRole('button', { name: 'Zustimmen und weitergeben' }).click();
    await page.waitForURL((url) => url.hostname === '127.0.0.1');
    await page.goto(`${siteOf('wuppertal')}/meine-daten/einwilligungen`);
    await page.getByRole('button', { name: 'Weitergabe an Kinderbetreuungsportal widerrufen' }).click();
    await page.getByText('Sie haben keinem anderen Portal dauerhaft erlaubt').waitFor();
  });
});
