import { readFile } from 'node:fs/promises';
import { axe, overhanging } from '#browser';
import { checkBundle } from '#case-bundle';
import { Staff, type RunFile } from '#portal-client';
import { eventually, soon, testBrowser, wholeSystem } from '#testing';
import { begun, permitAsked, press } from './cases';

/** What an auditor and an operator see. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

test('an auditor opens a case by its reference, goes back in its history, and sees what each party saw then', async () => {
  const { staff, citizen, id, reference } = await begun(run);
  const auditor = await Staff.signIn(run, 'a.revision');
  await browser.visit({ person: auditor }, async (page) => {
    await page.goto(`${auditor.site}/`);
    await page.getByRole('heading', { level: 1, name: 'Prüfung' }).waitFor();
    await page.getByText(/Ereignisse in \d+ Akten|Ereignissen in \d+ Akten/).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('searchbox').fill(reference);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Prüfung von ${reference}` }).waitFor();
    await page.getByText(/Alles stimmt\./).waitFor();
    const citizenSaw = page.getByRole('region', { name: 'Was Antragsteller*in danach sah' });
    const officeSaw = page.getByRole('region', { name: 'Was das Amt danach sah' });
    await citizenSaw.getByText('In Bearbeitung').waitFor();
    // The office was told who has it; the citizen was not.
    await officeSaw.getByText('Minh Nguyen').waitFor();
    expect(await citizenSaw.getByText('Minh Nguyen').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    // The whole of it is taken along as one file, which is checked without the system.
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Als Paket herunterladen' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${reference}.zip`);
    const bundle = await readFile(await download.path());
    expect(checkBundle(bundle)).toMatchObject({ about: { reference }, findings: [] });
    await page
      .getByRole('row', { name: /ApplicationDrafted/ })
      .getByRole('rowheader')
      .getByRole('link')
      .click();
    await citizenSaw.getByText('Entwurf').waitFor();
    await officeSaw.getByText('Zu dieser Zeit war der Vorgang hier nicht zu sehen.').waitFor();
    // With single keys from event to event.
    await press(page, 'j', (patience) => page.waitForURL(/stand=2/, patience));
    await press(page, 'Home', (patience) => page.waitForURL(/stand=1$/, patience));
    await press(page, 'End', (patience) => page.getByText(/^Nach Ereignis (\d+) von \1:/).waitFor(patience));
    await page.getByRole('heading', { name: 'Wer den Vorgang gelesen hat' }).waitFor();
  });
  const { accesses } = await auditor.get<{ accesses: { role: string }[] }>(
    `/audit/applications/${id}/accesses`,
  );
  expect(accesses.map(({ role }) => role)).toContain('auditor');
  [staff, citizen, auditor].forEach((person) => person.close());
});

test('an auditor finds cases by what people say of them, and a list that is shown is recorded', async () => {
  const { staff, citizen, id, reference } = await begun(run);
  const auditor = await Staff.signIn(run, 'a.revision');
  const [, year = '', number = ''] = reference.split('-');
  await browser.visit({ person: auditor, width: 360 }, async (page) => {
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
    await page.goto(`${auditor.site}/pruefung?q=${year}/${Number(number)}&bis=${today}`);
    await page.getByRole('row', { name: new RegExp(reference) }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await overhanging(page)).toEqual([]);
    await page.goto(`${auditor.site}/en/pruefung?q=${reference}&status=closed`);
    await page.getByRole('heading', { name: 'No case fits' }).waitFor();
    // Whose case it is leads to who was told who that is, the auditor included.
    await page.goto(`${auditor.site}/pruefung/${reference}`);
    await page.getByRole('table', { name: 'Ereignisse' }).locator('td a').first().click();
    await page.getByRole('heading', { level: 1, name: /^Wer gelesen hat: / }).waitFor();
    await page.getByRole('textbox', { name: 'Seit dem' }).fill(today);
    await page.getByRole('button', { name: 'Zeigen' }).click();
    await page.waitForURL(/seit=/);
    await page.getByRole('row').filter({ hasText: 'in der Prüfung' }).first().waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await overhanging(page)).toEqual([]);
  });
  const { accesses } = await auditor.get<{ accesses: { purpose: string }[] }>(
    `/audit/applications/${id}/accesses`,
  );
  expect(accesses.map(({ purpose }) => purpose)).toContain('case-list');
  [staff, citizen, auditor].forEach((person) => person.close());
});

test('what an auditor asks for and nobody has is said to be nowhere', async () => {
  const auditor = await Staff.signIn(run, 'a.revision');
  await browser.visit({ person: auditor, expected: [/404/] }, async (page) => {
    await page.goto(`${auditor.site}/pruefung/DU-2026-999999-9`);
    await page.getByRole('heading', { level: 1, name: 'Das gibt es hier nicht' }).waitFor();
  });
  auditor.close();
});

test('an operator reads on top what needs somebody today, and sees no case', async () => {
  const operator = await Staff.signIn(run, 'o.betrieb');
  await browser.visit({ person: operator, width: 360 }, async (page) => {
    await page.goto(`${operator.site}/`);
    await page.getByRole('heading', { level: 1, name: 'Betrieb' }).waitFor();
    await page.getByRole('heading', { name: 'Was heute jemanden braucht' }).waitFor();
    for (const part of [
      'Antragsbearbeitung application',
      'Eingang gateway',
      'Seiten für Bürger*innen portal-web',
    ])
      await page.getByRole('row').filter({ hasText: part }).filter({ hasText: 'läuft' }).waitFor();
    for (const name of ['E-Mails, die nicht ankamen', 'Zahlungen mit Unterschieden', 'Speicher', 'Läuft ab'])
      await page.getByRole('heading', { name }).waitFor();
    await page.getByText(/Ereignisse in \d+ Akten|Ereignissen in \d+ Akten/).waitFor();
    expect(await page.getByRole('link', { name: 'Arbeitsliste' }).count()).toBe(0);
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });
  operator.close();
});

test('a mail that failed stands on the operator’s page with why and what to do, and is tried once more', async () => {
  // Their directory tells no address of theirs.
  const { staff, citizen, id } = await permitAsked(run);
  const [head, operator] = [await Staff.signIn(run, 'h.brandt'), await Staff.signIn(run, 'o.betrieb')];
  const { personId } = await staff.get<{ personId: string }>('/me');
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/hinweise`);
    await page.getByRole('checkbox', { name: 'Mir wird ein Vorgang zugewiesen: auch per E-Mail' }).check();
    await page.getByRole('button', { name: 'Auswahl speichern' }).click();
    await soon(async () =>
      expect((await staff.get<{ byMail: string[] }>('/alerts/settings')).byMail).toContain('assigned'),
    );
  });
  await head.act(id, 'release', { reason: 'Umverteilung.' });
  await head.act(id, 'assign', { assignee: personId });
  const failed = () =>
    operator.get<{ items: { kind: string }[] }>('/operations/notification/mail?state=failed');
  await eventually('the mail fails', async () =>
    (await failed()).items.some(({ kind }) => kind === 'alert-assigned'),
  );
  await browser.visit({ person: operator, width: 1280 }, async (page) => {
    await page.goto(`${operator.site}/betrieb`);
    await page
      .getByRole('region', { name: 'Was heute jemanden braucht' })
      .getByText(/zustellen/)
      .waitFor();
    const row = page.getByRole('row', { name: /alert-assigned/ }).first();
    await row.getByText('Die Adresse nimmt nichts an.').waitFor();
    await row.getByText('Noch einmal versuchen hilft selten').waitFor();
    const [sent] = await Promise.all([
      page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && answer.url().includes('/betrieb'),
      ),
      row.getByRole('button', { name: 'Noch einmal versuchen' }).click(),
    ]);
    expect(sent.status()).toBeLessThan(400);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });
  [staff, citizen, head, operator].forEach((person) => person.close());
});

test('a head reads who of the staff was told who a person is, and a caseworker does not', async () => {
  const { staff, citizen, id } = await begun(run);
  const head = await Staff.signIn(run, 'h.brandt');
  const { applicantId = '' } = await staff.get<{ applicantId?: string }>(`/applications/${id}`);
  const readers = { name: 'Wer diese Person gelesen hat' };
  await browser.visit({ person: head, width: 360 }, async (page) => {
    // The witness hears of it a moment later.
    await soon(async () => {
      await page.goto(`${head.site}/personen/${applicantId}`);
      const table = page.getByRole('region', readers);
      await table.getByRole('row', { name: /Minh Nguyen/ }).waitFor({ timeout: 5_000 });
    });
    expect(await axe(page)).toEqual([]);
    expect(await overhanging(page)).toEqual([]);
  });
  await browser.visit({ person: staff }, async (page) => {
    await page.goto(`${staff.site}/personen/${applicantId}`);
    await page.getByRole('heading', { name: 'Vorgänge' }).waitFor();
    expect(await page.getByRole('region', readers).count()).toBe(0);
  });
  [staff, citizen, head].forEach((person) => person.close());
});
