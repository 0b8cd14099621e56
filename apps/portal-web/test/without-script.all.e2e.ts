import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import {
  birthCertificate,
  Citizen,
  dogRegistration,
  mailsTo,
  waitFor,
  type Items,
  type RunFile,
  type SeenCase,
} from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { pdf } from '../../../libs/documents/test/files';
import { decided, filedIn, photo, taken } from './followed-case';
import { offer, purpose } from './own-service';

/** R22: a current browser and nothing else. Everything that a person does works where no script runs; what a file brings, too. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const people: Citizen[] = [];
afterAll(() => people.forEach((one) => one.close()));
async function somebody(city = 'duisburg'): Promise<Citizen> {
  const citizen = await Citizen.signIn(run, city, `ohne.skript.${randomUUID()}@example.org`);
  people.push(citizen);
  return citizen;
}
const withoutScript = (person: Citizen, ...expected: RegExp[]) => ({ person, script: false, expected });
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name }).first().click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const file = (name: string, buffer = pdf) => ({ name, mimeType: 'application/pdf', buffer });

/** A proof that has to be there before submitting, and may be two files. */
const service = {
  key: 'mit-nachweis',
  title: { de: 'Mit Nachweis', en: 'With a proof' },
  documents: [{ key: 'nachweis', title: { de: 'Nachweis', en: 'Proof' }, required: true, maxFiles: 2 }],
  form: purpose,
};

test('R10e R22 begun, filled in, proofs uploaded, refused and removed, submitted and rated without script', async () => {
  await offer(run, 'duisburg', service);
  const citizen = await somebody();
  const before = (await mailsTo(run, feedbackOf)).length;
  await browser.visit(withoutScript(citizen, /status of 4(00|22)/), async (page) => {
    await page.goto(`${citizen.site}/dienstleistungen/${service.key}`);
    await press(page, 'Antrag beginnen');
    await page.getByLabel('Wofür?').fill('Zum Ausprobieren');
    await press(page, /^Weiter zu/);

    await heading(page, 'Unterlagen').waitFor();
    const proof = page.getByLabel('Nachweis', { exact: true });
    await press(page, /^Weiter zu/);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Nachweis: Diese Unterlage fehlt/ })
      .waitFor();
    expect(await page.title()).toMatch(/^Fehler: /);
    // One that is good and one that is not: the first has arrived, the other is named where it was chosen.
    await proof.setInputFiles([file('Gut.pdf'), file('Seite.pdf', Buffer.from('<html>'))]);
    await press(page, 'Hochladen: Nachweis');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Nachweis: Seite\.pdf wurde abgelehnt: Diese Art von Datei/ })
      .waitFor();
    expect(await proof.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Gut.pdf', { exact: true }).waitFor();
    await proof.setInputFiles(file('Leer.pdf', Buffer.alloc(0)));
    await press(page, 'Hochladen: Nachweis');
    await page.getByRole('alert').getByText('Die Datei Leer.pdf ist leer.').waitFor();
    await press(page, 'Gut.pdf löschen');
    await page.getByText('Gut.pdf', { exact: true }).waitFor({ state: 'detached' });
    // Going on brings what was chosen.
    await proof.setInputFiles(file('Nachweis – ganz „neu“.pdf'));
    await press(page, /^Weiter zu/);
    await heading(page, 'Stimmt alles?').waitFor();
    await page.getByText('Nachweis – ganz „neu“.pdf').waitFor();

    await press(page, 'Verbindlich absenden');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await press(page, 'Bewertung senden');
    await page.getByText('Wählen Sie aus, wie einfach es war.').waitFor();
    await page.getByRole('radio', { name: 'eher einfach' }).check();
    await press(page, 'Bewertung senden');
    await page.getByText('Danke. Ihre Bewertung ist bei der Stadt angekommen.').waitFor();
  });
  const [application] = await citizen.myApplications();
  const mail = await waitFor('the rating at the city', async () => {
    const mails = await mailsTo(run, feedbackOf);
    return (
      mails.length > before && mails.find(({ text }) => text.includes(`/dienstleistungen/${service.key}`))
    );
  });
  expect(mail.text).toContain('Bewertung: 4 von 5');
  expect(mail.text).not.toContain(application?.reference);
});

test('R10e H2b what was asked for is answered with a file, a message takes one along, without script', async () => {
  const followed = await taken(await filedIn(run, 'herford'));
  const { citizen, staff, id } = followed;
  await staff.act(id, 'request-documents', { text: 'Wann wurde der Hund geimpft?' });
  await browser.visit(withoutScript(citizen, /status of 422/), async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    await page.getByLabel('Ihre Antwort').fill('Am 3. Mai.');
    const files = page.locator('input[type=file]#datei-other');
    await files.setInputFiles(file('Seite.pdf', Buffer.from('<html>')));
    await press(page, 'Antwort einreichen');
    await page.getByText('Seite.pdf wurde abgelehnt', { exact: false }).first().waitFor();
    expect(await page.getByLabel('Ihre Antwort').inputValue()).toBe('Am 3. Mai.');
    await files.setInputFiles(photo);
    await press(page, 'Antwort einreichen');
    await page.getByText('Sie haben geantwortet').waitFor();

    await page.goto(`${citizen.site}/postkorb/${id}`);
    await page.getByText('Datei anhängen').click();
    await page.getByLabel(/Dateien zu Ihrer Nachricht/).setInputFiles(file('Brief.pdf'));
    await page.getByLabel('Ihre Nachricht', { exact: true }).fill('Zeile 1\nZeile 2');
    await press(page, 'Nachricht senden');
    await page.getByRole('link', { name: /Brief\.pdf/ }).waitFor();
  });
  const { documents } = await staff.get<{ documents: { name: string }[] }>(`/applications/${id}`);
  expect(documents.map(({ name }) => name)).toContain(photo.name);
  const { items } = await staff.get<Items<{ text?: string; attachments?: { name: string }[] }>>(
    `/applications/${id}/messages`,
  );
  const sent = items.find(({ attachments = [] }) => attachments.length > 0);
  expect([sent?.text, sent?.attachments?.map(({ name }) => name)]).toEqual([
    'Zeile 1\nZeile 2',
    ['Brief.pdf'],
  ]);
});

test('R22 a notice is opened, and its application taken over into a new one, without script', async () => {
  const { citizen, id } = await decided(await filedIn(run, 'duisburg'));
  await browser.visit(withoutScript(citizen), async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    await press(page, 'Bescheid öffnen');
    await page.getByText('Ihr Hund ist zur Hundesteuer angemeldet.').waitFor();
    await page.goto(`${citizen.site}/antraege/${id}`);
    await press(page, 'Neuer Antrag mit diesen Angaben');
    await page.waitForURL(/\/formular\/1$/);
    expect(page.url()).not.toContain(id);
  });
});

test('R22 an application is withdrawn without script, and somebody signs out', async () => {
  const { citizen, id } = await filedIn(run, 'duisburg');
  await browser.visit(withoutScript(citizen), async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/zurueckziehen`);
    await press(page, 'Antrag endgültig zurückziehen');
    await page.getByText('Zurückgezogen', { exact: true }).waitFor();
    await page.locator('summary.p-tool').click();
    await page.getByRole('button', { name: 'Abmelden' }).first().click();
    await page.waitForURL(/abgemeldet/);
  });
});

test('R22 W16b a fee is paid without script: the page says where it goes on, and what was submitted is taken back', async () => {
  const citizen = await somebody('rees');
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.rees);
  await browser.visit(withoutScript(citizen), async (page) => {
    await page.goto(`${citizen.site}/antraege/${draft.id}/pruefen`);
    await press(page, /^Verbindlich absenden/);
    await press(page, 'Zurück zum Entwurf');
    await heading(page, 'Stimmt alles?').waitFor();
    await press(page, /^Verbindlich absenden/);
    await page.getByRole('radio', { name: 'PayPal' }).check();
    await press(page, 'Jetzt bezahlen');
    await page.getByRole('link', { name: 'Weiter zum Bezahldienst' }).click();
    await page.locator('button[name="choice"][value="pay"]').click();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});

test('R22 whoever has begun already is asked; both ways work without script', async () => {
  const citizen = await somebody();
  const { id } = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit(withoutScript(citizen), async (page) => {
    await page.goto(`${citizen.site}/dienstleistungen/hundesteuer-anmeldung`);
    await page.locator('form[action="/antraege"] button').first().click();
    await heading(page, 'Sie haben schon angefangen').waitFor();
    await page.getByRole('main').getByRole('button').first().click();
    await page.waitForURL(/\/formular/);
    expect(page.url()).not.toContain(id);
  });
  expect((await citizen.get<Items<SeenCase>>('/applications')).items).toHaveLength(2);
});

/** Where Duisburg reads feedback. */
const feedbackOf = 'feedback@duisburg.example';

test('R22 what cannot be done any more is said where it was sent, without script', async () => {
  const followed = await filedIn(run, 'duisburg');
  const { citizen, id } = followed;
  await browser.visit(withoutScript(citizen, /status of 4(09|12)/), async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/zurueckziehen`);
    await decided(followed);
    await press(page, 'Antrag endgültig zurückziehen');
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/antraege/${id}/zurueckziehen`);
  });
});
