import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { birthCertificate, Citizen, type RunFile, type SeenCase } from '#portal-client';
import { eventually, testBrowser, wholeSystem } from '#testing';
import { decided, filedIn, photo, signedInAt, taken, type FollowedCity } from './followed-case';

/** Where a matter stands, and what its applicant can do about it. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

/** Marks a page: whatever is loaded anew as a whole has lost the mark. */
const mark = (page: Page) => page.evaluate(`document.documentElement.dataset.mark = 'same page'`);
const marked = (page: Page) => page.evaluate(`document.documentElement.dataset.mark`);
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const typesOf = async (citizen: Citizen, id: string) =>
  (await citizen.get<SeenCase>(`/applications/${id}`)).history.map(({ type }) => type);

test.each<readonly [string, FollowedCity, string]>([
  ['D20', 'duisburg', 'Meine offenen Anträge'],
  ['W14a', 'wuppertal', 'Mein Postkorb'],
  ['N5a', 'dueren', 'Meine Aufträge'],
  ['R28a', 'rees', 'Offene Formulare'],
  ['H5b', 'herford', 'Mein Postkorb'],
])(
  "%s in %s the list of a person's matters is called „%s“, from the menu under their name to the page",
  async (_, city, name) => {
    const { citizen: person } = await signedInAt(run, city);
    await browser.visit({ person }, async (page) => {
      await page.goto(person.site);
      await page.locator('summary.p-tool').click();
      await page.locator('.p-account').getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect(await page.title()).toContain(name);
    });
    person.close();
  },
);

test.each<readonly [string, FollowedCity]>([
  ['D20 D22a', 'duisburg'],
  ['R9a', 'rees'],
  ['H2c', 'herford'],
])(
  '%s in %s an open list and an open application change while the caseworker works, without being loaded anew',
  async (_, city) => {
    const followed = await filedIn(run, city);
    const { citizen, staff, id } = followed;
    await browser.visit({ person: citizen, width: 360 }, async (page, visit) => {
      await page.goto(`${citizen.site}/antraege`);
      const list = await visit.tab();
      await list.goto(`${citizen.site}/antraege`);
      await page.locator(`a[href="/antraege/${id}"]`).click();
      await page.getByRole('heading', { name: 'Was bisher geschah' }).waitFor();
      await page.getByText('Eingegangen', { exact: true }).waitFor();
      await Promise.all([mark(page), mark(list)]);
      await taken(followed);
      await page.getByText('In Bearbeitung', { exact: true }).waitFor();
      await page.getByText('Wir haben mit der Prüfung begonnen').waitFor();
      await staff.act(id, 'request-documents', {
        text: 'Bitte senden Sie ein Foto.',
        documents: ['Impfausweis'],
      });
      await page.getByRole('heading', { name: 'Bitte reichen Sie nach: Impfausweis' }).waitFor();
      await list.bringToFront();
      await list
        .locator('li', { has: list.locator(`a[href="/antraege/${id}"]`) })
        .getByText('Es fehlt: Impfausweis.')
        .waitFor();
      expect(await Promise.all([marked(page), marked(list)])).toEqual(['same page', 'same page']);
      expect(await axe(list)).toEqual([]);
    });
  },
);

/**
 * Holds back the first answer to a request of a page.
 * @param asked its address, with `*` for anything
 * @returns what waits until the answer is there, and gives what lets it arrive
 */
async function heldBack(page: Page, asked: string): Promise<() => Promise<() => Promise<void>>> {
  const control = await page.context().newCDPSession(page);
  let isMade = false;
  control.once('Fetch.requestPaused', () => (isMade = true));
  await control.send('Fetch.enable', { patterns: [{ urlPattern: asked, requestStage: 'Response' }] });
  return async () => {
    await eventually(`an answer to ${asked}`, () => isMade);
    return () => control.detach();
  };
}

test('D20 D22a what happens while a page is on its way is shown by it, in the same tab and in a second one', async () => {
  const { citizen, staff, id } = await filedIn(run, 'duisburg');
  await browser.visit({ person: citizen }, async (page, visit) => {
    const isFollowing = page.waitForResponse(/\/api\/events$/);
    await page.goto(`${citizen.site}/antraege/${id}`);
    await isFollowing;
    const ofList = await heldBack(page, '*/antraege.data');
    await page.locator('main a[href="/antraege"]').first().click();
    const arrive = await ofList();
    // It listens before anything happens.
    await page.evaluate(
      `(window.live = new BroadcastChannel('live')).onmessage = ({ data }) => (window.hasHeard ||= data === 'applications')`,
    );
    await staff.act(id, 'assign');
    await page.waitForFunction('window.hasHeard');
    await arrive();
    const line = page.locator('li', { has: page.locator(`a[href="/antraege/${id}"]`) });
    await line.getByText('In Bearbeitung', { exact: true }).waitFor();
    await line.getByRole('link').first().click();
    await staff.act(id, 'start');
    await page.getByText('Wir haben mit der Prüfung begonnen').waitFor();

    // On a bad line it takes a while until a page that is there already listens.
    const second = await visit.tab();
    let actNow: () => void = () => undefined;
    const mayAct = new Promise<void>((resolve) => (actNow = resolve));
    await second.route(/\.js$/, async (route) => {
      await mayAct;
      await route.continue();
    });
    await second.goto(`${citizen.site}/antraege/${id}`, { waitUntil: 'commit' });
    await second.getByText('Wir haben mit der Prüfung begonnen').waitFor();
    const asked = { text: 'Bitte senden Sie ein Foto.', documents: ['Impfausweis'] };
    await staff.act(id, 'request-documents', asked);
    await page.bringToFront();
    await page.getByRole('heading', { name: 'Bitte reichen Sie nach: Impfausweis' }).waitFor();
    await second.bringToFront();
    actNow();
    await second.getByRole('heading', { name: 'Bitte reichen Sie nach: Impfausweis' }).waitFor();
  });
});

test('whoever has applied for nothing reads what will stand there', async () => {
  const { citizen } = await signedInAt(run, 'duisburg');
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege`);
    await page.getByRole('heading', { name: 'Noch keine Anträge' }).waitFor();
    await page.goto(`${citizen.site}/postkorb`);
    await page.getByRole('heading', { name: 'Noch keine Nachrichten' }).waitFor();
    await page.goto(`${citizen.site}/dokumente`);
    await page.getByRole('heading', { name: 'Noch keine Dokumente' }).waitFor();
  });
});

test.each([true, false])(
  'R10e H2b what was asked for is answered once, however often it is sent (script: %s)',
  async (script) => {
    const followed = await taken(await filedIn(run, 'herford'));
    const { citizen, staff, id } = followed;
    await staff.act(id, 'request-documents', { text: 'Wann wurde der Hund geimpft?' });
    await browser.visit({ person: citizen, script }, async (page) => {
      await page.goto(`${citizen.site}/antraege/${id}`);
      const answer = page.getByLabel('Ihre Antwort');
      await answer.fill('Am 3. Mai.');
      if (script) {
        await page.getByLabel(/Unterlagen hochladen/).setInputFiles(photo);
        await page.getByRole('button', { name: /impfausweis\.png löschen/ }).waitFor();
      }
      await page.getByRole('button', { name: 'Antwort einreichen' }).dblclick();
      await page.getByText('Sie haben geantwortet').waitFor();
      await page.getByText('In Bearbeitung', { exact: true }).waitFor();
    });
    const types = await typesOf(citizen, id);
    expect(types.filter((type) => type === 'DocumentsSupplied')).toHaveLength(1);
    const { documents } = await staff.get<{ documents: { name: string }[] }>(`/applications/${id}`);
    expect(documents.some(({ name }) => name === photo.name)).toBe(script);
  },
);

test('law 4 the target date and the statutory period stand apart, each with its reason', async () => {
  const { citizen, id } = await filedIn(run, 'duisburg');
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    await page.getByText('Fertig voraussichtlich').waitFor();
    await page.getByText('Wie sich diese Termine ergeben').click();
    await page.getByText(/^Unser Ziel: /).waitFor();
    await page.getByText(/Übliche Bearbeitungszeit in Arbeitstagen/).waitFor();
  });
});

test('law 1 looking at an application opens no notice: a button does, once, and then the notice is read', async () => {
  const { citizen, id } = await decided(await filedIn(run, 'duisburg'));
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    const open = page.getByRole('button', { name: 'Bescheid öffnen' });
    await open.waitFor();
    // By which rule it is announced, before it is opened: of a tax, not by opening it.
    await page.getByText(/vierten Tag nach der Benachrichtigung/).waitFor();
    await page.getByText('Bescheid (PDF)').waitFor({ state: 'detached' });
    expect(await typesOf(citizen, id)).not.toContain('NoticeRetrieved');
    await open.dblclick();
    await page.getByText('Ihr Hund ist zur Hundesteuer angemeldet.').waitFor();
    await page.getByText('Gegen diesen Bescheid ist der Widerspruch zulässig.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Zum Antrag' }).last().click();
    await page.getByText('Sie haben den Bescheid geöffnet').waitFor();
    await open.waitFor({ state: 'detached' });
    // Of a tax, the day on which it was opened means nothing for the periods.
    expect(await page.getByText('Dieser Zeitpunkt zählt').count()).toBe(0);
  });
  expect((await typesOf(citizen, id)).filter((type) => type === 'NoticeRetrieved')).toHaveLength(1);
});

test('R7 R17 R28b R28c in rees a paid application is listed as such, and its papers are in one place at once', async () => {
  const citizen = await Citizen.signIn(run, 'rees', `erika.${randomUUID()}@example.org`);
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.rees);
  const application = await citizen.submit(draft);
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege`);
    await page.getByText('Zahlung offen', { exact: true }).waitFor();
    await citizen.atTheProvider(await citizen.pay(application, { method: 'credit-card' }), 'pay');
    await page.getByText('Bezahlung in Bearbeitung', { exact: true }).waitFor();
    await citizen.paperOf(application.id, 'copy');
    await page.getByRole('link', { name: 'Alle Ihre Dokumente' }).click();
    await page.getByRole('heading', { level: 2, name: 'Personenstandsurkunde' }).waitFor();
    const [copy] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Kopie Ihres Antrags (PDF)' }).click(),
    ]);
    expect(copy.suggestedFilename()).toMatch(/\.pdf$/);
    await page.getByRole('link', { name: /^Zahlungsbeleg über/ }).waitFor();
  });
  citizen.close();
});

test('law 6 withdrawing is asked again on a page of its own, which says what it means', async () => {
  const { citizen, id } = await filedIn(run, 'wuppertal');
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    await page.getByRole('link', { name: 'Zurückziehen …' }).click();
    await page.getByText('Wir prüfen den Antrag nicht weiter und entscheiden nicht über ihn.').waitFor();
    await page.getByLabel(/Warum ziehen Sie den Antrag zurück/).fill('Ich bin umgezogen.');
    await page.getByRole('button', { name: 'Antrag endgültig zurückziehen' }).click();
    await page.getByText('Zurückgezogen', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Zurückziehen …' }).waitFor({ state: 'detached' });
  });
});

test('what was filed before is taken over into a new application of the same service', async () => {
  const { citizen, id } = await decided(await filedIn(run, 'duisburg'));
  await citizen.retrieveNotice(id);
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}`);
    await page.getByRole('button', { name: 'Neuer Antrag mit diesen Angaben' }).click();
    await page.getByRole('heading', { level: 1, name: 'Halterin oder Halter' }).waitFor();
    await page.waitForFunction(() => location.pathname.endsWith('/formular/1'));
    const address = await page.evaluate(() => location.pathname);
    const begun = /antraege\/([0-9a-f-]+)/.exec(address)?.[1] ?? '';
    const { form } = await citizen.get<{ form: { dog: { name: string } } }>(`/applications/${begun}/form`);
    expect(begun).not.toBe(id);
    expect(form.dog.name).toBe('Bello');
  });
});

test('an application of somebody else is a page that does not exist', async () => {
  const [{ id }, stranger] = [
    await filedIn(run, 'duisburg'),
    await Citizen.signIn(run, 'duisburg', `fremd.${randomUUID()}@example.org`),
  ];
  const expected = [/404/];
  await browser.visit({ person: stranger, expected }, async (page) => {
    for (const path of [`/antraege/${id}`, `/antraege/${id}/zurueckziehen`, `/postkorb/${id}`]) {
      const answer = await page.goto(`${stranger.site}${path}`);
      expect([path, answer?.status()]).toEqual([path, 404]);
      await expect(heading(page).textContent()).resolves.toBe('Diese Seite gibt es nicht');
    }
  });
  stranger.close();
});

test('whoever is not signed in is led to the sign-in, and from there back', () =>
  browser.visit({}, async (page) => {
    const site = run.tenants['duisburg']?.portal.replace(/\/$/, '');
    await page.goto(`${site}/antraege?ab=x`);
    expect(new URL(page.url()).pathname).toBe('/anmelden');
    expect(new URL(page.url()).searchParams.get('zurueck')).toBe('/antraege?ab=x');
  }));

test('what was written stays where it was refused', async () => {
  const { citizen, id } = await taken(await filedIn(run, 'duisburg'));
  await browser.visit({ person: citizen, script: false, expected: [/4\d\d/] }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/zurueckziehen`);
    // Somebody has acted meanwhile: the page is not what they saw.
    await citizen.post(
      `/applications/${id}/supply-documents`,
      { text: 'Noch etwas.' },
      (await citizen.get<SeenCase>(`/applications/${id}`)).version,
    );
    await page.getByLabel(/Warum ziehen Sie/).fill('Ich bin umgezogen.');
    await page.getByRole('button', { name: 'Antrag endgültig zurückziehen' }).click();
    await page.getByRole('alert').waitFor();
    await expect(page.getByLabel(/Warum ziehen Sie/).inputValue()).resolves.toBe('Ich bin umgezogen.');
    expect(await typesOf(citizen, id)).not.toContain('ApplicationWithdrawn');
  });
  await citizen.write(id, 'Ich habe es mir anders überlegt.');
});
