import { randomUUID } from 'node:crypto';
import { axe } from '#browser';
import { Citizen, dogRegistration, type RunFile } from '#portal-client';
import { soon, testBrowser, wholeSystem } from '#testing';
import type { Page } from 'playwright-core';

/** Acting for somebody: who gave a mandate, a child, a company. It is chosen where one begins, and said wherever it matters (law 7, W5). */

const browser = testBrowser();
let run: RunFile;
beforeAll(async () => (run = await wholeSystem()), 400_000);

const service = 'hundesteuer-anmeldung';
const newcomer = (city = 'duisburg') => Citizen.signIn(run, city, `${randomUUID()}@example.org`);
const banner = (page: Page) => page.getByRole('region', { name: 'Für wen Sie handeln' });
const endsOn = `${new Date().getFullYear() + 1}-12-31`;

/** Somebody who has given a mandate, and whoever holds it. */
async function mandated() {
  const [grantor, holder] = [await newcomer(), await newcomer()];
  const { id, code } = await grantor.post<{ id: string; code: string }>('/me/mandates', { endsOn });
  await holder.post('/me/mandates/accept', { code });
  const { items } = await holder.get<{ items: { id: string; with?: { name: string } }[] }>('/me/mandates');
  const name = items.find((mandate) => mandate.id === id)?.with?.name ?? '';
  return { id, name, grantor, holder, close: () => [grantor, holder].forEach((one) => one.close()) };
}

/** Begins for somebody else on the page of the service, and chooses for whom. */
async function begins(page: Page, site: string, who: string | RegExp): Promise<void> {
  await page.goto(`${site}/dienstleistungen/${service}`);
  await page.getByRole('link', { name: 'Für jemand anderen stellen' }).click();
  await page.getByRole('radio', { name: who }).check();
  await page.getByRole('button', { name: 'Weiter' }).click();
}

async function bornOn(page: Page, [day, month, year]: readonly [string, string, string]): Promise<void> {
  const birth = page.getByRole('group', { name: 'Geburtsdatum' });
  await birth.getByLabel('Tag').fill(day);
  await birth.getByLabel('Monat').fill(month);
  await birth.getByLabel('Jahr').fill(year);
}

test('law 7 without script: whoever holds a mandate chooses it where they begin; every page says so, and the draft is the other person’s', async () => {
  const { name, grantor, holder, close } = await mandated();
  await browser.visit(
    { person: holder, script: false, width: 360, expected: [/status of 422/] },
    async (page) => {
      await page.goto(`${holder.site}/antraege/fuer-wen?dienst=${service}`);
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('alert').getByText('Wählen Sie aus, für wen der Antrag ist.').waitFor();
      await begins(page, holder.site, new RegExp(`Für ${name}, mit Vollmacht bis`));
      await page.waitForURL(/\/formular\//);
      expect(await banner(page).innerText()).toContain(`Sie handeln für ${name}.`);
      const [, draft] = /antraege\/([^/]+)\//.exec(page.url()) ?? [];
      expect((await grantor.myApplications()).map(({ id: begun }) => begun)).toEqual([draft]);
      for (const path of ['/', '/antraege', '/postkorb', `/dienstleistungen/${service}`]) {
        await page.goto(holder.site + path);
        expect(await banner(page).innerText()).toContain(name);
      }
      expect(await page.getByRole('main').innerText()).toContain(`Sie stellen den Antrag für ${name}.`);
      await banner(page).getByRole('button', { name: 'Wieder für mich selbst handeln' }).click();
      await page.waitForURL(/\/antraege$/);
      expect(await banner(page).count()).toBe(0);
    },
  );
  close();
});

test('law 7 that a mandate has ended is said on the page that is open, and leads back to one’s own name', async () => {
  const { id, name, grantor, holder, close } = await mandated();
  await browser.visit({ person: holder, expected: [/EventSource/, /status of 40[13]/] }, async (page) => {
    await page.goto(`${holder.site}/meine-daten/vollmachten`);
    await page.getByRole('button', { name: `Für ${name} handeln` }).click();
    await banner(page).getByText(`Sie handeln für ${name}.`).waitFor();
    await grantor.post(`/me/mandates/${id}/end`);
    await banner(page)
      .getByText(`Die Vollmacht von ${name} ist beendet. Sie handeln wieder für sich selbst.`)
      .waitFor();
    expect(await axe(page)).toEqual([]);
    await banner(page).getByRole('button', { name: 'Verstanden' }).click();
    await banner(page).waitFor({ state: 'detached' });
  });
  close();
});

test('law 7 without script: whoever looks at the next page after a mandate has ended is still signed in, and told', async () => {
  const { id, name, grantor, holder, close } = await mandated();
  await holder.actUnder(id);
  await browser.visit({ person: holder, script: false }, async (page) => {
    await page.goto(`${holder.site}/antraege`);
    expect(await banner(page).innerText()).toContain(`Sie handeln für ${name}.`);
    await grantor.post(`/me/mandates/${id}/end`);
    await page.goto(`${holder.site}/antraege`);
    expect(await banner(page).innerText()).toContain(`Die Vollmacht von ${name} ist beendet.`);
  });
  close();
});

test.each(['presses it once more', 'looks at another page'])(
  'law 7 whoever did not get the answer to acting for somebody, and %s, acts for them without signing in anew',
  async (what) => {
    const { id, name, holder, close } = await mandated();
    await browser.visit({ person: holder, script: false }, async (page) => {
      await page.goto(`${holder.site}/meine-daten/vollmachten`);
      // The same session elsewhere: this browser hears nothing of it.
      await holder.post('/me/acting-for', { mandateId: id });
      if (what === 'looks at another page') await page.goto(`${holder.site}/antraege`);
      else await page.getByRole('button', { name: `Für ${name} handeln` }).click();
      await page.waitForURL(/\/antraege$/);
      expect(await banner(page).innerText()).toContain(`Sie handeln für ${name}.`);
      // What the page is loaded with now acts.
      await banner(page).getByRole('button', { name: 'Wieder für mich selbst handeln' }).click();
      await banner(page).waitFor({ state: 'detached' });
    });
    close();
  },
);

test('W5 law 7 without script: a guardian files for a child, which the form, the review and the case say', async () => {
  const guardian = await newcomer('wuppertal');
  const expected = [/status of 4\d\d/];
  await browser.visit({ person: guardian, script: false, width: 360, expected }, async (page) => {
    await begins(page, guardian.site, 'Für mein Kind unter 18 Jahren');
    await page.getByRole('heading', { name: 'Für wen ist der Antrag?' }).waitFor();
    await page.getByLabel('Vornamen').fill('Mia');
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    const faults = page.getByRole('alert').first();
    await faults.getByText('Familienname').waitFor();
    expect(await page.getByLabel('Vornamen').inputValue()).toBe('Mia');
    await page.getByLabel('Familienname').fill('Mustermann');
    await bornOn(page, ['1', '3', '2015']);
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    await faults.getByText('Bestätigen Sie, dass Sie dazu berechtigt sind.').waitFor();
    await page.getByLabel('Ich bin sorgeberechtigt').check();
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    await page.waitForURL(/\/formular\//);
    expect(await page.getByRole('main').innerText()).toContain('Für Ihr Kind: Mia Mustermann');
    const [, draft = ''] = /antraege\/([^/]+)\//.exec(page.url()) ?? [];
    await page.goto(`${guardian.site}/antraege/${draft}/pruefen`);
    await page.getByRole('link', { name: 'Ändern, für wen der Antrag ist' }).click();
    await page.getByLabel('Vornamen').fill('Mia Sophie');
    await page.getByLabel('Ich bin sorgeberechtigt').check();
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    await page.waitForURL(/\/pruefen$/);
    const review = page.getByRole('region', { name: 'Für wen' });
    expect(await review.innerText()).toContain('Für Ihr Kind: Mia Sophie Mustermann');
    await page.goto(`${guardian.site}/antraege/${draft}`);
    expect(await page.getByRole('main').innerText()).toContain('Für Ihr Kind: Mia Sophie Mustermann');
  });
  guardian.close();
});

test('law 7 whoever represents a company files for it; who is of age is no child', async () => {
  const person = await newcomer();
  await browser.visit({ person, expected: [/status of 4\d\d/] }, async (page) => {
    await page.goto(`${person.site}/antraege/fuer-wen?dienst=${service}`);
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await begins(page, person.site, 'Für mein Kind unter 18 Jahren');
    await page.getByRole('heading', { level: 1, name: 'Für wen ist der Antrag?' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Vornamen').fill('Max');
    await page.getByLabel('Familienname').fill('Mustermann');
    await bornOn(page, ['1', '3', '1980']);
    await page.getByLabel('Ich bin sorgeberechtigt').check();
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    await page
      .getByText('Wer volljährig ist, stellt den Antrag selbst oder gibt Ihnen eine Vollmacht.')
      .waitFor();
    await begins(page, person.site, 'Für ein Unternehmen oder einen Verein');
    await page.getByLabel('Name des Unternehmens oder Vereins').fill('Muster GmbH');
    await page.getByLabel('Ich darf für das Unternehmen').check();
    await page.getByRole('button', { name: 'Speichern und weiter' }).click();
    await page.waitForURL(/\/formular\//);
    await soon(async () => expect(await page.getByRole('main').innerText()).toContain('Für: Muster GmbH'));
    const [, draft = ''] = /antraege\/([^/]+)\//.exec(page.url()) ?? [];
    await person.browser.request('PATCH', `${person.site}/api/applications/${draft}/form`, {
      json: dogRegistration(),
      headers: { 'if-match': '*', 'content-type': 'application/merge-patch+json' },
    });
    await page.goto(`${person.site}/antraege/${draft}/pruefen`);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Verbindlich absenden' }).click();
    await page.getByRole('heading', { level: 1, name: /Ihr Antrag ist eingegangen/ }).waitFor();
    await page.goto(`${person.site}/antraege/${draft}`);
    await page.getByText('Für: Muster GmbH').first().waitFor();
    // Filed is filed: for whom it is cannot be said otherwise any more.
    await page.goto(`${person.site}/antraege/${draft}/fuer-wen`);
    expect(new URL(page.url()).pathname).toBe(`/antraege/${draft}`);
  });
  person.close();
});
