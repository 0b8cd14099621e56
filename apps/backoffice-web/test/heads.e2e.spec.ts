import { readFile } from 'node:fs/promises';
import { axe, overhanging } from '#browser';
import { Staff, type RunFile, type SeenCase } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { begun, filed } from './cases';

/** What a head of office sees and does beyond a caseworker. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

test('the work of the offices is seen in figures, as bars and as a table that can be taken along', async () => {
  const { staff, citizen } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: head, width: 1280 }, async (page) => {
    await page.goto(`${head.site}/`);
    await page.getByRole('navigation').getByRole('link', { name: 'Zahlen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Zahlen' }).waitFor();
    const row = page.getByRole('row', { name: /Hundesteuer – Anmeldung/ });
    await row.waitFor();
    await page.getByRole('img', { name: /nach Dienstleistung/ }).waitFor();
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tabelle als CSV herunterladen' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv.split('\r\n')[0]).toBe(
      '\ufeffDienstleistung;Amt;Offen;Überfällig;Rückfrage offen;Noch frei;Eingegangen;Entschieden;Tage bis zur Entscheidung',
    );
    expect(csv).toMatch(/Hundesteuer – Anmeldung;Amt für Rechnungswesen und Steuern;\d+;/);
    // A day that is none is said, and the page stays.
    await page.goto(`${head.site}/zahlen?von=2026-02-31`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Zahlen' }).waitFor();
  });
  await browser.visit({ person: head, width: 360 }, async (page) => {
    await page.goto(`${head.site}/zahlen`);
    await page.getByRole('heading', { level: 1, name: 'Zahlen' }).waitFor();
    expect(await overhanging(page)).toEqual([]);
  });
  // Who is no head of an office is not led there.
  await browser.visit({ person: staff, expected: [/403/] }, async (page) => {
    await page.goto(`${staff.site}/vorgaenge`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: 'Zahlen' }).count()).toBe(0);
    await page.goto(`${staff.site}/zahlen`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });
  [staff, citizen, head].forEach((person) => person.close());
});

test('the case of somebody who is away is released with a reason that stands in its history', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: head }, async (page) => {
    await page.goto(`${head.site}/vorgaenge/${id}?tun=freigeben`);
    await page
      .getByRole('textbox', { name: 'Warum geben Sie den Vorgang frei?' })
      .fill('Minh Nguyen ist bis Monatsende krank.');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Vorgang freigeben' }).click();
    await page.getByText('Minh Nguyen ist bis Monatsende krank.').waitFor();
    await page.getByText('Freigeben: niemand hat den Vorgang').waitFor();
  });
  expect((await staff.get<SeenCase & { assignedTo?: string }>(`/applications/${id}`)).assignedTo).toBe(
    undefined,
  );
  expect(JSON.stringify(await citizen.get(`/applications/${id}`))).not.toMatch(/krank|CaseReleased/);
  [staff, citizen, head].forEach((person) => person.close());
});

test('who else has a case open is said, and keeps nobody from anything', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: staff }, async (first) => {
    const said = first.waitForResponse((answer) => answer.url().endsWith('/presence') && answer.ok());
    await first.goto(`${staff.site}/vorgaenge/${id}`);
    await said;
    await browser.visit({ person: head }, async (page) => {
      await page.goto(`${head.site}/vorgaenge/${id}`);
      await page.getByText(/Auch geöffnet: Minh Nguyen, seit/).waitFor();
      await page.getByRole('button', { name: 'Übernehmen' }).waitFor();
      expect(await axe(page)).toEqual([]);
    });
  });
  [staff, citizen, head].forEach((person) => person.close());
});

test('many cases are taken at once; the one that moved on meanwhile is skipped, and it says why', async () => {
  const [first, moved] = [await filed(run), await filed(run)];
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: first.staff }, async (page) => {
    await page.goto(`${first.staff.site}/vorgaenge?sortierung=eingang&richtung=ab`);
    for (const { reference } of [first, moved])
      await page.getByRole('checkbox', { name: `${reference} auswählen` }).check();
    await head.act(moved.id, 'note', { text: 'Rückruf erbeten.' });
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Übernehmen', exact: true }).first().click();
    await page.getByText('1 Vorgang ist erledigt.').waitFor();
    const skipped = page.getByRole('region', { name: 'Übersprungen' });
    await skipped.getByRole('row', { name: new RegExp(moved.reference) }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
  const who = async (id: string) =>
    (await head.get<{ assignedTo?: string }>(`/applications/${id}`)).assignedTo !== undefined;
  expect([await who(first.id), await who(moved.id)]).toEqual([true, false]);
  // Whoever is away: theirs are found and selected, and nothing that was entered is lost where the reason is missing.
  await browser.visit({ person: head, width: 1280, expected: [/400/] }, async (page) => {
    await page.goto(`${head.site}/vorgaenge?sortierung=eingang&richtung=ab&zeilen=100`);
    await page.getByRole('combobox', { name: 'Zuständig' }).selectOption({ label: 'Minh Nguyen' });
    await page.waitForURL(/wer=[0-9a-f-]{36}/);
    await page.getByRole('row', { name: moved.reference }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: first.reference }).waitFor();
    await page.getByRole('button', { name: 'Alle auf dieser Seite auswählen' }).click();
    await page.getByText(`${await page.getByRole('rowheader').count()} ausgewählt`).waitFor();
    await page.getByRole('button', { name: 'Auswahl aufheben' }).click();
    await page.getByRole('checkbox', { name: `${first.reference} auswählen` }).check();
    const release = page.getByRole('button', { name: 'Freigeben', exact: true });
    await release.click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('checkbox', { name: first.reference, checked: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('textbox', { name: /^Grund/ }).fill('Minh Nguyen ist krank.');
    await release.click();
    await page.getByText('1 Vorgang ist erledigt.').waitFor();
  });
  expect(await who(first.id)).toBe(false);
  [first.staff, first.citizen, moved.staff, moved.citizen, head].forEach((person) => person.close());
});

test('a deputy is named for some days, finds the cases of whoever is away, and both are shown it', async () => {
  const { staff, citizen, id, reference } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  await browser.visit({ person: head, width: 1280 }, async (page) => {
    await page.goto(`${head.site}/`);
    await page.getByRole('navigation').getByRole('link', { name: 'Vertretungen' }).click();
    await page.getByLabel('Abwesend').selectOption({ label: 'Minh Nguyen' });
    await page.getByRole('combobox', { name: 'Vertretung' }).selectOption({ label: 'Holger Brandt' });
    await page.getByLabel('Erster Tag').fill(today);
    await page.getByLabel('Letzter Tag').fill(`${Number(today.slice(0, 4)) + 1}-01-01`);
    await page.getByRole('button', { name: 'Vertretung eintragen' }).click();
    const row = page.getByRole('row', { name: /^Minh Nguyen.*jetzt/ });
    await row.waitFor();
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overhanging(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.goto(`${head.site}/vorgaenge`);
    await page.getByRole('link', { name: 'Sie vertreten Minh Nguyen bis' }).click();
    await page.getByRole('heading', { level: 1, name: 'In Vertretung' }).waitFor();
    await page.goto(`${head.site}/vorgaenge/${id}`);
    await page.getByRole('heading', { level: 1, name: reference }).waitFor();
    await page.getByText('Sie vertreten diese Person heute').waitFor();
    await browser.visit({ person: staff }, async (own) => {
      await own.goto(`${staff.site}/vorgaenge`);
      await own.getByText('Holger Brandt vertritt Sie bis').waitFor();
      expect(await axe(own)).toEqual([]);
    });
    await page.goto(`${head.site}/vertretungen`);
    await row.getByRole('button').click();
    await page.getByText('Keine Vertretung ist eingetragen.').waitFor();
  });
  [staff, citizen, head].forEach((person) => person.close());
});

test('what the files of the city say and said is read with its versions, and leads to the cases under each', async () => {
  const { staff, citizen } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  await browser.visit({ person: head, width: 1280 }, async (page) => {
    await page.goto(`${head.site}/vorgaenge`);
    await page.getByRole('navigation').getByRole('link', { name: 'Konfiguration' }).click();
    await page.getByRole('heading', { level: 1, name: 'Konfiguration' }).waitFor();
    const row = page.getByRole('row', { name: /Hundesteuer – Anmeldung/ });
    await row.getByText(/Commit|Betreiber/).waitFor();
    expect(await axe(page)).toEqual([]);
    await row.getByRole('link', { name: /\d+ offen/ }).click();
    await page.waitForURL(/fassung=[0-9a-f]{64}/);
    await page
      .getByRole('row', { name: /Hundesteuer/ })
      .first()
      .waitFor();
    await page.goto(`${head.site}/konfiguration`);
    // By four eyes or not is a matter of the service.
    await row.getByRole('cell', { name: 'keine', exact: true }).waitFor();
    const byFourEyes = page.getByRole('row', { name: /Sondernutzung/ });
    await byFourEyes.getByRole('cell', { name: 'durch eine zweite Person' }).waitFor();
    await byFourEyes.getByRole('link', { name: /Fassung/ }).click();
    await page.getByRole('heading', { name: 'Was das Formular fragt' }).waitFor();
    expect(await page.locator('fieldset[disabled] input:enabled').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Vorschau im Portal' }).click();
    await page.getByRole('heading', { level: 1, name: /Sondernutzung/ }).waitFor();
    await page.getByText('Vorschau', { exact: true }).waitFor();
    await page.getByText('Diese Ansicht ist nur über einen Link zu erreichen').waitFor();
    await page.getByText('Online beantragen geht gerade nicht').waitFor();
    await page.goto(`${head.site}/konfiguration`);
    await page.getByRole('link', { name: /^Widerspruch .*Fassung/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Widerspruch (Steuern und Abgaben)' }).waitFor();
    await page.getByText('Es gibt nur diese Fassung.').waitFor();
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Als Datei herunterladen' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('widerspruch-abgaben.yaml');
    expect(await readFile(await download.path(), 'utf8')).toContain('kind: legal-remedies');
  });
  await browser.visit({ person: head, width: 360 }, async (page) => {
    await page.goto(`${head.site}/konfiguration`);
    await page.getByRole('heading', { level: 1, name: 'Konfiguration' }).waitFor();
    expect(await overhanging(page)).toEqual([]);
  });
  [staff, citizen, head].forEach((person) => person.close());
});
