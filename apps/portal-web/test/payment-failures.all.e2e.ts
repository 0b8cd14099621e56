import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe } from '#browser';
import {
  birthCertificate,
  Citizen,
  PaymentProvider,
  waitFor,
  type RunFile,
  type SeenCase,
} from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';

/** What somebody sees whose payment does not go as it should; nothing that they entered is lost by it (W16b, W16c, R28c). */

const browser = testBrowser();
let run: RunFile;
let provider: PaymentProvider;
beforeAll(async () => {
  run = await wholeSystem();
  provider = new PaymentProvider(run);
}, 400_000);
const people: Citizen[] = [];
afterAll(() => {
  people.forEach((one) => one.close());
  provider?.close();
});

interface Owing {
  readonly citizen: Citizen;
  readonly application: SeenCase;
  readonly address: string;
}

/** Somebody in Rees who has submitted what has to be paid before it counts as filed. */
async function owing(): Promise<Owing> {
  const citizen = await Citizen.signIn(run, 'rees', `zahlung.${randomUUID()}@example.org`);
  people.push(citizen);
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.rees);
  const application = await citizen.submit(draft);
  return { citizen, application, address: `${citizen.site}/antraege/${application.id}/bezahlen` };
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
async function toTheProvider(page: Page, method = 'PayPal'): Promise<void> {
  await page.getByRole('radio', { name: method }).check();
  await page.getByRole('button', { name: /^(Jetzt|Anders) bezahlen$/ }).click();
  await page.waitForURL(({ port }) => port === new URL(run.standIns.payments ?? '').port);
}
const choose = (page: Page, choice: string) =>
  page.locator(`button[name="choice"][value="${choice}"]`).click();
/** The last try to pay, as the provider knows it. */
async function attemptOf({ citizen, application }: Owing): Promise<string> {
  const { order } = await citizen.get<{ order: { id: string } }>(`/applications/${application.id}`);
  const { attempts } = await citizen.get<{ attempts: { attemptId: string }[] }>(`/payments/${order.id}`);
  return attempts.at(-1)?.attemptId ?? '';
}

test('R28c a payment that fails is said, and another one succeeds; what was submitted is filed once', async () => {
  const { citizen, application, address } = await owing();
  await browser.visit({ person: citizen, width: 360 }, async (page) => {
    await page.goto(address);
    await toTheProvider(page);
    await choose(page, 'fail');
    await page.getByRole('heading', { name: 'Die Zahlung hat nicht geklappt' }).waitFor();
    await page.getByText('Es wurde nichts abgebucht.', { exact: false }).waitFor();
    expect(await axe(page)).toEqual([]);
    await toTheProvider(page);
    await choose(page, 'pay');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
  const { history } = await citizen.get<SeenCase>(`/applications/${application.id}`);
  expect(history.filter(({ type }) => type === 'ApplicationFiled')).toHaveLength(1);
});

test('W16c a payment that is left open is said to be asked about, and the page goes on by itself once it is paid', async () => {
  const one = await owing();
  await browser.visit({ person: one.citizen }, async (page) => {
    await page.goto(one.address);
    await toTheProvider(page);
    await choose(page, 'stall');
    await page.getByRole('heading', { name: 'Wir fragen beim Bezahldienst nach' }).waitFor();
    await page.getByRole('link', { name: 'Weiter bezahlen' }).waitFor();
    expect(await page.getByText('eingegangen').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await provider.let(await attemptOf(one), 'pay');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});

test('W16c who has paid in one tab is not asked again in the other, and what was paid twice is paid back', async () => {
  const one = await owing();
  await browser.visit({ person: one.citizen }, async (page, visit) => {
    await page.goto(one.address);
    await toTheProvider(page);
    const first = await attemptOf(one);
    const other = await visit.tab();
    await other.goto(one.address);
    await toTheProvider(other, 'Kreditkarte');
    await choose(other, 'pay');
    await heading(other, 'Ihr Antrag ist eingegangen').waitFor();
    // The page of the provider that was still open takes the money once more.
    await choose(page, 'pay');
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
    await waitFor('the money that came twice is given back', async () => {
      const { refunds } = await provider.find(first);
      return refunds.length === 1;
    });
    await page.goto(one.address);
    await heading(page, 'Ihr Antrag ist eingegangen').waitFor();
  });
});
