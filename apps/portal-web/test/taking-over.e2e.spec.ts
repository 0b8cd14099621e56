import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Citizen, dogRegistration, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';

/** What was filed without an account is taken over into one, which is an act of its own (R10a). */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const service = 'hundesteuer-anmeldung';

/** Somebody has filed without an account, named their address, and has signed in with it later. */
async function filedBefore() {
  const email = `${randomUUID()}@example.org`;
  const guest = await Citizen.withoutAccount(run, 'duisburg', service);
  const { id, reference } = await guest.submit(await guest.draft(service, dogRegistration()));
  await guest.followLink(run, email, () => guest.post('/me/follow-link', { email, returnTo: '/antraege' }));
  guest.close();
  return { id, reference, person: await Citizen.signIn(run, 'duisburg', email) };
}

test('R10a W7 without script: it is offered after signing in, where the person was, said what it means, and taken over by an act', async () => {
  const { id, reference, person } = await filedBefore();
  await browser.visit({ person, script: false, width: 360 }, async (page) => {
    await page.goto(`${person.site}/meine-daten`);
    const offer = page.getByRole('region', { name: 'Anträge ohne Anmeldung' });
    expect(await offer.innerText()).toContain('Sie haben einen Antrag ohne Anmeldung gestellt');
    await offer.getByRole('link', { name: 'Ansehen und übernehmen' }).click();
    const main = page.getByRole('main');
    const said = await main.innerText();
    for (const meant of ['mit allen Nachrichten und Dokumenten', 'nicht mehr', 'nicht rückgängig'])
      expect(said).toContain(meant);
    // Looking at it has taken nothing over.
    expect(await person.myApplications()).toEqual([]);
    await main.getByRole('button', { name: new RegExp(`${reference}.*in mein Konto übernehmen`) }).click();
    await main.getByText('Der Antrag steht jetzt in Ihrem Konto.').waitFor();
    expect((await person.myApplications()).map((one) => one.id)).toEqual([id]);
    await main.getByRole('link', { name: 'Zum Antrag' }).click();
    await main.getByText(reference).first().waitFor();
    // Nothing is left to be offered.
    await page.goto(`${person.site}/antraege`);
    expect(await page.getByText('ohne Anmeldung gestellt').count()).toBe(0);
  });
  person.close();
});

test('R10a it is offered once: whoever wants it later finds it in the list, and nowhere else', async () => {
  const { person } = await filedBefore();
  await browser.visit({ person }, async (page) => {
    await page.goto(`${person.site}/meine-daten`);
    const offer = page.getByRole('region', { name: 'Anträge ohne Anmeldung' });
    await offer.waitFor();
    expect(await axe(page)).toEqual([]);
    await offer.getByRole('button', { name: 'Nicht jetzt' }).click();
    await offer.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/meine-daten');
    await page.goto(`${person.site}/dienstleistungen`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await offer.count()).toBe(0);
    await page.goto(`${person.site}/antraege`);
    await page.getByRole('heading', { name: 'Sie haben einen Antrag ohne Anmeldung gestellt' }).waitFor();
    await page.getByRole('link', { name: 'Ansehen und übernehmen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Anträge übernehmen' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
  person.close();
});

test('R10a what somebody else has filed is not offered, and cannot be taken over by its id', async () => {
  const { id, person: owner } = await filedBefore();
  const stranger = await Citizen.signIn(run, 'duisburg', `${randomUUID()}@example.org`);
  await browser.visit({ person: stranger, expected: [/status of 404/] }, async (page) => {
    await page.goto(`${stranger.site}/antraege/uebernehmen`);
    await page.getByRole('heading', { level: 1, name: 'Nichts zu übernehmen' }).waitFor();
    expect(await axe(page)).toEqual([]);
    const answer = await stranger.browser.request('POST', `${stranger.site}/api/applications/${id}/claim`, {
      json: {},
      headers: { 'idempotency-key': randomUUID(), 'if-match': '*' },
    });
    expect(answer.status).toBe(404);
  });
  for (const person of [owner, stranger]) person.close();
});
