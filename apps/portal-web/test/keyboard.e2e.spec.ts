import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { tabTo } from '#browser';
import { Citizen, type RunFile } from '#portal-client';
import { testBrowser, wholeSystem } from '#testing';

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

/** Somebody who has a keyboard and nothing else. */
class ByKeyboard {
  constructor(private readonly page: Page) {}

  /** Goes to a field and types. */
  async type(label: string, text: string): Promise<void> {
    await tabTo(this.page, this.page.getByRole('main').getByLabel(label, { exact: true }));
    await this.page.keyboard.type(text);
  }

  /** Goes to a link or a button and presses it; stays until the next page stands. */
  async press(role: 'link' | 'button', name: string | RegExp, next: string | RegExp): Promise<void> {
    await tabTo(this.page, this.page.getByRole('main').getByRole(role, { name }).first());
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('heading', { level: 1, name: next }).waitFor();
  }

  /** Goes to a group of radio buttons, of which the Tab key leads to the first, and chooses one further down. */
  async choose(first: string, downwards: number): Promise<void> {
    await tabTo(this.page, this.page.getByRole('radio', { name: first }));
    await this.page.keyboard.press('Space');
    for (let nth = 0; nth < downwards; nth += 1) await this.page.keyboard.press('ArrowDown');
  }
}

test('R24 D20 with the keyboard alone somebody finds a service, fills in its form, reviews it and files', async () => {
  const person = await Citizen.signIn(run, 'duisburg', `tastatur.${randomUUID()}@example.org`);
  await browser.visit({ person, width: 360 }, async (page) => {
    const keys = new ByKeyboard(page);
    await page.goto(person.site);
    await tabTo(page, page.getByRole('main').getByRole('combobox').or(page.getByRole('searchbox')).first());
    await page.keyboard.type('hund');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /hund/ }).waitFor();
    await keys.press('link', /Hundesteuer/, /Hundesteuer/);
    await keys.press('button', 'Antrag beginnen', 'Halterin oder Halter');

    await keys.type('Vornamen', 'Erika');
    await keys.type('Familienname', 'Müstermann');
    await keys.type('Straße', 'Königstraße');
    await keys.type('Hausnummer', '1');
    await keys.type('Postleitzahl', '47051');
    await keys.type('Ort', 'Duisburg');
    await keys.press('button', 'Weiter zu „Hund“', 'Hund');
    await keys.type('Rufname', 'Bello');
    await keys.type('Rasse', 'Mischling');
    for (const [part, value] of Object.entries({ Tag: '15', Monat: '1', Jahr: '2024' }))
      await keys.type(part, value);
    await keys.choose('Rüde', 1);
    await keys.press('button', 'Weiter zu „Haltung“', 'Haltung');
    for (const [part, value] of Object.entries({ Tag: '1', Monat: '10', Jahr: '2026' }))
      await keys.type(part, value);
    await keys.press('button', 'Weiter zu „Unterlagen“', 'Unterlagen');
    await keys.press('button', 'Weiter zu „Angaben prüfen“', 'Stimmt alles?');
    expect(await page.getByRole('main').innerText()).toContain('Hündin');
    await keys.press('button', 'Verbindlich absenden', /Ihr Antrag ist eingegangen/);
    expect(await page.getByRole('main').innerText()).toMatch(/DU-\d{4}-\d{6}-\d/);
  });
  person.close();
}, 120_000);
