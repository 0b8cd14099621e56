import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { ConfigurationReader, offeredMeans, tenantOf, type Tenant } from '#configuration';
import {
  Browser,
  Citizen,
  dogRegistration,
  mailsTo,
  signInAtProvider,
  Staff,
  UnexpectedAnswer,
  waitFor,
  type Items,
  type ListedCase,
  type MailboxEntry,
  type RunFile,
  type SeenCase,
} from '#portal-client';
import { tenantsFolder, wholeSystem } from '#testing';

/** By each way in of each city to what it opens, in the whole system, as a browser goes it. */
let run: RunFile;
const people: { close(): void }[] = [];
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);
afterAll(() => {
  for (const person of people) person.close();
});

const here = <Somebody extends { close(): void }>(person: Somebody): Somebody => {
  people.push(person);
  return person;
};
const portalOf = (city: string) => (run.tenants[city]?.portal ?? '').replace(/\/$/, '');
const newAddress = () => `${randomUUID()}@example.org`;
interface Me {
  readonly personId: string;
  readonly session: { readonly id: string; readonly method: string; readonly levelOfAssurance: string };
}
const me = (citizen: Citizen) => citizen.get<Me>('/me');
const refusalOf = async (command: Promise<unknown>) => {
  const answer = await command.catch((error: unknown) => error);
  if (!(answer instanceof UnexpectedAnswer)) throw new Error(`it was done: ${JSON.stringify(answer)}`);
  return answer.problem;
};

/** Signs in at a provider that shows a form for user and password. */
async function byPassword(city: string, method: string, user: string): Promise<Citizen> {
  const citizen = here(new Citizen(new Browser(), portalOf(city)));
  const start = `${citizen.site}/api/sign-in/${method}/start?returnTo=/`;
  const form = await citizen.browser.open('GET', start);
  await citizen.browser.submitForm(form, { user, password: 'demo' });
  return citizen;
}

/** Makes an account with a password, by the link in the mail, and signs in with it in another browser. */
async function byLocalAccount(city: string): Promise<Citizen> {
  const [email, password] = [newAddress(), 'vier Wörter merkt man sich'];
  const newcomer = here(new Citizen(new Browser(), portalOf(city)));
  const who = { email, givenName: 'Anna', familyName: 'Muster', dateOfBirth: '1980-02-29', password };
  expect(await newcomer.post('/sign-in/local-account/registrations/review', who)).toMatchObject({ email });
  await newcomer.post('/sign-in/local-account/registrations', who);
  const link = await waitFor(
    `the mail that confirms the account of ${email}`,
    async () => /http\S+local-account\/confirm\S+/.exec((await mailsTo(run, email))[0]?.text ?? '')?.[0],
  );
  const page = await newcomer.browser.open('GET', link);
  await newcomer.browser.submitForm(page, { password });
  expect((await me(newcomer)).session.method).toBe('local-account');
  const citizen = here(new Citizen(new Browser(), portalOf(city)));
  await citizen.post('/sign-in/local-account', { email, password });
  return citizen;
}

/** The ways in without a means of BundID's; those with one are tried each with every means in the story. */
const without: Readonly<Record<string, (city: string) => Promise<Citizen>>> = {
  'email-link': async (city) => here(await Citizen.signIn(run, city, newAddress())),
  google: (city) => byPassword(city, 'google', 'anna.beispiel'),
  'local-account': byLocalAccount,
};

test('W8 R10b R18 W6a H11 in every city each way in that it offers beside BundID leads in, to no level of assurance', async () => {
  const { cities } = await new ConfigurationReader(tenantsFolder).read();
  const offered = [...cities.values()].map(tenantOf).flatMap((tenant: Tenant) =>
    offeredMeans(tenant)
      .map(({ method }) => method)
      .filter((method) => without[method] !== undefined)
      .map((method) => [tenant.key, method] as const),
  );
  for (const [city, method] of offered) {
    const citizen = await without[method]?.(city);
    if (citizen === undefined) continue;
    const { session } = await me(citizen);
    expect([city, session.method, session.levelOfAssurance]).toEqual([city, method, 'none']);
  }
  expect(new Set(offered.map(([, method]) => method))).toEqual(new Set(Object.keys(without)));
}, 180_000);

test.each([
  ['D4 D7', 'duisburg', 'hundesteuer-anmeldung', dogRegistration()],
  [
    'H3',
    'herford',
    'kontakt',
    {
      ...{ subject: 'Parkbank', message: 'Sie wackelt.' },
      sender: { givenNames: 'Johannes', familyName: 'Krüger' },
      contact: { email: 'johannes.krueger@herford.example' },
    },
  ],
])(
  '%s in %s nobody needs a BundID to file, and who signs in with it finds their applications and their mailbox',
  async (_, city, service, form) => {
    const stranger = here(new Browser());
    for (const place of ['/applications', '/mailbox'])
      expect((await stranger.request('GET', `${portalOf(city)}/api${place}`)).status).toBe(401);
    const guest = here(await Citizen.withoutAccount(run, city, service));
    expect((await guest.submit(await guest.draft(service, form))).status).toBe('filed');

    // Nobody else's in the system that all tests share: an ID card would have made the profile official.
    const person = { person: 'hendrik.janssen', means: 'Benutzername' };
    const filed = await (async () => {
      const citizen = here(await Citizen.signInAt(run, city, person));
      return citizen.submit(await citizen.draft(service, form));
    })();
    const citizen = here(await Citizen.signInAt(run, city, person));
    expect((await citizen.myApplications()).map(({ id }) => id)).toContain(filed.id);
    expect((await citizen.get<SeenCase>(`/applications/${filed.id}`)).history.length).toBeGreaterThan(1);
    await waitFor('the entry in the mailbox', () => isInMailbox(citizen, filed.id));
  },
  90_000,
);

const isInMailbox = async (citizen: Citizen, id: string) => {
  const { items } = await citizen.get<Items<MailboxEntry>>('/mailbox');
  return items.some(({ applicationId }) => applicationId === id);
};

test('R14 in Rees a level that ran out falls to the next lower one; the draft goes on, and is filed once the card is shown again', async () => {
  const erika = { person: 'erika.mustermann', means: 'eID' };
  const citizen = here(await Citizen.signInAt(run, 'rees', erika));
  const draft = await citizen.draft('uebermittlungssperre', { against: ['parties'] });
  const { session } = await me(citizen);
  const database = new Client({ connectionString: run.postgres.databases['identity']?.owner });
  await database.connect();
  await database.query(`SELECT set_config('app.tenant', 'rees', false)`);
  await database.query(
    `UPDATE identity.session_levels SET idle_until = now() - interval '1 second' WHERE handle = $1`,
    [session.id],
  );
  await database.end();

  const stepUp = `${citizen.site}/api/sign-in/bundid/start?purpose=step-up&level=substantial&returnTo=/`;
  // Who goes to BundID, which does not remember them any more, and thinks better of it is still signed in, lower.
  citizen.browser.cookies.delete('127.0.0.1');
  expect((await signInAtProvider(citizen.browser, stepUp, { ending: 'cancel' })).status).toBe(401);
  expect((await me(citizen)).session).toMatchObject({ id: session.id, levelOfAssurance: 'low' });
  const form = await citizen.get<{ form: object; draft: { version: number } }>(
    `/applications/${draft.id}/form`,
  );
  expect(form.form).toMatchObject({ against: ['parties'] });
  const saved = await citizen.patch(
    `/applications/${draft.id}/form`,
    { against: ['parties', 'directories'] },
    form.draft.version,
  );
  const now = { ...saved, version: (await citizen.get<SeenCase>(`/applications/${draft.id}`)).version };
  expect(await refusalOf(citizen.submit(now))).toBe('level-of-assurance-too-low');
  expect((await signInAtProvider(citizen.browser, stepUp, erika)).status).toBe(200);
  await citizen.arrive();
  expect((await citizen.submit(now)).status).toBe('filed');
});

test('W11 in Düren who came by Servicekonto.NRW goes on by BundID with what they filed and were sent', async () => {
  // Nobody else in these tests: an account that has filed something moves nowhere.
  const hendrik = { person: 'hendrik.janssen', means: 'eID' };
  const before = here(await Citizen.signInAt(run, 'dueren', hendrik, 'servicekonto-nrw'));
  const filed = await before.submit(
    await before.draft('hundesteuer-abmeldung', { tagNumber: '4711', endsOn: '2026-11-01', reason: 'died' }),
  );
  await waitFor('the entry in the mailbox', () => isInMailbox(before, filed.id));
  const { personId } = await me(before);

  const citizen = here(await Citizen.signInAt(run, 'dueren', hendrik));
  expect((await me(citizen)).personId).not.toBe(personId);
  const { offered, signIn } = await citizen.get<{ offered: boolean; signIn: string }>('/me/move');
  expect(offered).toBe(true);
  const old = `${citizen.site}${signIn}&returnTo=/`;
  expect((await signInAtProvider(citizen.browser, old, hendrik)).status).toBe(200);

  const later = here(await Citizen.signInAt(run, 'dueren', hendrik));
  expect((await me(later)).personId).toBe(personId);
  expect((await later.myApplications()).map(({ id }) => id)).toContain(filed.id);
  expect(await isInMailbox(later, filed.id)).toBe(true);
  // So that he begins anew the next time.
  await later.post('/me/erasure', { confirm: 'erase-everything' });
});

test('§ 20 VwVfG in Duisburg a caseworker who comes by BundID is recognised as the applicant, and a colleague takes the case', async () => {
  const citizen = here(await Citizen.signInAt(run, 'duisburg', { person: 'selin.yilmaz', means: 'eID' }));
  const filed = await citizen.submit(
    await citizen.draft('meldebescheinigung', { kind: 'simple', purpose: 'bank' }),
  );
  const own = here(await Staff.signIn(run, 's.yilmaz'));
  const lineOf = async (staff: Staff) => {
    const { items } = await staff.get<Items<ListedCase & { ownCase: boolean }>>(
      `/work-list?query=${filed.reference}`,
    );
    return items.find(({ id }) => id === filed.id);
  };
  for (const command of ['assign', 'start'])
    expect(await refusalOf(own.act(filed.id, command))).toBe('own-application');
  expect((await lineOf(own))?.ownCase).toBe(true);
  expect(await own.get(`/applications/${filed.id}`)).toMatchObject({ ownCase: true, allowed: [] });

  const colleague = here(await Staff.signIn(run, 'j.kowalski'));
  expect((await lineOf(colleague))?.ownCase).toBe(false);
  expect((await colleague.act(filed.id, 'start')).status).toBe('in-processing');
});
