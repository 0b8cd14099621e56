import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axe, overhanging } from '#browser';
import { Citizen, waitFor } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';
import { offer } from './own-service';

/** The largest form that a service may well have, filled to its limits on a phone: it neither hesitates, nor breaks, nor loses anything. */

const browser = testBrowser();
const most = 30;
const text = (name: string, de: string, en: string, max: number) => ({
  ...{ name, label: { de, en } },
  text: max > 255 ? { max, lines: true } : { max, latin: true },
});
const service = {
  key: 'bis-an-die-grenzen',
  title: { de: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenverleih', en: 'Up to the limits' },
  form: {
    topics: [
      {
        title: { de: 'Worum geht es?', en: 'What is it about?' },
        fields: [
          {
            ...text('name', 'Straßenverkehrsbehördenzuständigkeitsverordnung und Namen', 'Names', 200),
            help: { de: 'Steht im Vertrag.', en: 'Stands in the contract.' },
          },
          text('story', 'Begründung', 'Reason', 10_000),
          {
            ...{ name: 'sum', label: { de: 'Summe', en: 'Sum' } },
            money: { min: 0, max: 999_999_999_999 },
          },
          {
            ...{ name: 'measure', label: { de: 'Messwert', en: 'Measured' } },
            decimal: { places: 9, min: '-999999999.999999999', max: '999999999.999999999' },
          },
          { name: 'born', label: { de: 'Geboren', en: 'Born' }, date: {} },
        ],
      },
      {
        title: { de: 'Personen', en: 'Persons' },
        fields: [
          {
            ...{ name: 'people', label: { de: 'Personen', en: 'Persons' } },
            repeat: { min: 1, max: most, item: { de: 'Person', en: 'Person' } },
            fields: [
              { block: 'person', only: ['givenNames', 'familyName', 'birthDate'], flat: true },
              text('remark', 'Anmerkung', 'Remark', 200),
              {
                ...{ name: 'role', label: { de: 'Rolle', en: 'Role' } },
                choice: {
                  a: { de: 'Eigentümerin oder Eigentümer', en: 'Owner' },
                  b: { de: 'anderes', en: 'other' },
                },
              },
              {
                ...text('other', 'Welche?', 'Which?', 50),
                show: { role: 'b' },
              },
            ],
          },
        ],
      },
    ],
    must: [{ distinct: 'people.remark' }],
  },
};

/** Letters of DIN 91379 that no single code point has, the apostrophes, and what looks like mark-up. */
const names = "D̂ọm̄ M̆ĉḥ Ạ̈ g̀ʼʻ Łódź Ñandú Şerîfê Ðorđe Æþelstān O'Brien-Ĳssel";
const story = `${'Zeile mit „Zeichen“ & <b>Auszeichnung</b>. '.repeat(222)}\n\nEnde`.slice(-10_000);

let citizen: Citizen;
let id: string;
beforeAll(async () => {
  const run = await wholeSystem();
  await offer(run, 'duisburg', service);
  citizen = await Citizen.signIn(run, 'duisburg', `grenzen.${randomUUID()}@example.org`);
  ({ id } = await citizen.post<{ id: string }>('/applications', { serviceKey: service.key }));
}, 400_000);
afterAll(() => citizen?.close());

const goOn = (page: Page) => page.locator('.p-actions button').click();
const formOf = async () =>
  (await citizen.get<{ form: Record<string, unknown> }>(`/applications/${id}/form`)).form;
const saved = (what: string, holds: (form: Record<string, unknown>) => boolean) =>
  waitFor(what, async () => holds(await formOf()));

test('extreme values are typed, kept to the last character, shown as they were typed, and fit on the smallest screen', () =>
  browser.visit({ person: citizen, width: 320 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/formular/1`);
    await goOn(page);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Straßenverkehrs/ })
      .waitFor();
    expect(await overhanging(page)).toEqual([]);
    await page.getByLabel(/^Straßenverkehrs/).fill(names);
    await page.getByLabel('Begründung').fill(story);
    await page.getByLabel('Summe').fill('9.999.999.999,99');
    await page.getByLabel('Messwert').fill('-999999999,999999999');
    const born = page.getByRole('group', { name: 'Geboren' });
    await born.getByLabel('Tag').fill('29');
    await born.getByLabel('Monat').fill('02');
    await born.getByLabel('Jahr').fill('1904');
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await goOn(page);
    await page.getByRole('heading', { level: 1, name: 'Personen' }).waitFor();
    expect(await formOf()).toMatchObject({
      ...{ name: names.normalize('NFC'), story, sum: 999_999_999_999 },
      ...{ measure: '-999999999.999999999', born: '1904-02-29' },
    });
  }));

test('thirty items are added one after the other, filled in and saved; the last may be removed, and no key stroke waits', () =>
  browser.visit({ person: citizen, width: 360, slowdown: 4 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/formular/2`);
    const add = page.getByRole('button', { name: 'Person hinzufügen' });
    for (let nth = 1; nth < most; nth += 1) {
      const item = page.getByRole('group', { name: `Person ${nth}`, exact: true });
      await item.getByLabel('Anmerkung').fill(`Nummer ${nth}`);
      await add.click();
      await page.getByRole('group', { name: `Person ${nth + 1}`, exact: true }).waitFor();
    }
    await page.getByText(`Mehr als ${most} sind hier nicht möglich.`).waitFor();
    const last = page.getByRole('group', { name: `Person ${most}`, exact: true });
    await last.getByLabel('Familienname').pressSequentially('Müller-Lüdenscheidt');
    await last.getByLabel('anderes').check();
    await last.getByLabel('Welche?').fill('Nachbar');
    await saved('thirty persons', ({ people }) => {
      const all = people as { familyName?: string; other?: string }[] | undefined;
      return all?.length === most && all[most - 1]?.other === 'Nachbar';
    });
    expect(await overhanging(page)).toEqual([]);
    await goOn(page);
    const summary = page.getByRole('alert');
    await summary.getByRole('link').first().waitFor();
    // Whichever of the thirty: the link leads to the field of that one.
    await summary.getByRole('link').last().click();
    await soon(async () =>
      expect(await page.evaluate(`document.activeElement.closest('fieldset.p-item') !== null`)).toBe(true),
    );
    await last.getByRole('button', { name: `Person ${most} entfernen` }).click();
    await last.waitFor({ state: 'detached' });
    await saved('one less', ({ people }) => (people as unknown[]).length === most - 1);
  }));

test('what people typed is read back as text, never as mark-up', () =>
  browser.visit({ person: citizen, width: 320 }, async (page) => {
    await page.goto(`${citizen.site}/antraege/${id}/pruefen`);
    await page.getByText('<b>Auszeichnung</b>', { exact: false }).first().waitFor();
    expect(await page.locator('main dd b').count()).toBe(0);
    await page.getByText('9.999.999.999,99 €').waitFor();
    expect(await overhanging(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
  }));
