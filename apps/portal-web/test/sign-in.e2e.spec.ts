import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Citizen, mailsTo, waitFor, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';
import { chooseAtStandIn } from './at-a-stand-in';

/** How people sign in, step up and leave, in a real browser, in the city that promises it. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const siteOf = (city: string): string => (run.tenants[city]?.portal ?? '').replace(/\/$/, '');
const choices = (page: Page) => page.locator('.p-choice h3').allInnerTexts();
/** Pages of other parts that are not there yet are no matter of these. */
const expected = [/status of 404/];
const openMenu = (page: Page) => page.locator('.p-account > summary').click();
const panel = (page: Page) => page.locator('.p-account__panel');

/** The address of the link in the newest mail to somebody. */
const linkTo = (email: string, what: string): Promise<string> =>
  waitFor(`the mail with the link ${what}`, async () => {
    const links = (await mailsTo(run, email)).map(({ text }) => /http\S+\/api\/sign-in\S+/.exec(text)?.[0]);
    return links.find((link) => link?.includes(what));
  });

describe('the ways in', () => {
  test.each([
    [
      'duisburg',
      [
        'BundID mit Benutzername und Passwort',
        'BundID mit ELSTER-Zertifikat',
        'BundID mit Online-Ausweis',
        'Login-Link per E-Mail',
      ],
    ],
    // ELSTER is not possible in Wuppertal yet.
    [
      'wuppertal',
      [
        'BundID mit Benutzername und Passwort',
        'BundID mit Online-Ausweis',
        'Konto in diesem Portal',
        'Login-Link per E-Mail',
      ],
    ],
    [
      'rees',
      [
        'Login-Link per E-Mail',
        'Google-Konto',
        'BundID mit Benutzername und Passwort',
        'BundID mit ELSTER-Zertifikat',
        'BundID mit Online-Ausweis',
      ],
    ],
    [
      'dueren',
      [
        'BundID mit Benutzername und Passwort',
        'BundID mit ELSTER-Zertifikat',
        'BundID mit Online-Ausweis',
        'Servicekonto.NRW mit Benutzername und Passwort',
        'Servicekonto.NRW mit ELSTER-Zertifikat',
        'Servicekonto.NRW mit Online-Ausweis',
      ],
    ],
    [
      'herford',
      [
        'BundID mit Benutzername und Passwort',
        'BundID mit ELSTER-Zertifikat',
        'BundID mit Online-Ausweis',
        'Konto in diesem Portal',
      ],
    ],
  ])('W8 D14 W12 R10d in %s are those of the city, each with its level', (city, offered) =>
    browser.visit({ expected }, async (page) => {
      await page.goto(`${siteOf(city)}/anmelden`);
      expect(await choices(page)).toEqual(offered);
      const levels = await page.locator('.p-choice .p-muted').allInnerTexts();
      expect(levels.filter((level) => !/niveau|Identitätsnachweis/.test(level))).toEqual([]);
    }),
  );

  test('D15a D16 R8 N1 for a service with the level hoch the ID card comes first, and what is not enough is said', () =>
    browser.visit({ expected, script: false }, async (page) => {
      await page.goto(`${siteOf('duisburg')}/anmelden?fuer=untersuchungsberechtigungsschein`);
      expect(await choices(page)).toEqual(['BundID mit Online-Ausweis']);
      await page.getByText('Das brauchen Sie dafür').click();
      await page.getByText('sechsstellige PIN').waitFor();
      const others = await page.getByRole('region', { name: 'Das genügt hier nicht' }).innerText();
      expect(others).toContain(
        'BundID mit Benutzername und Passwort erreicht das Niveau „niedrig“. Nötig ist „hoch“.',
      );
      expect(others).toContain('Login-Link per E-Mail');
    }));

  test('D18 W10 D19a N2 W17b where accounts at BundID are made, and who helps with them, stands beside', () =>
    browser.visit({ expected }, async (page) => {
      await page.goto(`${siteOf('wuppertal')}/anmelden`);
      const aside = page.getByRole('complementary');
      expect(
        await aside.getByRole('link', { name: 'Konto bei der BundID anlegen' }).getAttribute('href'),
      ).toMatch(/^https:\/\/id\.bund\.de\//);
      expect(await aside.innerText()).toContain('Das Passwort verwaltet der Anbieter.');
    }));
});

test('R10b R18 without script: a login link is sent, comes from the city, and leads back signed in, with the sign of the envelope', () =>
  browser.visit({ expected, script: false, width: 360 }, async (page) => {
    const email = `${randomUUID()}@example.org`;
    await page.goto(`${siteOf('rees')}/anmelden?zurueck=%2Fmeine-daten`);
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await page.getByRole('button', { name: 'Login-Link zusenden' }).click();
    await page.getByRole('heading', { name: 'Login-Mail versendet' }).waitFor();
    expect(page.url()).not.toContain(encodeURIComponent(email));
    const [mail] = await waitFor('the mail', async () => {
      const mails = await mailsTo(run, email);
      return mails.length > 0 && mails;
    });
    expect(await page.getByRole('main').innerText()).toContain(
      /<(\S+)>/.exec(mail?.from ?? '')?.[1] ?? mail?.from,
    );
    await page.goto(await linkTo(email, 'email/callback'));
    await page.getByRole('button', { name: 'Jetzt anmelden' }).click();
    await page.waitForURL(`${siteOf('rees')}/meine-daten`);
    expect(await page.locator('.p-account > summary').innerText()).toContain('angemeldet per Login-Link');
    expect(await page.locator('.p-account > summary .kern-icon--mail').count()).toBe(1);
  }));

test('R10b what is no address is said at its field, and stays there', () =>
  browser.visit({ expected: [...expected, /status of 400/] }, async (page) => {
    await page.goto(`${siteOf('duisburg')}/anmelden`);
    const field = page.getByLabel('E-Mail-Adresse');
    await field.fill('anna@');
    await page.getByRole('button', { name: 'Login-Link zusenden' }).click();
    await page.getByRole('alert').waitFor();
    expect([await field.inputValue(), await field.getAttribute('aria-invalid'), await axe(page)]).toEqual([
      'anna@',
      'true',
      [],
    ]);
    expect(await page.title()).toMatch(/^Fehler: /);
  }));

test.each([
  ['D4 D7', 'duisburg', 'Weiter zur BundID', 'Angemeldet mit BundID'],
  ['W9', 'wuppertal', 'Weiter zur BundID', 'Angemeldet mit BundID'],
  ['R10c', 'rees', 'Weiter zur BundID', 'Angemeldet mit BundID'],
  ['H3', 'herford', 'Weiter zur BundID', 'Angemeldet mit BundID'],
  ['W8', 'dueren', 'Weiter mit Servicekonto.NRW', 'Angemeldet mit Servicekonto.NRW'],
])('%s in %s somebody signs in (%s) and is back where they were', (_id, city, button, method) =>
  browser.visit({ expected }, async (page) => {
    await page.goto(`${siteOf(city)}/anmelden?zurueck=%2Fmeine-daten%2Fanmeldungen`);
    await page.getByRole('link', { name: button }).first().click();
    await chooseAtStandIn(page, 'katharina.weber', 'Benutzername');
    await page.waitForURL(`${siteOf(city)}/meine-daten/anmeldungen`);
    await openMenu(page);
    const menu = await panel(page).innerText();
    expect(menu).toContain(method);
    // R13: the level of the session.
    expect(menu.replaceAll('\u00ad', '')).toMatch(/Aktuelle Sitzung:\s+Vertrauensniveau niedrig/);
  }),
);

test('R10b R18 in Rees somebody signs in with a Google account', () =>
  browser.visit({ expected }, async (page) => {
    await page.goto(`${siteOf('rees')}/anmelden?zurueck=%2Fmeine-daten`);
    await page.getByRole('link', { name: 'Weiter mit Google-Konto' }).click();
    await page.getByLabel('Konto').fill('anna.beispiel');
    await page.getByLabel('Passwort').fill('demo');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.waitForURL(`${siteOf('rees')}/meine-daten`);
    await openMenu(page);
    const menu = await panel(page).innerText();
    expect(menu).toContain('Angemeldet mit Google-Konto');
    expect(menu).toMatch(/Aktuelle Sitzung:\s+Ohne Identitätsnachweis/);
  }));

describe('an account of the portal', () => {
  const password = 'vier Wörter merkt man sich';

  test('W6a H11 is looked at before it is saved, confirmed by its link, and signs in', () =>
    browser.visit({ expected: [...expected, /status of 4\d\d/] }, async (page) => {
      const email = `${randomUUID()}@example.org`;
      await page.goto(`${siteOf('herford')}/anmelden?zurueck=%2Fmeine-daten`);
      await page.getByRole('link', { name: 'Neues Konto anlegen' }).click();
      await page.getByLabel('Vornamen').fill('Anna');
      await page.getByLabel('Familienname').fill('Muster');
      await page.getByLabel('E-Mail-Adresse').fill(email);
      await page.getByRole('button', { name: 'Weiter zum Prüfen' }).click();
      await page.getByRole('alert').getByText('Geburtsdatum').waitFor();
      await page.getByLabel('Tag').fill('29');
      await page.getByLabel('Monat').fill('2');
      await page.getByLabel('Jahr').fill('1980');
      await page.getByRole('button', { name: 'Weiter zum Prüfen' }).click();
      await page.getByRole('heading', { name: 'Prüfen Sie Ihre Angaben' }).waitFor();
      expect(await page.locator('.p-datum__value').allInnerTexts()).toEqual([
        'Anna',
        'Muster',
        '29.02.1980',
        email,
      ]);
      expect(await axe(page)).toEqual([]);
      await page.getByLabel('Passwort wählen').fill(password);
      await page.getByRole('button', { name: 'Konto anlegen' }).click();
      await page.getByText('innerhalb von 24 Stunden').waitFor();
      await page.goto(await linkTo(email, 'local-account/confirm'));
      await page.getByLabel('Ihr Passwort').fill(password);
      await page.getByRole('button', { name: 'Bestätigen und anmelden' }).click();
      await page.waitForURL(`${siteOf('herford')}/meine-daten`);
      await openMenu(page);
      await panel(page).getByRole('button', { name: 'Abmelden' }).click();
      await page.getByRole('heading', { name: 'Sie sind abgemeldet' }).waitFor();
      await page.goto(`${siteOf('herford')}/anmelden/konto?zurueck=%2Fmeine-daten`);
      await page.getByLabel('E-Mail-Adresse').fill(email);
      await page.getByLabel('Passwort').fill('ein anderes als meines');
      await page.getByRole('button', { name: 'Anmelden' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe(email);
      await page.getByLabel('Passwort').fill(password);
      await page.getByRole('button', { name: 'Anmelden' }).click();
      await page.waitForURL(`${siteOf('herford')}/meine-daten`);
    }));

  test('N2 W6a a forgotten password is set anew by a mail, and nobody learns whether there is an account', () =>
    browser.visit({ expected, script: false }, async (page) => {
      await page.goto(`${siteOf('wuppertal')}/anmelden/passwort-vergessen`);
      await page.getByLabel('E-Mail-Adresse').fill(`${randomUUID()}@example.org`);
      await page.getByRole('button', { name: 'Link zusenden' }).click();
      await page.getByText('Wir haben eine Mail an diese Adresse gesendet.').waitFor();
    }));
});

describe('a session', () => {
  test('D17 R14 N1 H10 R13 goes up to the level hoch, and on where it was', () =>
    browser.visit({ expected }, async (page) => {
      const site = siteOf('duisburg');
      await page.goto(`${site}/anmelden?zurueck=%2Fmeine-daten`);
      await page.getByRole('link', { name: 'Weiter zur BundID' }).click();
      await chooseAtStandIn(page, 'erika.mustermann', 'Benutzername');
      await page.waitForURL(`${site}/meine-daten`);
      // Whoever is signed in on a lower level is led to the step-up, not to a further sign-in.
      await page.goto(`${site}/anmelden?fuer=untersuchungsberechtigungsschein&zurueck=%2Fmeine-daten`);
      const main = page.getByRole('main');
      await main.getByRole('heading', { name: 'Bitte weisen Sie sich online aus' }).waitFor();
      const said = await main.innerText();
      for (const ready of ['Online-Funktion', 'sechsstellige PIN', 'AusweisApp', 'NFC'])
        expect(said).toContain(ready);
      await main.getByRole('link', { name: 'Jetzt online ausweisen' }).click();
      await chooseAtStandIn(page, 'erika.mustermann', 'eID');
      await page.waitForURL(`${site}/meine-daten`);
      await openMenu(page);
      expect((await panel(page).innerText()).replaceAll('\u00ad', '')).toContain('Vertrauensniveau hoch');
    }));

  test.each([
    ['D20', 'duisburg', 'Meine offenen Anträge', 'Postkorb'],
    ['W14a', 'wuppertal', 'Mein Postkorb', 'Nachrichten'],
    ['R28a', 'rees', 'Offene Formulare', 'Postkorb'],
    ['N5a', 'dueren', 'Meine Aufträge', 'Postkorb'],
    ['H5b', 'herford', 'Mein Postkorb', 'Nachrichten'],
  ])(
    '%s in %s has the list in its menu as "%s" and the mailbox as "%s"; the menu closes with Esc and with a click elsewhere',
    async (_id, city, listName, mailboxName) => {
      const person = await Citizen.signInAt(run, city, { person: 'jonas.weber', means: 'Benutzername' });
      await browser.visit({ expected, person }, async (page) => {
        await page.goto(`${siteOf(city)}/abgemeldet`);
        await openMenu(page);
        await panel(page).getByRole('link').first().waitFor();
        const links = await panel(page).getByRole('list').getByRole('link').allInnerTexts();
        expect(links.map((text) => text.trim())).toEqual([listName, mailboxName, 'Meine Daten']);
        await page.keyboard.press('Escape');
        await panel(page).waitFor({ state: 'hidden' });
        await openMenu(page);
        await page.getByRole('heading').first().click();
        await panel(page).waitFor({ state: 'hidden' });
      });
      person.close();
    },
  );

  test('ends by a form, without script; own pages then ask to sign in, and lead back', async () => {
    const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
    await browser.visit({ expected, person, script: false }, async (page) => {
      const site = siteOf('duisburg');
      await page.goto(`${site}/meine-daten`);
      await openMenu(page);
      await panel(page).getByRole('button', { name: 'Abmelden' }).click();
      await page.waitForURL(`${site}/abgemeldet`);
      await page.goto(`${site}/meine-daten`);
      expect(new URL(page.url()).searchParams.get('zurueck')).toBe('/meine-daten');
    });
    person.close();
  });

  test('that is ended elsewhere leaves no open page behind: it says so, and leads back', async () => {
    const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
    await browser.visit({ expected: [...expected, /status of 401/, /EventSource/], person }, async (page) => {
      await page.goto(`${siteOf('duisburg')}/meine-daten`);
      await person.post('/sign-out');
      await page.getByRole('heading', { name: 'Ihre Sitzung ist beendet' }).waitFor();
      expect(new URL(page.url()).searchParams.get('zurueck')).toBe('/meine-daten');
    });
    person.close();
  });

  test('is announced to end five minutes before, and goes on when somebody wants to stay', async () => {
    const person = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
    await browser.visit({ expected, person }, async (page) => {
      await page.clock.install();
      await page.goto(`${siteOf('duisburg')}/meine-daten`);
      await page.clock.fastForward('54:00');
      const dialog = page.getByRole('dialog', { name: 'Sind Sie noch da?' });
      expect(await dialog.isVisible()).toBe(false);
      await page.clock.fastForward('01:30');
      await dialog.waitFor();
      expect(await dialog.innerText()).toContain('Ihre Eingaben sind gespeichert.');
      expect(await axe(page)).toEqual([]);
      await page.clock.setSystemTime(Date.now());
      const told = page.waitForResponse((answer) => answer.url().includes('.data'));
      await dialog.getByRole('button', { name: 'Angemeldet bleiben' }).click();
      expect((await told).ok()).toBe(true);
      await dialog.waitFor({ state: 'hidden' });
    });
    person.close();
  });
});
