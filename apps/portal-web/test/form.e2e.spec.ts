import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe, focused, tabTo } from '#browser';
import {
  birthCertificate,
  Citizen,
  dogRegistration,
  waitFor,
  type RunFile,
  type SeenCase,
} from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { pdf } from '../../../libs/documents/test/files';

/** The form of an application, as people fill it in: on one device and on another, in two tabs, on a bad line, without a mouse. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const people: Citizen[] = [];
afterAll(() => people.forEach((one) => one.close()));
async function somebody(city = 'duisburg', email = `form.${randomUUID()}@example.org`): Promise<Citizen> {
  const citizen = await Citizen.signIn(run, city, email);
  people.push(citizen);
  return citizen;
}
async function erika(city: string): Promise<Citizen> {
  const citizen = await Citizen.signInAt(run, city, { person: 'erika.mustermann', means: 'eID' });
  people.push(citizen);
  return citizen;
}
const begin = (citizen: Citizen, serviceKey = 'hundesteuer-anmeldung') =>
  citizen.post<SeenCase>('/applications', { serviceKey });
const step = ({ site }: Citizen, { id }: SeenCase, last: string | number) =>
  `${site}/antraege/${id}/formular/${last}`;
const formOf = async (citizen: Citizen, { id }: SeenCase) =>
  (await citizen.get<{ form: Record<string, never> }>(`/applications/${id}/form`)).form;
/** Goes to a page and waits until it acts in the browser. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  // Asked from outside: the page's policy lets nobody wait within it.
  await waitFor('the page acts', () =>
    page.evaluate<boolean>(`Object.keys(document).some((name) => name.startsWith('_reactListening'))`),
  );
}
const goOn = (page: Page) => page.locator('.p-actions button').click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const saved = (page: Page) => page.getByText(/Gespeichert um \d\d:\d\d Uhr\. Der Entwurf bleibt bis/);

test.each([
  ['D8', 'duisburg', 'hundesteuer-anmeldung'],
  ['W6b', 'wuppertal', 'hundesteuer-anmeldung'],
  ['R19', 'rees', 'hundesteuer-anmeldung'],
  ['H4', 'herford', 'meldebescheinigung'],
])(
  '%s in %s a form is prefilled from the profile, official data is locked and says where it comes from',
  async (_, city, service) => {
    const citizen = await erika(city);
    const draft = await begin(citizen, service);
    await browser.visit({ person: citizen }, async (page) => {
      await page.goto(step(citizen, draft, 1));
      const name = page.getByLabel('Familienname');
      expect(await name.inputValue()).not.toBe('');
      expect(await name.getAttribute('readonly')).not.toBeNull();
      await page
        .getByText('Die Angabe kommt aus Ihrer BundID. Sie können sie nur dort ändern.')
        .first()
        .waitFor();
      expect(await axe(page)).toEqual([]);
    });
    // What is sent for a locked field all the same changes nothing.
    const before = await formOf(citizen, draft);
    await browser.visit({ person: citizen, script: false, expected: [/422/] }, async (page) => {
      await page.route('**/formular/1', async (route) => {
        const sent = route.request().postData();
        if (sent === null) return route.continue();
        const field = new URLSearchParams(sent).getAll('_asked').find((name) => name.endsWith('/familyName'));
        return route.continue({ postData: `${sent}&${encodeURIComponent(field ?? '')}=Gefaelscht` });
      });
      await page.goto(step(citizen, draft, 1));
      await goOn(page);
    });
    expect(await formOf(citizen, draft)).toEqual(before);
  },
);

test('R27 in Rees the registration of a dog has one topic on each page, to the issuing of the tag', async () => {
  const citizen = await somebody('rees');
  const draft = await begin(citizen);
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(step(citizen, draft, 1));
    const steps = page.getByRole('complementary').getByRole('listitem');
    expect((await steps.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual(
      expect.arrayContaining(['Hund', 'Erteilung einer Hundesteuermarke', 'Angaben prüfen']),
    );
    await page.goto(step(citizen, draft, 3));
    await heading(page, 'Erteilung einer Hundesteuermarke').waitFor();
    await page.getByRole('progressbar', { name: /^Schritt 3 von 4/ }).waitFor();
    expect(await page.getByRole('radiogroup').count()).toBe(1);
  });
});

test('what is typed is saved by itself, and stands there in another browser, where it goes on', async () => {
  const email = `form.${randomUUID()}@example.org`;
  const citizen = await somebody('duisburg', email);
  const draft = await begin(citizen);
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(step(citizen, draft, 1));
    await page.getByLabel('Vornamen').fill('Zoë');
    await page.getByLabel('Familienname').fill('Yılmaz');
    await waitFor('the save', async () => (await formOf(citizen, draft))['holder'] !== undefined);
    await saved(page).waitFor();
    // Typed and left at once: it is saved on the way.
    await page.getByLabel('Hausnummer').fill('12 a');
    await page.getByRole('link', { name: 'Später weitermachen' }).click();
    await page.waitForURL('**/antraege');
  });
  const elsewhere = await somebody('duisburg', email);
  await browser.visit({ person: elsewhere, width: 360 }, async (page) => {
    await page.goto(`${elsewhere.site}/antraege/${draft.id}/formular`);
    expect(await page.getByLabel('Familienname').inputValue()).toBe('Yılmaz');
    expect(await page.getByLabel('Hausnummer').inputValue()).toBe('12 a');
  });
});

test('errors are said in a summary that leads to each field, and at the field; the title says so', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft('hundesteuer-anmeldung', { holder: { givenNames: 'Anna' } });
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(step(citizen, draft, 1));
    await page.getByLabel('Postleitzahl').fill('470');
    await goOn(page);
    const summary = page.getByRole('alert');
    await summary.getByRole('heading', { name: 'Bitte prüfen Sie fünf Angaben' }).waitFor();
    expect(await summary.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.title()).toMatch(/^Fehler: /);
    await summary.getByRole('link', { name: /^Postleitzahl/ }).click();
    const field = page.getByLabel('Postleitzahl');
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await axe(page)).toEqual([]);
    await field.fill('47051');
    expect(await field.getAttribute('aria-invalid')).toBeNull();
  });
});

test('what is typed while a save is on its way is saved after it, never beside it; nothing moves under the finger', async () => {
  const citizen = await somebody();
  const draft = await begin(citizen);
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    let [running, most, isHeld] = [0, 0, true];
    await page.route('**/api/applications/*/form', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      running += 1;
      most = Math.max(most, running);
      await waitFor('the save may go on', () => Promise.resolve(!isHeld));
      await route.continue();
    });
    page.on('requestfinished', (request) => {
      if (request.method() === 'PATCH') running -= 1;
    });
    await open(page, step(citizen, draft, 1));
    const field = page.getByLabel('Vornamen');
    const place = await field.boundingBox();
    await field.fill('Erste');
    await page.getByText('Wird gespeichert').waitFor();
    expect(await field.boundingBox()).toEqual(place);
    // Longer than the pause after which what was typed is saved: by the key strokes themselves.
    await page.getByLabel('Vornamen').pressSequentially(' Zweite', { delay: 200 });
    isHeld = false;
    await waitFor('the second save', async () =>
      JSON.stringify(await formOf(citizen, draft)).includes('Erste Zweite'),
    );
    await saved(page).waitFor();
    expect(most).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

test('two tabs do not overwrite each other: the second is told, and what only it has changed stays', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  const expected = [/412/];
  await browser.visit({ person: citizen, expected }, async (page, visit) => {
    await page.goto(step(citizen, draft, 1));
    const other = await visit.tab();
    await other.goto(step(citizen, draft, 1));
    await other.getByLabel('Straße').fill('Andere Straße');
    await waitFor('the save of the other tab', async () => {
      const { home } = (await formOf(citizen, draft)) as unknown as { home: { street: string } };
      return home.street === 'Andere Straße';
    });

    await page.getByLabel('Straße').fill('Meine Straße');
    await page.getByLabel('Hausnummer').fill('99');
    const told = page.getByRole('alert');
    await told.getByRole('heading', { name: 'Sie haben den Antrag in einem anderen Tab geändert' }).waitFor();
    expect(await formOf(citizen, draft)).toMatchObject({ home: { street: 'Andere Straße' } });
    expect(await axe(page)).toEqual([]);
    await told.getByRole('button', { name: 'Neuesten Stand laden' }).click();

    await page.getByText('in diesem Tab: Meine Straße').waitFor();
    expect(await page.getByLabel('Straße').inputValue()).toBe('Andere Straße');
    expect(await page.getByLabel('Hausnummer').inputValue()).toBe('99');
    await page.getByRole('button', { name: 'Straße: Eingabe aus diesem Tab nehmen' }).click();
    expect(await page.getByLabel('Straße').inputValue()).toBe('Meine Straße');
    await waitFor('the save', async () => {
      const { home } = (await formOf(citizen, draft)) as unknown as { home: object };
      return JSON.stringify(home).includes('Meine Straße') && JSON.stringify(home).includes('99');
    });
  });
});

test('R22 without script two tabs do not overwrite each other either', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit({ person: citizen, script: false, expected: [/412|422/] }, async (page) => {
    await page.goto(step(citizen, draft, 1));
    const { version } = await citizen
      .get<{ draft: { version: number } }>(`/applications/${draft.id}/form`)
      .then(({ draft: { version } }) => ({ version }));
    await citizen.patch(`/applications/${draft.id}/form`, { home: { street: 'Anderswo' } }, version);
    await page.getByLabel('Straße').fill('Hier');
    await goOn(page);
    await page.getByText('gespeichert ist: Anderswo').waitFor();
    expect(await page.getByLabel('Straße').inputValue()).toBe('Hier');
    expect(await formOf(citizen, draft)).toMatchObject({ home: { street: 'Anderswo' } });
    await goOn(page);
    await heading(page, 'Hund').waitFor();
  });
  expect(await formOf(citizen, draft)).toMatchObject({ home: { street: 'Hier' } });
});

test('a lost connection is shown, nothing typed is lost, and it is saved once the line is back', async () => {
  const citizen = await somebody();
  const draft = await begin(citizen);
  await browser.visit(
    { person: citizen, expected: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] },
    async (page, visit) => {
      await open(page, step(citizen, draft, 1));
      await visit.offline(async () => {
        await page.getByLabel('Vornamen').fill('Ohne Netz');
        const told = page.getByRole('alert').filter({ hasText: 'Keine Verbindung' });
        await told.getByText('Ihre Eingaben bleiben auf diesem Gerät').waitFor();
        expect(await axe(page)).toEqual([]);
        // Leading away would lose it: the page stays, and says why.
        await page.getByRole('link', { name: 'Später weitermachen' }).click();
        await waitFor('the focus on the message', () =>
          told.evaluate((element) => element.matches(':focus')),
        );
        expect(await page.getByLabel('Vornamen').inputValue()).toBe('Ohne Netz');
      });
      await waitFor('the save', async () =>
        JSON.stringify(await formOf(citizen, draft)).includes('Ohne Netz'),
      );
      await page.getByRole('alert').waitFor({ state: 'detached' });
    },
  );
});

test('a session that ends while somebody types: they sign in again, and go on with what they typed', async () => {
  const email = `form.${randomUUID()}@example.org`;
  const citizen = await somebody('duisburg', email);
  const draft = await begin(citizen);
  await browser.visit(
    { person: citizen, expected: [/401|ERR_INTERNET_DISCONNECTED|Failed to fetch/] },
    async (page, visit) => {
      await open(page, step(citizen, draft, 1));
      const back = await somebody('duisburg', email);
      await page.context().setOffline(true);
      await page.getByLabel('Vornamen').fill('Noch nicht gespeichert');
      await page.getByRole('alert').filter({ hasText: 'Keine Verbindung' }).waitFor();
      await page.context().clearCookies();
      await page.context().setOffline(false);
      await page.waitForURL(/\/anmelden|formular/);
      const cookies = [...(back.browser.cookies.get(new URL(back.site).hostname) ?? [])];
      await visit.context.addCookies(
        cookies.map(([name, value]) => ({
          name,
          value,
          url: back.site,
          httpOnly: true,
          sameSite: 'Lax' as const,
        })),
      );
      await page.goto(step(back, draft, 1));
      await page.getByText('Ihre Eingaben von vorhin sind wieder da.').waitFor();
      expect(await page.getByLabel('Vornamen').inputValue()).toBe('Noch nicht gespeichert');
      await waitFor('the save', async () =>
        JSON.stringify(await formOf(back, draft)).includes('Noch nicht gespeichert'),
      );
    },
  );
});

test('what could not be saved stays with the tab alone, and is gone when somebody signs out', async () => {
  const citizen = await somebody();
  const draft = await begin(citizen);
  await browser.visit(
    { person: citizen, expected: [/ERR_INTERNET_DISCONNECTED|401|Failed to fetch/] },
    async (page) => {
      await open(page, step(citizen, draft, 1));
      const kept = () => page.evaluate(`JSON.stringify({ ...sessionStorage, ...localStorage })`);
      expect(await kept()).not.toContain('unsaved:');
      await page.context().setOffline(true);
      await page.getByLabel('Vornamen').fill('Nur hier');
      await page.getByRole('alert').filter({ hasText: 'Keine Verbindung' }).waitFor();
      expect(await kept()).toContain('Nur hier');
      await page.context().setOffline(false);
      await page.locator('.p-account summary').click();
      await page.getByRole('button', { name: 'Abmelden' }).first().click();
      await page.waitForURL(/abgemeldet/);
      expect(await kept()).not.toContain('Nur hier');
    },
  );
});

test('R24 a step is filled in and left by the keyboard alone, and the next one says where one is', async () => {
  const citizen = await somebody();
  const draft = await begin(citizen);
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(step(citizen, draft, 1));
    for (const [label, text] of [
      ['Vornamen', 'Anna'],
      ['Familienname', 'Müller'],
      ['Straße', 'Königstraße'],
      ['Hausnummer', '1'],
      ['Postleitzahl', '47051'],
      ['Ort', 'Duisburg'],
    ] as const) {
      await tabTo(page, page.getByLabel(label, { exact: true }));
      await page.keyboard.type(text);
    }
    // Enter goes on, whatever other buttons there are.
    await page.keyboard.press('Enter');
    await heading(page, 'Hund').waitFor();
    expect(await focused(page)).toMatchObject({ tag: 'h1', name: 'Hund' });
    await tabTo(page, page.getByLabel('Rufname'));
  });
});

test('R10e proofs are uploaded, said in words, removed, and read back; an interrupted upload goes on', async () => {
  const citizen = await somebody();
  const draft = await citizen.draft('hundesteuer-anmeldung', dogRegistration());
  await browser.visit(
    { person: citizen, expected: [/ERR_INTERNET_DISCONNECTED|Failed to fetch|415/] },
    async (page, visit) => {
      await open(page, step(citizen, draft, 'unterlagen'));
      const proof = page.getByLabel(/^Nachweis einer Ermäßigung/);
      const files = page.getByRole('list', { name: /Nachweis einer Ermäßigung/ });
      await proof.setInputFiles({ name: 'Ausweis.pdf', mimeType: 'application/pdf', buffer: pdf });
      await files.getByText(/kB, hochgeladen/).waitFor();
      await files.getByText('Ausweis.pdf', { exact: true }).waitFor();
      expect(await axe(page)).toEqual([]);

      await proof.setInputFiles({
        name: 'Seite.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('<html>'),
      });
      await files.getByText(/^abgelehnt: Diese Art von Datei wird nicht angenommen/).waitFor();
      await files.getByRole('button', { name: 'Meldung zu Seite.pdf ausblenden' }).click();
      await proof.setInputFiles({
        ...{ name: 'Riese.pdf', mimeType: 'application/pdf' },
        buffer: Buffer.alloc(10_000_001),
      });
      await page.getByText('Die Datei ist größer als 10 MB.').waitFor();

      await visit.offline(async () => {
        await proof.setInputFiles({ name: 'Später.pdf', mimeType: 'application/pdf', buffer: pdf });
        await files
          .getByText('Das Hochladen geht weiter, sobald sie wieder da ist.', { exact: false })
          .waitFor();
      });
      await page.getByText('Später.pdf ist hochgeladen.').waitFor();

      await files.getByRole('button', { name: 'Ausweis.pdf löschen' }).click();
      await files.getByText('Ausweis.pdf', { exact: true }).waitFor({ state: 'detached' });
      await goOn(page);
      await page.getByRole('heading', { name: 'Stimmt alles?' }).waitFor();
      await page.getByText('Später.pdf').waitFor();
    },
  );
});

test('H2b a proof that may follow does not keep anybody from going on; one that may not does', async () => {
  const citizen = await erika('duisburg');
  const draft = await begin(citizen, 'bewohnerparkausweis');
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(step(citizen, draft, 'unterlagen'));
    await page
      .getByText('Sie können das auch nach dem Absenden nachreichen, online oder per Post.')
      .waitFor();
    await goOn(page);
    await page.getByRole('heading', { name: 'Stimmt alles?' }).waitFor();
    await page.getByText('fehlt noch, kann nachgereicht werden').waitFor();
  });
});

test('everything is read back with the way to each step and the warning against haste; what is missing is named (law 2)', async () => {
  const citizen = await somebody('duisburg');
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.duisburg);
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${draft.id}/pruefen`);
    await page.getByText('Müstermann').waitFor();
    await page.getByRole('heading', { name: 'Nehmen Sie sich Zeit' }).waitFor();
    const change = page.getByRole('link', { name: /ändern$/ }).first();
    await change.click();
    await page.waitForURL(/formular\/1\?von=pruefen/);
    await goOn(page);
    await page.getByRole('heading', { name: 'Stimmt alles?' }).waitFor();
  });
  const empty = await begin(citizen, 'personenstandsurkunde');
  await browser.visit({ person: citizen, language: 'en' }, async (page) => {
    await page.goto(`${citizen.site}/en/antraege/${empty.id}/pruefen`);
    await page.getByRole('heading', { name: /^Before you can submit, .* entries are missing$/ }).waitFor();
    await page
      .getByRole('link', { name: /This entry is missing/ })
      .first()
      .click();
    await page.waitForURL(/\/en\/antraege\/.*\/formular\/1\?von=pruefen#/);
    await waitFor('the focus on the field', async () => (await focused(page))?.tag === 'input');
  });
});
