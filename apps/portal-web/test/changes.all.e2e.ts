import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { axe } from '#browser';
import { Citizen, type Items, type RunFile, type ThreadItem } from '#portal-client';
import { citiesOfWholeSystem, soon, testBrowser, wholeSystem } from '#testing';
import { decided, filedIn, photo, taken } from './followed-case';
import { offer, purpose } from './own-service';

/** What changes while somebody is there: what a city offers and says, and the portal itself. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);
const people: Citizen[] = [];
afterAll(() => people.forEach((one) => one.close()));
async function somebody(city = 'duisburg'): Promise<Citizen> {
  const citizen = await Citizen.signIn(run, city, `wandel.${randomUUID()}@example.org`);
  people.push(citizen);
  return citizen;
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const day = (fromToday: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(
    new Date(Date.now() + fromToday * 86_400_000),
  );

test('D2 a service that is not possible yet says from when, and cannot be begun', async () => {
  const key = 'erst-spaeter';
  await offer(run, 'duisburg', {
    ...{ key, title: { de: 'Erst später', en: 'Later' }, form: purpose, validFrom: day(10) },
  });
  const { site } = await somebody();
  await browser.visit({ width: 360 }, async (page) => {
    await page.goto(`${site}/dienstleistungen/${key}`);
    await page.getByText('Noch nicht möglich').waitFor();
    await page.getByText('Online beantragen geht gerade nicht').waitFor();
    expect(await page.getByRole('link', { name: /^Anmelden/ }).count()).toBe(1);
    expect(await axe(page)).toEqual([]);
  });
});

test('D2 a draft of a service that ends meanwhile stays readable, says so before anything is sent, and is not filed', async () => {
  const key = 'endet-bald';
  const service = { key, title: { de: 'Endet bald', en: 'Ends soon' }, form: purpose };
  await offer(run, 'duisburg', service);
  const citizen = await somebody();
  const draft = await citizen.draft(key, { why: 'Zum Ausprobieren' });
  await offer(run, 'duisburg', { ...service, validUntil: day(-1) });
  await browser.visit({ person: citizen, width: 360, expected: [/status of 4/] }, async (page) => {
    await page.goto(`${citizen.site}/dienstleistungen/${key}`);
    await page.getByText('Nicht mehr möglich').waitFor();
    await page.goto(`${citizen.site}/antraege/${draft.id}/formular/1`);
    await page.getByText('Seit Sie begonnen haben, hat sich etwas geändert').waitFor();
    expect(await page.getByLabel('Wofür?').inputValue()).toBe('Zum Ausprobieren');
    expect(await axe(page)).toEqual([]);
    await page.goto(`${citizen.site}/antraege/${draft.id}/pruefen`);
    await page.getByRole('button', { name: 'Verbindlich absenden' }).click();
    await heading(page, 'Ihr Antrag ist noch nicht abgesendet').waitFor();
    await page.getByRole('alert').getByText('kann hier nicht mehr abgesendet werden').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Zurück zu Ihren Angaben' }).click();
    await page.getByText('Zum Ausprobieren').waitFor();
  });
});

test('what a city has to say stands on every page while it holds, in the language of the page', async () => {
  const file = join(citiesOfWholeSystem(), 'wuppertal', 'tenant.yaml');
  const written = readFileSync(file, 'utf8');
  const [de, en] = ['Am Samstag wird das Portal gewartet.', 'The portal is maintained on Saturday.'];
  writeFileSync(file, `${written}\nnotice: { text: { de: '${de}', en: '${en}' } }\n`);
  const site = run.tenants['wuppertal']?.portal.replace(/\/$/, '') ?? '';
  try {
    await browser.visit({ width: 360 }, async (page) => {
      await soon(async () => {
        await page.goto(site);
        expect(await page.getByRole('region', { name: 'Hinweis der Stadt' }).getByText(de).count()).toBe(1);
      });
      expect(await axe(page)).toEqual([]);
      await page.goto(`${site}/en/dienstleistungen`);
      await page.getByText(en).waitFor();
      writeFileSync(file, written);
      await soon(async () => {
        await page.reload();
        expect(await page.getByText(en).count()).toBe(0);
      });
    });
  } finally {
    writeFileSync(file, written);
  }
});

test('H2b a required proof that may follow by post keeps nobody from filing; afterwards it is named where the matter stands, and handed in', async () => {
  const key = 'nachweis-spaeter';
  await offer(run, 'duisburg', {
    ...{ key, title: { de: 'Nachweis später', en: 'Proof later' }, form: purpose },
    channels: ['online', 'post'],
    documents: [{ key: 'plan', title: { de: 'Lageplan', en: 'Site plan' }, required: true }],
  });
  const citizen = await somebody();
  const draft = await citizen.draft(key, { why: 'Für das Vordach' });
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${draft.id}/pruefen`);
    await page.getByText('fehlt noch, kann nachgereicht werden').waitFor();
    await page.getByRole('button', { name: 'Verbindlich absenden' }).click();
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await page.getByText('Bitte reichen Sie noch nach: Lageplan.').waitFor();
    await page.getByRole('link', { name: 'Jetzt nachreichen' }).click();
    const proof = page.locator('#datei-plan');
    await proof.setInputFiles(photo);
    await page.getByRole('button', { name: /impfausweis\.png löschen/ }).waitFor();
    // Uploaded is not handed in: it is still asked for.
    await page.getByRole('heading', { name: 'Diese Unterlagen fehlen noch' }).waitFor();
    await page.getByRole('button', { name: 'Antwort einreichen' }).click();
    await page.getByText('Sie haben geantwortet').waitFor();
    await page.getByRole('heading', { name: 'Diese Unterlagen fehlen noch' }).waitFor({ state: 'detached' });
  });
});

test('law 1 beside messages that were all read, the mailbox says that a notice was not opened', async () => {
  const { citizen, id } = await decided(await filedIn(run, 'duisburg'));
  await browser.visit({ person: citizen }, async (page, visit) => {
    await page.goto(`${citizen.site}/postkorb/${id}`);
    await page.getByText('Sie haben alle Nachrichten gelesen.').waitFor();
    await page.getByText('Einen Bescheid haben Sie noch nicht geöffnet.').waitFor();
    await page.getByRole('listitem').getByText('Bescheid noch nicht geöffnet').waitFor();
    expect(await axe(page)).toEqual([]);
    // Nor does the address of the notice open it.
    const { items } = await citizen.get<Items<ThreadItem>>(`/applications/${id}/messages`);
    const noticeId = items.findLast(({ kind }) => kind === 'notice')?.id ?? '';
    const notice = await visit.tab();
    await notice.goto(`${citizen.site}/antraege/${id}/bescheid/${noticeId}`);
    await notice.getByText('Sie haben diesen Bescheid noch nicht geöffnet').waitFor();
    expect(await notice.getByText('Ihr Hund ist zur Hundesteuer angemeldet.').count()).toBe(0);
    await page.getByRole('listitem').getByText('Bescheid noch nicht geöffnet').waitFor();
    await citizen.retrieveNotice(id);
    await page.getByText('Bescheid noch nicht geöffnet').waitFor({ state: 'detached' });
  });
});

test('whoever leaves a page before its words for the next are there waits for them, and sees no error', async () => {
  const { site } = await somebody();
  await browser.visit({}, async (page) => {
    let isHeld = true;
    await page.route(/\/assets\/own\.de-.*\.js/, async (route) => {
      while (isHeld) await new Promise((resolve) => setTimeout(resolve, 20));
      await route.continue();
    });
    await page.goto(`${site}/impressum`);
    // Within the portal, from a page that everybody reads to one with words of its own.
    const link = page.getByRole('banner').getByRole('link', { name: 'Anmelden' });
    await soon(async () => expect(await acts(page)).toBe(true));
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'Impressum' }).waitFor();
    isHeld = false;
    await page.waitForURL(/\/anmelden/);
    await heading(page, 'Anmelden').waitFor();
  });
});

test('a tab that is older than a release, whose scripts are gone, is loaded anew by itself, and leads on where somebody was going', async () => {
  const { site } = await somebody();
  await browser.visit(
    { expected: [/status of 404/, /reloading|Error loading route module|dynamically imported/i] },
    async (page) => {
      await page.goto(`${site}/impressum`);
      await soon(async () => expect(await acts(page)).toBe(true));
      // Of the former release: the new one has others.
      let isFormer = true;
      page.on('framenavigated', () => (isFormer = false));
      await page.route(/\/assets\/.*\.js/, (route) =>
        isFormer ? route.fulfill({ status: 404, body: 'not found' }) : route.continue(),
      );
      await page
        .getByRole('contentinfo')
        .getByRole('link', { name: /Feedback/ })
        .click();
      await heading(page, 'Feedback geben').waitFor();
    },
  );
});

test('what is loaded by itself while the line or a part is away leaves the page as it is, and what somebody types in it', async () => {
  const followed = await filedIn(run, 'duisburg');
  const { citizen, id } = followed;
  people.push(citizen);
  await browser.visit(
    { person: citizen, expected: [/status of 503|ERR_FAILED|Failed to fetch/] },
    async (page) => {
      const asked = new Set<string>();
      const answers: ((route: Route) => Promise<void>)[] = [
        (route) => route.abort(),
        (route) => route.fulfill({ status: 503, body: 'away' }),
      ];
      await page.goto(`${citizen.site}/antraege/${id}`);
      await soon(async () => expect(await acts(page)).toBe(true));
      const message = page.getByLabel('Ihre Nachricht');
      await message.fill('Noch nicht abgeschickt');
      for (const answer of answers) {
        asked.clear();
        await page.route(/\.data/, async (route) => {
          await answer(route);
          asked.add(new URL(route.request().url()).pathname);
        });
        if (answer === answers[0]) await taken(followed);
        await soon(() => expect(asked).toEqual(new Set([`/antraege/${id}.data`, '/ungelesen.data'])));
        expect(await message.inputValue()).toBe('Noch nicht abgeschickt');
        await page.unroute(/\.data/);
      }
      await page.getByText('Wir haben mit der Prüfung begonnen').waitFor();
      expect(await message.inputValue()).toBe('Noch nicht abgeschickt');
    },
  );
});

test('that a thread was read is said by itself: where it cannot be, the page stays, with what somebody types in it', async () => {
  const { citizen, id } = await filedIn(run, 'duisburg');
  people.push(citizen);
  await browser.visit({ person: citizen, expected: [/ERR_FAILED|Failed to fetch/] }, async (page) => {
    const sent: string[] = [];
    await page.route(/\.data/, async (route) => {
      sent.push(route.request().method());
      await route.abort();
    });
    await page.goto(`${citizen.site}/antraege/${id}`);
    await soon(async () => expect(await acts(page)).toBe(true));
    const message = page.getByLabel('Ihre Nachricht');
    await message.fill('Noch nicht abgeschickt');
    await soon(() => expect(sent).toContain('POST'));
    // What is asked for after it is answered by then.
    await soon(() => expect(sent.filter((method) => method === 'GET')).not.toEqual([]));
    expect(await message.inputValue()).toBe('Noch nicht abgeschickt');
  });
});

test.each([
  ['without its words', false],
  ['with its words, but without its script', true],
])('without a line a page says so, and goes on by itself once it is back: %s', async (_, hasWords) => {
  const { site } = await somebody();
  await browser.visit(
    { expected: [/ERR_INTERNET_DISCONNECTED|Failed to fetch|reloading page/] },
    async (page, visit) => {
      await page.goto(`${site}/impressum`);
      await soon(async () => expect(await acts(page)).toBe(true));
      if (hasWords) {
        // Whoever does something is given the words of what is theirs.
        const words = page.waitForResponse(/\/own\.de-/);
        await page.getByRole('heading', { level: 1 }).click();
        await (await words).finished();
      }
      await visit.offline(async () => {
        await page.getByRole('contentinfo').getByRole('link', { name: 'Datenschutz' }).click();
        await heading(page, 'Keine Verbindung').waitFor();
      });
      await heading(page, 'Datenschutz').waitFor();
    },
  );
});

test('R13 a menu that was opened before the page acts stays open', async () => {
  const person = await somebody();
  await browser.visit({ person }, async (page) => {
    let arrive: () => void = () => undefined;
    const line = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(/\/assets\/.*\.js/, async (route) => {
      await line;
      await route.continue();
    });
    await page.goto(person.site, { waitUntil: 'commit' });
    await page.locator('summary.p-tool').click();
    await page.locator('.p-account').getByRole('link', { name: 'Meine Daten' }).waitFor();
    arrive();
    await soon(async () => expect(await acts(page)).toBe(true));
    await page.locator('.p-account').getByRole('link', { name: 'Meine Daten' }).click();
    await heading(page, 'Meine Daten').waitFor();
  });
});

/** Whether the page was taken over by its scripts. */
const acts = (page: Page) =>
  page.evaluate<boolean>(`Object.keys(document).some((name) => name.startsWith('_reactListening'))`);
