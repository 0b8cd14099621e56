import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { birthCertificate, Citizen, dogRegistration, type RunFile, type SeenCase } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { chooseAtStandIn } from './at-a-stand-in';

/** From the review to what is filed and paid, as people do it in a browser: with the stand-in's payment page on another site. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const people: Citizen[] = [];
afterAll(() => people.forEach((one) => one.close()));
async function known<Somebody extends Citizen>(citizen: Promise<Somebody>): Promise<Somebody> {
  people.push(await citizen);
  return citizen;
}
const byMail = (city: string) => known(Citizen.signIn(run, city, `filing.${randomUUID()}@example.org`));
const byEid = (city: string) =>
  known(Citizen.signInAt(run, city, { person: 'erika.mustermann', means: 'eID' }));

const review = ({ site }: Citizen, { id }: SeenCase) => `${site}/antraege/${id}/pruefen`;
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
/** Does something on the page of the stand-in for payment providers. */
async function atTheProvider(page: Page, choice: string): Promise<void> {
  await page.waitForURL(({ port }) => port === new URL(run.standIns.payments ?? '').port);
  await page.locator(`button[name="choice"][value="${choice}"]`).click();
}

const sought = { givenNames: 'Jürgen', familyName: 'Janßen' };
const enquiry = { sought, bornOn: '1980-02-01', notForAdvertising: true };

test.each([
  ['D23b', 'duisburg', 'personenstandsurkunde', birthCertificate.duisburg, ['Kreditkarte', 'PayPal']],
  [
    ...(['W16a', 'wuppertal', 'personenstandsurkunde', birthCertificate.wuppertal] as const),
    ['PayPal', 'Kreditkarte', 'Lastschrift'],
  ],
  ['R20', 'rees', 'personenstandsurkunde', birthCertificate.rees, ['PayPal', 'Kreditkarte']],
  ['N7a', 'dueren', 'melderegisterauskunft', enquiry, ['PayPal', 'Lastschrift']],
] as const)(
  '%s in %s a fee is paid by what the city takes these days, and by nothing that has ended (%s)',
  async (_, city, service, form, methods) => {
    const citizen = await (city === 'wuppertal' || city === 'dueren' ? byEid(city) : byMail(city));
    const { id } = await citizen.submit(await citizen.draft(service, form));
    await browser.visit({ person: citizen, script: false }, async (page) => {
      await page.goto(`${citizen.site}/antraege/${id}/bezahlen`);
      const offered = page
        .getByRole('group', { name: 'Wie möchten Sie bezahlen?' })
        .locator('.kern-form-check label');
      expect(await offered.allInnerTexts()).toEqual(methods);
    });
  },
);

test('R21 whoever owes nothing by what they entered is told so before submitting, and is not sent to pay', async () => {
  const citizen = await byMail('duisburg');
  const free = { ...birthCertificate.duisburg, purpose: 'pension' };
  const draft = await citizen.draft('personenstandsurkunde', free);
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(review(citizen, draft));
    await page.getByText('Es ist nichts zu bezahlen.').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/bezahlt|Bezahlen/);
    await page.getByRole('button', { name: 'Verbindlich absenden', exact: true }).click();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});

test('R28c in Rees: overview with the sum, submitted, paid, and then "Bezahlung in Bearbeitung" with the copy at once', async () => {
  const citizen = await byMail('rees');
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.rees);
  await browser.visit({ person: citizen, expected: [/status of 422/] }, async (page) => {
    await page.goto(review(citizen, draft));
    await page.getByRole('heading', { name: 'Das ist zu bezahlen' }).waitFor();
    await page.getByText('Gesamtbetrag').waitFor();
    await press(page, /^Verbindlich absenden/);

    await heading(page, 'Bezahlen').waitFor();
    await page.getByText('Ihr Antrag gilt erst als gestellt, wenn die Gebühr bezahlt ist.').waitFor();
    expect(await axe(page)).toEqual([]);
    await press(page, 'Jetzt bezahlen');
    await page.getByText('Wählen Sie aus, wie Sie bezahlen möchten.').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('radio', { name: 'PayPal' }).check();
    await press(page, 'Jetzt bezahlen');
    await atTheProvider(page, 'pay');

    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await page.getByText('Sie bekommen unsere Antwort mit der Post').waitFor();
    await page.getByRole('link', { name: 'Kopie Ihres Antrags' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(`${citizen.site}/antraege`);
    await page.getByText('Bezahlung in Bearbeitung').waitFor();
  });
});

test('W16b W16c in Wuppertal the way leads straight to the payment, and nothing says "eingegangen" before it succeeded', async () => {
  const citizen = await byEid('wuppertal');
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.wuppertal);
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(review(citizen, draft));
    await press(page, /^Verbindlich absenden/);
    await page.getByRole('radio', { name: 'Kreditkarte' }).check();
    await press(page, 'Jetzt bezahlen');
    await atTheProvider(page, 'cancel');

    await page.getByText('Sie haben die Zahlung abgebrochen').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(`${citizen.site}/antraege/${draft.id}/bestaetigung`);
    await heading(page, 'Ihr Antrag ist abgesendet').waitFor();
    expect(await page.getByText('Antrag eingegangen').count()).toBe(0);

    await page.getByRole('link', { name: /bezahlen$/ }).click();
    await page.getByRole('radio', { name: 'Kreditkarte' }).check();
    await press(page, 'Jetzt bezahlen');
    await atTheProvider(page, 'pay');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});

test('N7b in Düren a direct debit asks for IBAN and account holder, and the amount will be debited', async () => {
  const citizen = await byEid('dueren');
  const draft = await citizen.draft('melderegisterauskunft', enquiry);
  await browser.visit({ person: citizen, expected: [/status of 4/] }, async (page) => {
    await page.goto(review(citizen, draft));
    await press(page, /^Verbindlich absenden/);
    await page.getByRole('radio', { name: 'Lastschrift' }).check();
    await press(page, 'Jetzt bezahlen');
    await page.getByText('Geben Sie die IBAN des Kontos ein.').first().waitFor();
    await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01');
    await page.getByLabel('Kontoinhaberin oder Kontoinhaber').fill('Erika Mustermann');
    await press(page, 'Jetzt bezahlen');
    await page.getByRole('alert').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
    await press(page, 'Jetzt bezahlen');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await page.getByText(/Zahlung von 11,00.€ ist veranlasst/).waitFor();
  });
});

test('W2 W3 in Wuppertal an application is submitted with a proof of identity that is made for it', async () => {
  const citizen = await byEid('wuppertal');
  const draft = await citizen.draft('meldebescheinigung', { kind: 'simple' });
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(review(citizen, draft));
    await page.getByRole('link', { name: 'Mit dem Online-Ausweis bestätigen' }).click();
    await chooseAtStandIn(page, 'erika.mustermann', 'eID');
    await page.getByText('Bestätigt. Prüfen Sie Ihre Angaben noch einmal').waitFor();
    expect(await axe(page)).toEqual([]);
    await press(page, /^Verbindlich absenden/);
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});

test('R10a W7 without an account: the browser proves that no program acts, the form is filled in and filed', async () => {
  const site = run.tenants['duisburg']!.portal.replace(/\/$/, '');
  await browser.visit({}, async (page) => {
    await page.goto(`${site}/dienstleistungen/hundesteuer-anmeldung`);
    await page.goto(`${site}/ohne-anmeldung/hundesteuer-anmeldung`);
    await page.getByText('Erledigt. Sie können weitermachen.').waitFor();
    expect(await axe(page)).toEqual([]);
    await press(page, 'Antrag beginnen');
    await page.waitForURL(/\/antraege\/[^/]+\/formular\/1/);
    await page.goto(`${site}/weiterverfolgen`);
    await page.getByLabel('E-Mail-Adresse').fill(`guest.${randomUUID()}@example.org`);
    await press(page, 'Link zusenden');
    await heading(page, 'Sehen Sie in Ihr E-Mail-Postfach').waitFor();
  });
});

test('what is sent twice is filed once', async () => {
  const citizen = await byMail('duisburg');
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(review(citizen, draft));
    await page.getByRole('button', { name: /^Verbindlich absenden/ }).dblclick();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    const { history } = await citizen.get<{ history: { type: string }[] }>(`/applications/${draft.id}`);
    expect(history.filter(({ type }) => type === 'ApplicationFiled')).toHaveLength(1);
  });
});

test('what was sent and is sent again is answered as before', async () => {
  const citizen = await byMail('duisburg');
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(review(citizen, draft));
    const sendTwice = async (form: HTMLFormElement) => {
      const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
      const send = async () => {
        const { ok, url } = await fetch(form.action, { method: 'POST', body });
        return [ok, new URL(url).pathname] as const;
      };
      return [await send(), await send()];
    };
    const confirmed = [true, `/antraege/${draft.id}/bestaetigung`];
    const answers = await page.locator('form[action$="/absenden"]').evaluate(sendTwice);
    expect(answers).toEqual([confirmed, confirmed]);
  });
});

test('where one has begun already, it says so and leads on', async () => {
  const citizen = await byMail('duisburg');
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(`${citizen.site}/dienstleistungen/hundesteuer-anmeldung`);
    await page.locator('form[action="/antraege"] button').first().click();
    await heading(page, 'Sie haben schon angefangen').waitFor();
    await page.getByRole('link', { name: 'Entwurf weiter ausfüllen' }).click();
    await page.waitForURL(new RegExp(`/antraege/${draft.id}/(formular|pruefen)`));
  });
});
