import type { Page } from 'playwright-core';
import { axe, tabTo } from '#browser';
import { Citizen, mailsTo, type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';

/** What everybody reads before they sign in: each promise in the city that makes it. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

/** The address of a page of a city. */
const at = (city: string, path = '/') => new URL(path, run.tenants[city]?.portal).href;
/** What stands on a page of a city, without script unless it is asked for. */
const reading = <Found>(city: string, path: string, read: (page: Page) => Promise<Found>) =>
  browser.visit({ script: false }, async (page) => {
    await page.goto(at(city, path));
    return read(page);
  });
const main = (page: Page) => page.getByRole('main');
const links = (page: Page) => main(page).getByRole('link').allInnerTexts();
/** The names of the services that a page lists, without soft hyphens. */
const listed = async (page: Page) => (await page.locator('.p-list .p-row__title').allInnerTexts()).sort();
const services = (city: string) => reading(city, '/dienstleistungen', listed);

describe('a service is found', () => {
  test.each([
    ['R1a', 'rees', 'Hunde', 'Hundesteuer – Anmeldung'],
    ['H1a', 'herford', 'Hunde', 'Hundesteuer – Anmeldung'],
    ['N9', 'dueren', 'Tiere', 'Hundesteuer – Abmeldung'],
  ])('%s in %s by its letter, by a tile and by words', async (_, city, topic, title) => {
    await browser.visit({}, async (page) => {
      const service = page.getByRole('heading', { level: 1, name: title });
      await page.goto(at(city));
      await page.getByRole('link', { name: 'Dienstleistungen mit H' }).click();
      await main(page).getByRole('link', { name: title }).click();
      await service.waitFor();
      await page.goto(at(city));
      await main(page).getByRole('link', { name: topic, exact: true }).click();
      await main(page).getByRole('link', { name: title }).click();
      await service.waitFor();
      await page.goto(at(city));
      await page.getByRole('combobox').fill('hundesteuer');
      await page.getByRole('button', { name: 'Suchen' }).click();
      await main(page).getByRole('link', { name: title }).click();
      await service.waitFor();
    });
  });

  test('with the keyboard alone, across a slip of the pen', () =>
    browser.visit({}, async (page) => {
      await page.goto(at('duisburg'));
      const field = page.getByRole('combobox', { name: 'Dienstleistung suchen' });
      await tabTo(page, field);
      await page.keyboard.type('hnud');
      // What was found for the first letters stands there until the rest is.
      await soon(async () =>
        expect(await page.getByRole('option').allInnerTexts()).toEqual(['Hundesteuer – Anmeldung']),
      );
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await soon(async () => expect(await page.getByRole('option').count()).toBe(0));
      expect(await field.inputValue()).toBe('hnud');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Hundesteuer – Anmeldung' }).waitFor();
    }));

  test.each([
    ['R1a', 'rees', 'Heiratsurkunde', 'Personenstandsurkunde'],
    ['H1a', 'herford', 'Geburtsurkundde', 'Personenstandsurkunde'],
    ['N9', 'dueren', 'Bewohnerparkausweis', 'Anwohnerparkausweis'],
    ['', 'duisburg', 'hnud', 'Hundesteuer – Anmeldung'],
    ['', 'duisburg', 'geruest', 'Sondernutzung öffentlicher Straßen'],
    ['', 'duisburg', 'Hund anmelden', 'Hundesteuer – Anmeldung'],
  ])('%s without script, in %s by "%s", as people call it', async (_, city, words, title) => {
    await browser.visit({ script: false }, async (page) => {
      await page.goto(at(city));
      await page.getByRole('combobox').fill(words);
      await page.getByRole('button', { name: 'Suchen' }).click();
      expect(await listed(page)).toEqual([title]);
    });
  });
});

test('R6 H7 D1a R1b H1b D2 each listed service of each city can be read by everybody, and begun online', async () => {
  for (const city of Object.keys(run.tenants)) {
    const found = await browser.visit({ script: false }, async (page) => {
      await page.goto(at(city, '/dienstleistungen'));
      const paths = await page
        .locator('.p-list a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      const begun: string[] = [];
      for (const path of paths) {
        await page.goto(at(city, path));
        begun.push(...(await page.getByRole('complementary').getByRole('heading').allInnerTexts()));
      }
      return { paths, begun };
    });
    expect([city, found.paths.length >= 5]).toEqual([city, true]);
    expect([city, new Set(found.begun)]).toEqual([city, new Set(['Online beantragen'])]);
    expect(found.begun.length).toBe(found.paths.length);
  }
});

test('R4 in Rees only what is online to the end is listed, with the way to the rest; Duisburg leads nowhere else', async () => {
  const other = 'Alle anderen Dienstleistungen der Stadt';
  const named = async (city: string) =>
    (await reading(city, '/dienstleistungen', links)).some((text) =>
      text.replaceAll('\u00ad', '').includes(other),
    );
  expect(await named('rees')).toBe(true);
  expect(await named('duisburg')).toBe(false);
});

describe('the page of a service says before anything is filled in', () => {
  const facts = (city: string, key: string) =>
    reading(city, `/dienstleistungen/${key}`, async (page) =>
      (await page.locator('.p-facts').innerText()).replaceAll('\u00ad', '').replaceAll('\u00a0', ' '),
    );

  test('R21 D3 the fee, and that it is paid online', async () => {
    expect(await facts('duisburg', 'bewohnerparkausweis')).toContain('30,70 €');
    expect(await facts('duisburg', 'bewohnerparkausweis')).toContain('online zu bezahlen');
    expect(await facts('duisburg', 'personenstandsurkunde')).toContain('ab 10,00 €');
    expect(await facts('rees', 'hundesteuer-anmeldung')).toContain('kostenlos');
  });

  test('D15a D16 R8 which level it needs', async () => {
    expect(await facts('duisburg', 'untersuchungsberechtigungsschein')).toMatch(
      /BundID nötig\s+mit Vertrauensniveau\s„hoch“/,
    );
    expect(await facts('rees', 'uebermittlungssperre')).toMatch(
      /nötig\s+mit Vertrauensniveau\s„substanziell“/,
    );
    expect(await facts('duisburg', 'bewohnerparkausweis')).toContain('„niedrig“ genügt');
  });

  test('D13 in Duisburg two services need BundID, and no other', async () => {
    const needing: string[] = [];
    for (const title of await services('duisburg')) {
      const text = await browser.visit({ script: false }, async (page) => {
        await page.goto(at('duisburg', '/dienstleistungen'));
        await main(page).getByRole('link', { name: title }).click();
        return page.locator('.p-facts').innerText();
      });
      if (text.includes('BundID nötig')) needing.push(title);
    }
    expect(needing).toEqual(['Bewohnerparkausweis', 'Untersuchungsberechtigungsschein']);
  });

  test('W2 W3 in Wuppertal by a sign, that each application takes an eID; in Duisburg none does', async () => {
    const sign = (city: string, key: string) =>
      reading(city, `/dienstleistungen/${key}`, (page) =>
        page.getByText('Online-Ausweis für jeden Antrag').count(),
      );
    expect(await sign('wuppertal', 'meldebescheinigung')).toBe(1);
    expect(await sign('duisburg', 'meldebescheinigung')).toBe(0);
  });

  test.each([
    ['N1', 'dueren', undefined],
    ['H10', 'herford', 'auskunftssperre'],
    ['D16', 'duisburg', 'untersuchungsberechtigungsschein'],
  ])('%s in %s what an eID takes: card, PIN, AusweisApp, phone or reader', async (_, city, key) => {
    // In Düren no service needs one; the sign-in says it there.
    const path = key === undefined ? '/anmelden' : `/dienstleistungen/${key}`;
    const text = await reading(city, path, (page) => main(page).textContent());
    for (const needed of ['sechsstellige', 'AusweisApp', 'Kartenlesegerät', 'fünfstellige'])
      expect(text).toContain(needed);
  });

  test('N3 D6b D6c who is responsible, with contact and a page of its own that lists its services', async () => {
    await browser.visit({ script: false }, async (page) => {
      await page.goto(at('dueren', '/dienstleistungen/anwohnerparken'));
      await page.getByRole('link', { name: 'anwohnerparken@dueren.example' }).first().waitFor();
      await page.goto(at('duisburg', '/dienstleistungen/hundesteuer-anmeldung'));
      const responsible = page.getByRole('region', { name: 'Wer ist zuständig?' });
      await responsible.getByRole('link', { name: '0203 2833000' }).waitFor();
      await responsible.getByRole('link', { name: /Amt für Rechnungswesen und Steuern/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Amt für Rechnungswesen und Steuern' }).waitFor();
      expect(await main(page).innerText()).toContain('Sonnenwall 85, 47051\u00a0Duisburg');
      expect(await listed(page)).toEqual(['Hundesteuer – Anmeldung']);
    });
  });

  test.each([
    ['D6a', 'duisburg', 'hundesteuer-anmeldung', ['Per Post', 'Per E-Mail', 'Am Telefon', 'Persönlich']],
    ['W4', 'wuppertal', 'sperrmuell', ['Am Telefon', 'Per E-Mail']],
    ['R23b', 'rees', 'personenstandsurkunde', ['Per Post', 'Persönlich']],
    ['N4', 'dueren', 'fundsachen', ['Am Telefon', 'Per E-Mail', 'Persönlich']],
  ])('%s in %s how %s can be done without the internet', async (_, city, key, ways) => {
    const found = await reading(city, `/dienstleistungen/${key}`, (page) =>
      page.getByRole('region', { name: 'Andere Wege' }).locator('strong').allInnerTexts(),
    );
    expect(found).toEqual(ways.map((way) => `${way}:`));
  });

  test('W5 in Wuppertal for whom a guardian applies; in Duisburg no account has a minimum age', async () => {
    const minors = (city: string, key: string) =>
      reading(city, `/dienstleistungen/${key}`, (page) =>
        page.getByRole('region', { name: 'Für Minderjährige' }).count(),
      );
    expect(await minors('wuppertal', 'kinderbetreuung')).toBe(1);
    expect(await minors('duisburg', 'bewohnerparkausweis')).toBe(0);
  });
});

test('D12 W7 the login box stands beside the description where a login is needed, else the way to the form', async () => {
  const box = (city: string, key: string, person?: Citizen) =>
    browser.visit({ ...(person && { person }) }, async (page) => {
      await page.goto(at(city, `/dienstleistungen/${key}`));
      const aside = page.getByRole('complementary');
      const place = await aside.boundingBox();
      const act = aside.locator('.p-actions').first().locator('a, button').first();
      await page.setViewportSize({ width: 360, height: 740 });
      const [lead, below] = [await page.locator('.p-facts').boundingBox(), await aside.boundingBox()];
      return {
        act: await act.innerText(),
        beside: (place?.x ?? 0) > 640,
        below: (below?.y ?? 0) >= (lead?.y ?? 0) + (lead?.height ?? 0),
      };
    });
  const places = { beside: true, below: true };
  expect(await box('duisburg', 'bewohnerparkausweis')).toEqual({ act: 'Mit BundID anmelden', ...places });
  expect(await box('duisburg', 'hundesteuer-anmeldung')).toEqual({
    act: 'Ohne Anmeldung beginnen',
    ...places,
  });
  expect(await box('wuppertal', 'sperrmuell')).toEqual({ act: 'Zum Formular', ...places });
  const citizen = await Citizen.signIn(run, 'duisburg', `d12-${Date.now()}@example.org`);
  expect(await box('duisburg', 'meldebescheinigung', citizen)).toEqual({ act: 'Antrag beginnen', ...places });
  expect(await box('duisburg', 'bewohnerparkausweis', citizen)).toEqual({
    act: 'Weiter mit höherem Niveau',
    ...places,
  });
});

test.each([
  ['D24', 'duisburg', '0203 94000', 'serviceportal@duisburg.example'],
  ['W17a W17b', 'wuppertal', '0202 5630', 'portal@wuppertal.example'],
])(
  '%s in %s help and feedback stand on every page, and where BundID helps',
  async (_, city, phone, email) => {
    for (const path of ['/', '/dienstleistungen', '/themen', '/impressum', '/gibt-es-nicht']) {
      const look = { script: false, expected: [/404/] };
      const foot = await browser.visit(look, async (page) => {
        await page.goto(at(city, path));
        return page.getByRole('contentinfo').getByRole('link').allInnerTexts();
      });
      const wanted = [
        phone,
        email,
        'Feedback zu dieser Seite geben',
        'Fragen zum BundID-Konto beantwortet die BundID',
      ];
      expect([path, foot]).toEqual([path, expect.arrayContaining(wanted)]);
    }
  },
);

test('R24 law 13 in Rees a barrier is reported from every page, reaches the city, and the statement names who helps beyond it', async () => {
  const words = `Kein Name ${Date.now()}`;
  await browser.visit({ script: false, expected: [/400/] }, async (page) => {
    await page.goto(at('rees', '/barrierefreiheit'));
    const statement = await main(page).innerText();
    for (const named of ['Ombudsstelle', 'Überwachungsstelle', 'BITVNRW', 'Selbstbewertung'])
      expect(statement).toContain(named);
    await page.goto(at('rees', '/dienstleistungen/kontakt'));
    await page.getByRole('link', { name: 'Barriere melden' }).click();
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.getByRole('link', { name: 'Schreiben Sie, worum es geht.' }).waitFor();
    await page.getByLabel('Was geht nicht?').fill(words);
    await page.getByLabel('Ihre E-Mail-Adresse').fill('niemand');
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    expect(await page.getByLabel('Was geht nicht?').inputValue()).toBe(words);
    await page.getByLabel('Ihre E-Mail-Adresse').fill('');
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.getByRole('heading', { name: 'Ihre Nachricht ist gesendet' }).waitFor();
  });
  const mails = await mailsTo(run, 'barrierefrei@rees.example');
  const mail = mails.find(({ text }) => text.includes(words));
  expect(mail?.text).toContain('Seite: /dienstleistungen/kontakt');
});

test('R25 the same page stands in English, and says where each language is; nobody is lost between them', () =>
  browser.visit({}, async (page) => {
    await page.goto(at('duisburg', '/dienstleistungen/bewohnerparkausweis'));
    const german = at('duisburg', '/dienstleistungen/bewohnerparkausweis');
    const english = at('duisburg', '/en/dienstleistungen/bewohnerparkausweis');
    const alternate = (language: string) =>
      page.locator(`link[rel=alternate][hreflang=${language}]`).getAttribute('href');
    expect([await alternate('de'), await alternate('en'), await alternate('x-default')]).toEqual([
      ...[german, english, german],
    ]);
    await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: "Residents' parking permit" }).waitFor();
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(english);
    await main(page).getByRole('link', { name: 'Cars and traffic' }).click();
    await page.waitForURL(at('duisburg', '/en/themen/auto-und-verkehr'));
  }));

test('search engines find every service in both languages, and nothing that belongs to somebody', async () => {
  const text = (path: string) =>
    browser.visit({}, async (page) => {
      await page.goto(at('rees'));
      return page.evaluate<string>(`fetch('${path}').then((answer) => answer.text())`);
    });
  const sitemap = await text('/sitemap.xml');
  for (const path of [
    '/dienstleistungen/wohnungsgeberbestaetigung',
    '/en/dienstleistungen/kontakt',
    '/themen/hunde',
  ])
    expect(sitemap).toContain(`<loc>${at('rees', path)}</loc>`);
  expect(sitemap).not.toMatch(/antraege|postkorb|meine-daten|bewohnerparkausweis/);
  const robots = await text('/robots.txt');
  expect(robots).toContain('Disallow: /antraege');
  expect(robots).toContain(`Sitemap: ${at('rees', '/sitemap.xml')}`);
});

test('light and dark are chosen without script, and stay', () =>
  browser.visit({ script: false }, async (page) => {
    await page.goto(at('herford', '/themen?von=hier'));
    const theme = () => page.locator('html').getAttribute('data-kern-theme');
    expect(await theme()).toBe('light');
    await page.getByRole('button', { name: 'Dunkle Darstellung' }).click();
    expect([page.url(), await theme()]).toEqual([at('herford', '/themen?von=hier'), 'dark']);
    await page.goto(at('herford', '/en'));
    expect(await theme()).toBe('dark');
    await page.getByRole('button', { name: 'Light appearance' }).click();
    expect(await theme()).toBe('light');
  }));

test('R26 D5a D5b W1a W1b what is kept, for what, how long, and that nothing is passed on, can be read', async () => {
  for (const city of ['duisburg', 'wuppertal', 'rees']) {
    const text = await reading(city, '/datenschutz', (page) => main(page).innerText());
    for (const said of [
      'nur, um Ihren Antrag zu bearbeiten',
      'nicht an Dritte weiter',
      'verschlüsselt',
      '10 Jahre',
    ])
      expect([city, text]).toEqual([city, expect.stringContaining(said)]);
  }
});

test('an address that leads nowhere helps on', () =>
  browser.visit({ expected: [/404/] }, async (page) => {
    const answer = await page.goto(at('duisburg', '/gibt-es-nicht'));
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: 'Diese Seite gibt es nicht' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('combobox').fill('parken');
    await page.getByRole('button', { name: 'Suchen' }).click();
    await page.waitForURL(/q=parken/);
    await soon(async () => expect(await listed(page)).toContain('Bewohnerparkausweis'));
  }));
