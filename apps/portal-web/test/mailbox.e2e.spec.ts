import type { Page } from 'playwright-core';
import { axe } from '#browser';
import { mailsTo, waitFor, type Items, type MailboxEntry, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { filedIn, photo, taken, type FollowedCase, type FollowedCity } from './followed-case';

/** What city and person tell each other about an application. */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

const thread = (page: Page) => page.getByRole('article');
const unreadOf = async ({ citizen, id }: FollowedCase) => {
  const { items } = await citizen.get<Items<MailboxEntry>>('/mailbox');
  return items.find(({ applicationId }) => applicationId === id)?.unread;
};

test.each<readonly [string, FollowedCity]>([
  ['D9 D20 D21', 'duisburg'],
  ['W1c', 'wuppertal'],
  ['H2a', 'herford'],
])(
  '%s in %s everything about an application is in the mailbox: the caseworker writes, the citizen reads it live and answers',
  async (_, city) => {
    const followed = await taken(await filedIn(run, city));
    const { citizen, staff, id } = followed;
    await browser.visit({ person: citizen }, async (page) => {
      await page.goto(`${citizen.site}/postkorb`);
      const line = page.getByRole('listitem').filter({ has: page.locator(`a[href="/postkorb/${id}"]`) });
      await line.getByText('Die Bearbeitung hat begonnen').waitFor();
      const count = page.locator('.p-bar .p-count').first();
      const before = Number(await count.locator('[aria-hidden]').textContent());
      await staff.write(id, 'Welche Farbe hat der Hund?');
      // The list and the count in the header change by themselves.
      await line.getByText('Neue Nachricht').waitFor();
      await count.getByText(`${before + 1}`, { exact: true }).waitFor();
      await line.getByRole('link', { name: /^Ungelesen: / }).click();
      await thread(page).getByText('Welche Farbe hat der Hund?').waitFor();
      expect(await axe(page)).toEqual([]);
      // Everything in the thread counts as read; what was new in it is still marked so.
      await line.getByText('neu', { exact: true }).waitFor({ state: 'detached' });
      expect(await unreadOf(followed)).toBe(0);
      await page.getByLabel('Ihre Nachricht').fill('Er ist braun.\n<b>Sehr</b> braun.');
      await page.getByRole('button', { name: 'Nachricht senden' }).dblclick();
      await page.getByText('Ihre Nachricht ist gesendet.').waitFor();
      await expect(page.getByLabel('Ihre Nachricht').inputValue()).resolves.toBe('');
      await thread(page).getByText('<b>Sehr</b> braun.').waitFor();
    });
    const { items } = await staff.get<Items<{ kind: string; text?: string }>>(`/applications/${id}/messages`);
    expect(items.flatMap(({ kind, text }) => (kind === 'message' ? [text] : []))).toEqual([
      'Welche Farbe hat der Hund?',
      'Er ist braun.\n<b>Sehr</b> braun.',
    ]);
  },
);

test('D9 D21 a file goes with a message, also one that is chosen before the page acts, and the office has it', async () => {
  const { citizen, staff, id } = await filedIn(run, 'duisburg');
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    let actNow: () => void = () => undefined;
    const chosen = new Promise<void>((resolve) => (actNow = resolve));
    await page.route(/\.js$/, async (route) => {
      await chosen;
      await route.continue();
    });
    await page.goto(`${citizen.site}/postkorb/${id}`, { waitUntil: 'commit' });
    await page.getByText('Datei anhängen').click();
    await page.getByLabel(/Dateien zu Ihrer Nachricht/).setInputFiles(photo);
    let arriveNow: () => void = () => undefined;
    const mayArrive = new Promise<void>((resolve) => (arriveNow = resolve));
    await page.route(/\/messages\/documents/, async (route) => {
      await mayArrive;
      await route.continue();
    });
    actNow();
    await page.getByRole('button', { name: /Hochladen von impfausweis\.png abbrechen/ }).waitFor();
    await page.getByLabel('Ihre Nachricht', { exact: true }).fill('Anbei das Foto.');
    // A message that is sent while its file is on its way waits for it.
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.getByText('Wird abgeschickt, sobald die Dateien hochgeladen sind.').waitFor();
    expect(await axe(page)).toEqual([]);
    arriveNow();
    await page.getByRole('link', { name: /impfausweis\.png/ }).waitFor();
  });
  const { items } = await staff.get<Items<{ attachments?: { name: string }[] }>>(
    `/applications/${id}/messages`,
  );
  expect(items.flatMap(({ attachments = [] }) => attachments.map(({ name }) => name))).toEqual([
    'impfausweis.png',
  ]);
});

test('R10e what is asked for is answered from where it is read', async () => {
  const { citizen, staff, id } = await taken(await filedIn(run, 'duisburg'));
  await staff.act(id, 'request-documents', {
    text: 'Bitte senden Sie ein Foto.',
    documents: ['Impfausweis'],
  });
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    const answer = page.getByRole('link', { name: 'Antworten und nachreichen' });
    await waitFor('the request in the thread', async () => {
      await page.goto(`${citizen.site}/postkorb/${id}`);
      return (await answer.count()) === 1;
    });
    await answer.click();
    await page.getByText('Uns fehlt: Impfausweis.').waitFor();
    await page.getByText('Wir haben Sie um Unterlagen gebeten: Impfausweis').waitFor();
    await page.getByLabel('Ihre Antwort').fill('Kommt morgen.');
    await page.getByRole('button', { name: 'Antwort einreichen' }).click();
    await page.getByText('Sie haben geantwortet').waitFor();
    await page.goto(`${citizen.site}/postkorb/${id}`);
    await page.getByText('Bitte senden Sie ein Foto.').waitFor();
    expect(await answer.count()).toBe(0);
  });
});

test('looking marks nothing as read: an act does, without script a button', async () => {
  const followed = await filedIn(run, 'duisburg');
  const { citizen, id } = followed;
  await browser.visit({ person: citizen, script: false }, async (page) => {
    await page.goto(`${citizen.site}/postkorb/${id}`);
    await thread(page).getByText('Ihr Antrag ist eingegangen').waitFor();
    expect(await unreadOf(followed)).toBe(1);
    await page.getByRole('button', { name: 'Alles als gelesen markieren' }).click();
    await thread(page).getByText('Ihr Antrag ist eingegangen').waitFor();
    expect(await unreadOf(followed)).toBe(0);
    await page.getByLabel('Ihre Nachricht').fill('Danke.');
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.getByText('Danke.').waitFor();
  });
});

test('on a phone the list and a thread are two pages, side by side where there is room', async () => {
  const { citizen, id } = await filedIn(run, 'duisburg');
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(`${citizen.site}/postkorb`);
    await page.getByRole('link', { name: /Hundesteuer/ }).click();
    await page.waitForURL(`**/postkorb/${id}`);
    await thread(page).getByText('Ihr Antrag ist eingegangen').waitFor();
    const list = page.getByRole('navigation', { name: 'Nachrichten nach Antrag' });
    expect(await list.isVisible()).toBe(false);
    await page.setViewportSize({ width: 1000, height: 800 });
    expect(await list.isVisible()).toBe(true);
  });
});

test.each<readonly [string, FollowedCity, string]>([
  ['D10 D22a D22b', 'duisburg', 'Sachbearbeiterportal Duisburg <serviceportal@duisburg.example>'],
  ['N5b N6', 'dueren', 'Bürgerportal der Stadt Düren <webmaster@dueren.example>'],
  ['W14b', 'wuppertal', 'Stadt Wuppertal <portal@wuppertal.example>'],
])(
  '%s in %s the mail that tells of a change comes from "%s", leads to the page that it is about, and there the person reads what it is',
  async (_, city, sender) => {
    const { citizen, email, id, reference } = await filedIn(run, city);
    const mails = await waitFor('the mail about the filing', async () => {
      const all = (await mailsTo(run, email)).filter(({ text }) => text.includes(reference));
      return all.length > 0 && all;
    });
    expect(mails.map(({ from }) => from.replaceAll('"', ''))).toEqual([sender]);
    const links = mails.map(({ text }) => /https?:\/\/\S+/.exec(text)?.[0] ?? '');
    expect(links).toEqual([`${citizen.site}/antraege/${id}`]);
    await browser.visit({ person: citizen }, async (page) => {
      await page.goto(links[0] ?? '');
      await page.getByText('Ihr Antrag ist bei uns eingegangen').waitFor();
      // What a mail of the former version led to.
      await page.goto(`${citizen.site}/applications/${id}/messages`);
      expect(new URL(page.url()).pathname).toBe(`/postkorb/${id}`);
    });
  },
);
