import { Citizen, Staff, waitFor, type RunFile } from '#portal-client';
import { wholeSystem } from '#testing';

/** What a person decides about their own data, in the whole system: hand-over to another portal, export, erasure. */

let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 360_000);

const bornAdult = { person: 'erika.mustermann', means: 'Benutzername' } as const;

test("R16 W13 Wuppertal's Kinderbetreuungsportal gets what the person saw and agreed to, on another site", async () => {
  const citizen = await Citizen.signInAt(run, 'wuppertal', bornAdult);
  const { browser } = citizen;
  const asked = await browser.open('GET', `${run.standIns.kinderbetreuung}/sign-in`);
  expect(asked.text).toContain('an „Kinderbetreuungsportal“ weitergeben?');
  expect(asked.text).toMatch(/<dt[^>]*>Familienname<\/dt>/);
  const arrived = await browser.submitForm(asked, { answer: 'agree', remember: 'yes' });
  expect([arrived.url.origin, arrived.status]).toEqual([run.standIns.kinderbetreuung, 200]);
  expect(arrived.text).toContain('<dt>family_name</dt>');
  expect(arrived.text).not.toContain('nationality');

  const again = await browser.open('GET', `${run.standIns.kinderbetreuung}/sign-in`);
  expect(again.text).toContain('<dt>family_name</dt>');
  const { handOvers } = await citizen.get<{ handOvers: { client: string }[] }>('/me/consents');
  expect(handOvers).toMatchObject([{ client: 'kinderbetreuung' }]);
  citizen.close();
});

test('law 9 12 a person exports everything, and is erased in all services; the case stays with the office', async () => {
  const email = `erased-${Date.now()}@example.org`;
  const citizen = await Citizen.signIn(run, 'duisburg', email);
  const form = {
    person: { givenNames: 'Erika', familyName: 'Gelöscht', birthDate: '1964-08-12' },
    ...{ postcode: '47051', kind: 'simple', purpose: 'bank' },
  };
  const filed = await citizen.submit(await citizen.draft('meldebescheinigung', form));
  const draft = await citizen.draft('meldebescheinigung', form);
  const told = await citizen.get<{ drafts: number; cases: number }>('/me/erasure');
  expect(told).toMatchObject({ drafts: 1, cases: 1 });
  await waitFor('the entry of the filing in the mailbox', async () => {
    const { items } = await citizen.get<{ items: unknown[] }>('/mailbox');
    return items.length > 0;
  });
  const everything = await citizen.get<{
    complete: boolean;
    person: { attributes: object };
    applications: { id: string; form: object }[];
    mailbox: { applicationId: string; items: unknown[] }[];
  }>('/me/export');
  expect(everything).toMatchObject({ complete: true, person: { attributes: { email: { value: email } } } });
  expect(everything.applications.map(({ id }) => id).sort()).toEqual([filed.id, draft.id].sort());
  expect(everything.mailbox.find(({ applicationId }) => applicationId === filed.id)?.items).not.toEqual([]);

  const { browser, site } = citizen;
  await browser.command('POST', `${site}/api/me/erasure`, { json: { confirm: 'erase-everything' } });
  expect((await browser.request('GET', `${site}/api/me`)).status).toBe(401);
  const again = await Citizen.signIn(run, 'duisburg', email);
  expect(await again.myApplications()).toEqual([]);

  const staff = await Staff.signIn(run, 's.yilmaz');
  const shown = await staff.get<{ form: object; status: string }>(`/applications/${filed.id}`);
  expect(shown).toMatchObject({ status: 'filed', form: { person: { familyName: 'Gelöscht' } } });
  for (const person of [citizen, again, staff]) person.close();
});
