import { axe, overhanging } from '#browser';
import { mailsTo, Staff, waitFor, type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';
import { filed, press, type OfficeCase } from './cases';

/** The work list of an office, from the sign-in to the sign-out. */

/** Of what somebody wants to be told how. */
interface Chosen {
  readonly byMail: readonly string[];
}

const browser = testBrowser();
let run: RunFile;
let made: OfficeCase;
beforeAll(async () => {
  run = await wholeSystem();
  made = await filed(run);
}, 400_000);

test('whoever opens the back-office signs in at the directory, arrives where they wanted, and signs out', async () => {
  const login = run.logins.staff.find(({ user }) => user === 'm.nguyen');
  await browser.visit({ expected: [/favicon/] }, async (page) => {
    await page.goto(`${made.staff.site}/vorgaenge?ansicht=frei`);
    await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Mit dem Konto der Verwaltung anmelden' }).click();
    await page.locator('input[name=user]').fill('m.nguyen');
    await page.locator('input[name=password]').fill(login?.password ?? '');
    await page.locator('button[type=submit], input[type=submit]').first().click();
    await page.getByRole('heading', { level: 1, name: 'Noch frei' }).waitFor();
    const bar = page.getByRole('banner');
    await bar.getByText('Stadt Duisburg').waitFor();
    await bar.getByText('Minh Nguyen').waitFor();
    await bar.getByText('Amt für Rechnungswesen und Steuern').waitFor();
    await bar.getByRole('button', { name: 'Abmelden' }).click();
    // The session ends at the directory, too, which leads back.
    await page.waitForURL((url) => !/^\/(vorgaenge|abgemeldet)/.test(url.pathname));
    await page.goto(`${made.staff.site}/vorgaenge`);
    await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
  });
});

test.each(['de', 'en'] as const)(
  'in %s a line says in words what is the matter, and is found by its reference',
  async (language) => {
    const person = await Staff.signIn(run, 'm.nguyen', language);
    const words = {
      de: {
        all: 'Alle offenen Vorgänge',
        one: '1 Vorgang',
        filed: 'Eingegangen',
        take: 'übernehmen',
        search: /Aktenzeichen/,
      },
      en: { all: 'All open cases', one: '1 case', filed: 'Received', take: 'take', search: /reference/ },
    }[language];
    await browser.visit({ person, language }, async (page) => {
      const prefix = language === 'en' ? '/en' : '';
      await page.goto(`${person.site}${prefix}/vorgaenge`);
      await page.getByRole('heading', { level: 1, name: words.all }).waitFor();
      // As people say it: no dashes, and without the check character.
      const said = made.reference.replace(/-\w$/, '').replaceAll('-', ' ');
      await page.getByRole('searchbox', { name: words.search }).fill(said);
      await page.keyboard.press('Enter');
      await page.getByText(words.one, { exact: true }).waitFor();
      const row = page.getByRole('row', { name: made.reference });
      await row.getByText(words.filed).waitFor();
      await row
        .getByRole('button', { name: `${words.take} ${made.reference}`.trim() })
        .or(row.getByRole('button', { name: `${made.reference} ${words.take}` }))
        .waitFor();
      expect(await page.getByRole('rowheader').count()).toBe(1);
      expect(await axe(page)).toEqual([]);
    });
    person.close();
  },
);

test('what fits nothing is said, with the way out; the address holds the words of the search and no name', async () => {
  await browser.visit({ person: made.staff }, async (page) => {
    await page.goto(`${made.staff.site}/vorgaenge?ansicht=frei&q=xylophon`);
    await page.getByText('Kein Vorgang passt dazu').waitFor();
    await page.getByText('„xylophon“').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Filter zurücksetzen' }).last().click();
    await page.getByRole('row', { name: made.reference }).waitFor();
    expect(new URL(page.url()).search).toBe('?ansicht=frei');
  });
});

test.each([[true], [false]])(
  'who calls by name is found by it, and the name stands in no address (script: %s)',
  async (script) => {
    const { citizen, reference } = await filed(run);
    await browser.visit({ person: made.staff, script, width: 360 }, async (page) => {
      await page.goto(`${made.staff.site}/vorgaenge?q=yilmaz`);
      await page.getByText('Namen von Personen findet diese Suche nicht').waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Nach Namen suchen' }).last().click();
      await page.getByRole('textbox', { name: 'Name, Straße oder E-Mail-Adresse' }).fill('yilmaz anna');
      const found = page.getByRole('table', { name: 'Gefundene Vorgänge' });
      await soon(async () => {
        await page.getByRole('button', { name: 'Suchen' }).click();
        await found.getByRole('link', { name: reference }).waitFor({ timeout: 2_000 });
      });
      expect(page.url()).toBe(`${made.staff.site}/vorgaenge/name`);
      expect(await overhanging(page)).toEqual([]);
      if (script) expect(await axe(page)).toEqual([]);
    });
    citizen.close();
  },
);

test('from a case it goes on to the next one of the list by a key, and back to the list as it was', async () => {
  const others = [await filed(run), await filed(run)];
  const counts = await made.staff.get<{ open: number; free: number }>('/work-list/counts');
  expect(counts.open).toBeGreaterThanOrEqual(counts.free);
  await browser.visit({ person: made.staff }, async (page) => {
    const list = `${made.staff.site}/vorgaenge?ansicht=frei&sortierung=eingang&richtung=ab`;
    await page.goto(list);
    await page.getByRole('link', { name: /^Noch frei [1-9]\d*$/ }).waitFor();
    const [first, second] = await page.getByRole('rowheader').allInnerTexts();
    await page.getByRole('link', { name: first ?? '' }).click();
    await page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor();
    await page.getByText(/^1 von \d+ auf der Seite der Liste$/).waitFor();
    expect(await axe(page)).toEqual([]);
    await press(page, 'j', (patience) =>
      page.getByRole('heading', { level: 1, name: second ?? '' }).waitFor(patience),
    );
    await page.getByText(/^2 von \d+/).waitFor();
    await press(page, 'k', (patience) =>
      page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor(patience),
    );
    await page.getByRole('link', { name: 'Arbeitsliste' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Noch frei' }).waitFor();
    expect(page.url()).toBe(list);
  });
  others.forEach(({ citizen, staff }) => [citizen, staff].forEach((person) => person.close()));
});

test('rows never move under the reader: what others have changed is said, and shown on demand', async () => {
  const { staff, id, reference } = await filed(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge?sortierung=eingang&richtung=ab&ansicht=frei&zeilen=100`);
    const row = page.getByRole('row', { name: reference });
    await row.waitFor();
    await staff.act(id, 'assign');
    await page
      .getByRole('button', { name: /hat sich geändert: anzeigen|haben sich geändert: anzeigen/ })
      .waitFor();
    expect(await row.count()).toBe(1);
    await page.getByRole('button', { name: /anzeigen/ }).click();
    await row.waitFor({ state: 'detached' });
  });
  staff.close();
});

test('a case that nobody has is taken in the list; a second one who is too late is told', async () => {
  const { staff, id, reference } = await filed(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: staff, expected: [/412/] }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge?sortierung=eingang&richtung=ab&zeilen=100`);
    await page.getByRole('button', { name: `${reference} übernehmen` }).waitFor();
    await head.act(id, 'assign');
    await page.getByRole('button', { name: `${reference} übernehmen` }).click();
    await page.getByRole('alert').waitFor();
    const shown = await staff.get<{ assignedTo?: string }>(`/applications/${id}`);
    const me = await head.get<{ personId: string }>('/me');
    expect(shown.assignedTo).toBe(me.personId);
  });
  head.close();
  staff.close();
});

test('who is given a case is told at once in the bar, reads it, and gets a mail that names no case', async () => {
  const { staff, citizen, id, reference } = await filed(run);
  const { personId } = await staff.get<{ personId: string }>('/me');
  const head = await Staff.signIn(run, 'h.brandt');
  const address = 'm.nguyen@duisburg.example';
  const before = (await mailsTo(run, address)).length;
  await browser.visit({ person: staff, width: 1280 }, async (page) => {
    await page.goto(`${staff.site}/hinweise`);
    await page.getByRole('checkbox', { name: 'Mir wird ein Vorgang zugewiesen: auch per E-Mail' }).check();
    await page.getByRole('button', { name: 'Auswahl speichern' }).click();
    await soon(async () =>
      expect((await staff.get<Chosen>('/alerts/settings')).byMail).toEqual(['assigned']),
    );
    const all = page.getByRole('button', { name: 'Alle als gelesen markieren' });
    if ((await all.count()) > 0) await all.click();
    await page.getByText('alles gelesen').waitFor();
    await page.goto(`${staff.site}/vorgaenge?ansicht=meine`);
    await page.getByRole('heading', { level: 1, name: 'Mir zugewiesen' }).waitFor();
    await head.act(id, 'assign', { assignee: personId });
    await page.getByRole('link', { name: /^Hinweise .*ungelesen/ }).click();
    const line = page.getByRole('listitem').filter({ hasText: reference });
    await line.getByText('Ihnen zugewiesen').waitFor();
    expect(await axe(page)).toEqual([]);
    await line.getByRole('button', { name: `${reference}: als gelesen markieren` }).click();
    await line.getByRole('button').waitFor({ state: 'detached' });
  });
  await browser.visit({ person: staff, width: 360, language: 'en' }, async (page) => {
    await page.goto(`${staff.site}/en/hinweise`);
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    expect([await axe(page), await overhanging(page)]).toEqual([[], []]);
  });
  const mail = await waitFor('the mail', async () => {
    const mails = await mailsTo(run, address);
    return mails.length > before ? mails[0] : undefined;
  });
  expect(mail.subject).toBe('Stadt Duisburg: Ein Vorgang wurde Ihnen zugewiesen');
  expect(mail.text).toContain(`${staff.site}/hinweise`);
  expect(mail.text).not.toMatch(/DU-\d|Hund|Muster/);
  [staff, citizen, head].forEach((person) => person.close());
});

test('a search is saved, opened again, renamed and deleted; the list has the columns and the order that somebody wants', async () => {
  const { staff, citizen } = await filed(run);
  await browser.visit({ person: staff, width: 1280 }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge?ansicht=frei&q=hund`);
    await page.getByText('Als Suche speichern').click();
    await page.getByRole('textbox', { name: 'Name der Suche' }).fill('Freie Hunde');
    await page.getByRole('button', { name: 'Speichern' }).click();
    const side = page.getByRole('navigation', { name: 'Teile der Arbeit' });
    await side.locator('a[aria-current=page]', { hasText: 'Freie Hunde' }).waitFor();
    expect(new URL(page.url()).search).toContain('q=hund');
    expect(await axe(page)).toEqual([]);
    await side.getByRole('link', { name: 'Einrichten' }).click();
    await page.getByRole('heading', { level: 1, name: 'Arbeitsliste einrichten' }).waitFor();
    await page.getByRole('textbox', { name: 'Name der Suche Freie Hunde' }).fill('Hunde');
    await page.getByRole('button', { name: 'Suche Freie Hunde umbenennen' }).click();
    await page.getByRole('button', { name: 'Suche Hunde löschen' }).waitFor();
    for (const box of ['Antragsteller*in', 'Neu', 'Eingang'])
      await page.getByRole('checkbox', { name: box, exact: true }).uncheck();
    await page.getByRole('checkbox', { name: 'Letzte Änderung', exact: true }).check();
    await page.getByRole('combobox', { name: 'Sortiert nach' }).selectOption('aenderung');
    await page.getByRole('combobox', { name: 'Richtung' }).selectOption('ab');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('button', { name: 'Zurück zum Üblichen' }).waitFor();
    expect([await axe(page), await overhanging(page)]).toEqual([[], []]);
    await page.getByRole('main').getByRole('link', { name: 'Zur Arbeitsliste' }).click();
    await page.getByRole('rowheader').first().waitFor();
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      ...['Aktenzeichen', 'Dienstleistung', 'Status', 'Zuständig', 'Zieldatum', 'Letzte Änderung'],
    ]);
    const sorted = page.getByRole('columnheader', { name: 'Letzte Änderung' });
    expect(await sorted.getAttribute('aria-sort')).toBe('descending');
    await sorted.getByRole('link').click();
    await page.locator('th[aria-sort=ascending]').waitFor();
    await page.goto(`${staff.site}/vorgaenge/einrichten`);
    await page.getByRole('button', { name: 'Zurück zum Üblichen' }).click();
    await page.getByRole('button', { name: 'Zurück zum Üblichen' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Suche Hunde löschen' }).click();
    await page.getByRole('button', { name: 'Suche Hunde löschen' }).waitFor({ state: 'detached' });
  });
  [staff, citizen].forEach((person) => person.close());
});

test('with single keys somebody goes down the list and opens a case; `?` says which keys there are, and they can be switched off', async () => {
  await browser.visit({ person: made.staff }, async (page) => {
    await page.goto(`${made.staff.site}/vorgaenge`);
    await page.getByRole('rowheader').first().waitFor();
    const [first] = await page.getByRole('rowheader').allInnerTexts();
    await press(page, '?', (patience) => page.getByRole('dialog').waitFor(patience));
    await page.getByRole('dialog').getByText('Vorgang öffnen').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor();
    // g l leads back.
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByRole('heading', { level: 1, name: 'Alle offenen Vorgänge' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.waitForURL(/vorgaenge.name$/);
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('heading', { level: 1, name: 'Eingang erfassen' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByRole('heading', { level: 1, name: 'Alle offenen Vorgänge' }).waitFor();
    await page.keyboard.press('?');
    // Keys can be changed, but no key does two things.
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Tasten ändern' }).click();
    await dialog.getByRole('textbox', { name: 'Suchen' }).fill('j');
    await dialog.getByRole('button', { name: 'Tasten speichern' }).click();
    await dialog.getByText('„j“ ist doppelt belegt: „Zeile ab“ und „Suchen“.').waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Suchen' }).fill('q');
    await dialog.getByRole('button', { name: 'Tasten speichern' }).click();
    await dialog.getByRole('button', { name: 'Tasten ändern' }).waitFor();
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    const searching = () => page.getByRole('searchbox').evaluate((field) => field.matches(':focus'));
    await page.keyboard.press('/');
    expect(await searching()).toBe(false);
    await page.keyboard.press('q');
    expect(await searching()).toBe(true);
    // Out of the field, where letters are no keys.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'Einzelne Buchstaben als Tasten verwenden' }).uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click();
    await page.keyboard.press('q');
    expect(await searching()).toBe(false);
  });
});

test('rows are selected with single keys, one or up to here; how many is said, and taken back', async () => {
  const { staff, citizen } = await filed(run);
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge`);
    const chosen = page.getByText(/^\d+ ausgewählt$/);
    await press(page, 'j', (patience) => page.locator('tbody a:focus').waitFor(patience));
    await page.keyboard.press('x');
    await page.getByText('1 ausgewählt', { exact: true }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('X');
    await page.getByText('2 ausgewählt', { exact: true }).waitFor();
    expect([await page.getByRole('checkbox', { checked: true }).count(), await axe(page)]).toEqual([2, []]);
    // To the reason, without typing the letter there; in the field it is one.
    await page.keyboard.press('f');
    expect(
      await page.getByRole('textbox', { name: /^Grund/ }).evaluate((field) => field.matches(':focus')),
    ).toBe(true);
    await page.keyboard.press('Escape');
    await chosen.waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: /^Grund/ }).inputValue()).toBe('');
    // With nothing selected the keys of the bar do nothing.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('a');
    expect(new URL(page.url()).pathname).toBe('/vorgaenge');
  });
  [staff, citizen].forEach((person) => person.close());
});

test('on a phone nothing hangs over, and each line is still a row of the table', async () => {
  await browser.visit({ person: made.staff, width: 360 }, async (page) => {
    await page.goto(`${made.staff.site}/vorgaenge?q=${made.reference}`);
    await page.getByRole('row', { name: made.reference }).waitFor();
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });
});

test('somebody who works on no cases is told so, and sees none', async () => {
  const treasury = await Staff.signIn(run, 'g.kasse');
  await browser.visit({ person: treasury }, async (page) => {
    await page.goto(`${treasury.site}/`);
    await page.getByRole('heading', { level: 1, name: 'Hier gibt es noch nichts für Sie' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(0);
  });
  treasury.close();
});
