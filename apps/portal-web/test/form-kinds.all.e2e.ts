import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe, overhanging } from '#browser';
import { Citizen, waitFor } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';
import { written } from '../../../libs/forms/test/example-form';
import { offer } from './own-service';

/** A service file with every kind of field, rule and relation, put into a city while the system runs (D2 R1b H1b). */

const browser = testBrowser();
const key = 'jede-feldart';
const service = {
  key,
  title: { de: 'Jede Feldart', en: 'Every kind of field' },
  form: written,
};

let citizen: Citizen;
beforeAll(async () => {
  const run = await wholeSystem();
  await offer(run, 'duisburg', service);
  citizen = await Citizen.signIn(run, 'duisburg', `felder.${randomUUID()}@example.org`);
}, 400_000);
afterAll(() => citizen?.close());

const begin = async (): Promise<string> =>
  (await citizen.post<{ id: string }>('/applications', { serviceKey: key })).id;
const goOn = (page: Page) => page.locator('.p-actions button').click();
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
async function day(page: Page, name: string, [d, m, y]: readonly [string, string, string]): Promise<void> {
  const field = group(page, name);
  await field.getByLabel('Tag').fill(d);
  await field.getByLabel('Monat').fill(m);
  await field.getByLabel('Jahr').fill(y);
}

test('every kind of field is filled in, shown by its rules, refused by its limits, kept and read back', async () => {
  const id = await begin();
  await browser.visit({ person: citizen }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/formular`);

    // Blocks, a group that may be left out, yes or no, a choice that shows other fields.
    await page.getByLabel('Vornamen').fill('Zoë');
    await page.getByLabel('Familienname').fill('Łuczak');
    await day(page, 'Geburtsdatum', ['1', '2', '1990']);
    await page.getByLabel('Verlängerung').check();
    await page.getByLabel('Bisherige Erlaubnis').fill('E-7');
    await page.getByLabel('Grund').fill('Erste Zeile\nZweite Zeile');
    expect(await axe(page)).toEqual([]);
    await goOn(page);

    // Money, decimals, whole numbers, days, times, an IBAN, several choices, a required remark, a consent.
    await page.getByLabel('Preis').fill('1.250,5');
    await page.getByLabel('Fläche in m²').fill('12,345');
    await page.getByLabel('Anzahl').fill('drei');
    await day(page, 'Beginn', ['31', '2', '2026']);
    await page.getByLabel('IBAN').fill('DE00 0000');
    await goOn(page);
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await page.title()).toMatch(/^Fehler: /);
    expect(await axe(page)).toEqual([]);
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'Fläche in m²: Bitte geben Sie eine Zahl mit höchstens 2 Nachkommastellen an.',
      'Anzahl: Diese Angabe muss eine ganze Zahl sein.',
      'Beginn: Dieses Datum gibt es nicht.',
      'IBAN: Diese IBAN stimmt nicht. Bitte vergleichen Sie sie mit Ihrer Karte.',
      'Anmerkung: Ende oder Anmerkung.',
      'Ich stimme zu: Diese Angabe fehlt.',
    ]);
    await page.getByLabel('Fläche in m²').fill('12,34');
    await page.getByLabel('Anzahl').fill('3');
    await day(page, 'Beginn', ['28', '2', '2026']);
    await page.getByLabel('IBAN').fill('DE02 1203 0000 0000 2020 51');
    await page.getByLabel('Öffnet um').fill('08:30');
    const begins = group(page, 'Beginnt am Optional');
    await begins.getByLabel('Tag').fill('3');
    await begins.getByLabel('Monat').fill('4');
    await begins.getByLabel('Jahr').fill('2027');
    await begins.getByLabel('Uhrzeit').fill('14:05');
    await page.getByLabel('rot').check();
    await page.getByLabel('Mehr', { exact: true }).fill('abc');
    await page.getByLabel('Anmerkung').fill('Nichts weiter');
    await page.getByText('Bitte sorgfältig lesen.').waitFor();
    await page.getByLabel('Ich stimme zu').check();
    await goOn(page);

    // Repeating groups, one in the other; exact sums.
    await page.getByRole('button', { name: 'Kind hinzufügen' }).click();
    const child = group(page, 'Kind 1');
    await child.getByLabel('Vornamen des Kindes').fill('Ole');
    await child.getByLabel('Tag').fill('5');
    await child.getByLabel('Monat').fill('6');
    await child.getByLabel('Jahr').fill('2020');
    await child.getByLabel('ja', { exact: true }).check();
    await child.getByRole('button', { name: 'Zeit hinzufügen' }).click();
    const time = group(page, 'Zeit 1');
    await time.getByLabel('Montag').check();
    await time.getByLabel('Stunden').fill('4,5');
    const first = group(page, 'Anteil 1');
    await first.getByLabel('Name').fill('Ann');
    await first.getByLabel('Anteil in %').fill('33,3');
    await page.getByRole('button', { name: 'Anteil hinzufügen' }).click();
    const second = group(page, 'Anteil 2');
    await second.getByLabel('Name').fill('Bo');
    await second.getByLabel('Anteil in %').fill('66,69');
    await goOn(page);
    await page.getByRole('alert').getByRole('link').first().waitFor();
    expect(await page.getByRole('alert').getByRole('link').allInnerTexts()).toEqual([
      expect.stringContaining('Die Summe'),
    ]);
    await second.getByLabel('Anteil in %').fill('66,7');
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await overhanging(page)).toEqual([]);
    await goOn(page);
    await page.getByRole('heading', { name: 'Stimmt alles?' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
  const { form } = await citizen.get<{ form: unknown }>(`/applications/${id}/form`);
  expect(form).toEqual({
    applicant: { givenNames: 'Zoë', familyName: 'Łuczak', birthDate: '1990-02-01' },
    ...{ kind: 'renewal', previousPermit: 'E-7', reason: 'Erste Zeile\nZweite Zeile' },
    ...{ price: 125_050, area: '12.34', count: 3, start: '2026-02-28', begins: '2027-04-03T14:05' },
    ...{ account: 'DE02 1203 0000 0000 2020 51', opens: '08:30', colours: ['red'], more: 'abc' },
    ...{ note: 'Nichts weiter', agreed: true },
    children: [
      {
        ...{ givenNames: 'Ole', birthDate: '2020-06-05', inCare: true },
        careTimes: [{ day: 'mon', hours: '4.5' }],
      },
    ],
    owners: [
      { name: 'Ann', share: '33.3' },
      { name: 'Bo', share: '66.7' },
    ],
  });
  const review = await citizen.get<{ complete: boolean; errors: unknown }>(`/applications/${id}/review`);
  expect(review).toMatchObject({ complete: true, errors: [] });
}, 120_000);

test('R25 every kind of field in English: words, signs of numbers, what is wrong, and what is read back', async () => {
  const { id } = await citizen.draft(key, { kind: 'first' });
  await browser.visit({ person: citizen, width: 360, language: 'en' }, async (page) => {
    await page.goto(`${citizen.site}/en/antraege/${id}/formular/2`);
    await page.getByLabel('Price').fill('1,250.5');
    await page.getByLabel('Area in m²').fill('12.345');
    await page.getByLabel('Number', { exact: true }).fill('three');
    const start = group(page, 'Start');
    for (const [part, value] of [
      ['Day', '31'],
      ['Month', '2'],
      ['Year', '2026'],
    ] as const)
      await start.getByLabel(part).fill(value);
    await page.getByLabel('IBAN').fill('DE00 0000');
    await page.getByLabel('red').check();
    await goOn(page);
    const summary = page.getByRole('alert');
    await summary.getByRole('heading', { name: /^Please check .* entries$/ }).waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    const said = await summary.getByRole('link').allInnerTexts();
    expect(said.map((text) => text.split(':')[0])).toEqual(
      expect.arrayContaining(['Area in m²', 'Number', 'Start', 'IBAN', 'I agree']),
    );
    // Nothing of it is German.
    expect(said.filter((text) => /[äöüß]|Bitte|Angabe/.test(text))).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Area in m²').fill('1,012.34');
    await page.getByLabel('Number', { exact: true }).fill('3');
    await waitFor('the save', async () => {
      const { form } = await citizen.get<{ form: { area?: string; count?: number } }>(
        `/applications/${id}/form`,
      );
      return form.area === '1012.34' && form.count === 3;
    });
    await page.goto(`${citizen.site}/en/antraege/${id}/pruefen`);
    await page.getByText('€1,250.50').waitFor();
    await page.getByText(/1,?012\.34/).waitFor();
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });
}, 60_000);

test('R22 the same form works without script: saved with each page, lists grow, new questions are asked', async () => {
  const id = await begin();
  await browser.visit({ person: citizen, script: false, expected: [/422/] }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/formular`);
    await page.getByLabel('Vornamen').fill('Zoë');
    await goOn(page);
    expect(await page.title()).toMatch(/^Fehler: /);
    expect(await page.getByLabel('Vornamen').inputValue()).toBe('Zoë');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Familienname/ })
      .waitFor();
    await page.getByLabel('Familienname').fill('Łuczak');
    await day(page, 'Geburtsdatum', ['1', '2', '1990']);
    await page.getByLabel('Verlängerung').check();
    await goOn(page);
    // The choice asks for more.
    await page.getByLabel('Bisherige Erlaubnis').fill('E-7');
    await goOn(page);
    await page.getByText('Es sind Fragen dazugekommen').waitFor();
    await goOn(page);
    await page.getByRole('heading', { level: 1, name: 'Angaben' }).waitFor();

    await page.goto(`${citizen.site}/antraege/${id}/formular/3`);
    await page.getByRole('button', { name: 'Kind hinzufügen' }).click();
    await page.getByLabel('Vornamen des Kindes').fill('Ole');
    await page.getByRole('button', { name: 'Anteil hinzufügen' }).click();
    expect(await page.getByLabel('Vornamen des Kindes').inputValue()).toBe('Ole');
    await page.getByRole('button', { name: 'Anteil 2 entfernen' }).click();
    await page.getByRole('group', { name: 'Anteil 1' }).waitFor();
  });
  const { form } = await citizen.get<{ form: object }>(`/applications/${id}/form`);
  expect(form).toMatchObject({ kind: 'renewal', previousPermit: 'E-7', children: [{ givenNames: 'Ole' }] });
});
