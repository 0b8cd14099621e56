import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Browser, Citizen, dogRegistration, mailsTo, Staff, waitFor, type RunFile } from '#portal-client';
import { wholeSystem } from '#testing';

/** What the cities promise about the data of their citizens, in the whole system. */
let run: RunFile;
beforeAll(async () => {
  run = await wholeSystem();
}, 400_000);

/** Who works there on what is filed below, and who does not. */
const cities = {
  duisburg: { office: 'm.nguyen', otherOffice: 's.yilmaz', otherCity: 'w.klein' },
  wuppertal: { office: 'w.klein', otherOffice: 'b.schulte', otherCity: 'm.nguyen' },
} as const;
type City = keyof typeof cities;

/** Somebody new files and writes, with words that stand nowhere else. */
async function somebodyWrites(city: City) {
  const secret = randomUUID().replaceAll('-', '');
  const email = `${secret.slice(0, 16)}@example.org`;
  const words = { family: `Fam${secret.slice(0, 12)}`, message: `Geheim${secret.slice(16)}` };
  const citizen = await Citizen.signIn(run, city, email);
  const form =
    city === 'duisburg'
      ? { ...dogRegistration(), holder: { givenNames: 'Anna', familyName: words.family } }
      : { tagNumber: '12345', endsOn: '2026-11-01', reason: 'given-away', newKeeper: words.family };
  const service = city === 'duisburg' ? 'hundesteuer-anmeldung' : 'hundesteuer-abmeldung';
  const filed = await citizen.submit(await citizen.draft(service, form));
  await citizen.paperOf(filed.id, 'copy'); // from here on nothing happens to it by itself
  const messages = `/applications/${filed.id}/messages`;
  const { headers } = await waitFor('the thread', async () => {
    const answer = await citizen.browser.request('GET', `${citizen.site}/api${messages}`);
    return answer.status === 200 && answer;
  });
  await citizen.post(messages, { text: words.message }, Number(JSON.parse(String(headers.etag))));
  await waitFor('the mail that the application has arrived', async () =>
    (await mailsTo(run, email)).some(({ text }) => text.includes(filed.reference)),
  );
  return { citizen, filed, email, words };
}

/** Every row of every table of every service, as text. */
async function everythingStored(): Promise<string> {
  const contents: string[] = [];
  for (const { owner } of Object.values(run.postgres.databases)) {
    const database = new Client({ connectionString: owner });
    await database.connect();
    await database.query(`SELECT set_config('app.tenant', '*', false)`);
    const { rows: tables } = await database.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      contents.push(...rows.map(({ row }) => row));
    }
    await database.end();
  }
  return contents.join('\n');
}

describe.each([
  ['D5a', 'duisburg'],
  ['W1a', 'wuppertal'],
] as const)('R26 %s in %s', (_, city) => {
  test('what somebody files and writes is stored as ciphertext alone, and is read for this matter by its office alone', async () => {
    const { citizen, filed, email, words } = await somebodyWrites(city);
    const stored = await everythingStored();
    expect(stored).toContain(filed.id); // it was looked at at all
    for (const personal of [email, words.family, words.message])
      for (const encoding of ['utf8', 'hex', 'base64'] as const)
        expect(stored).not.toContain(Buffer.from(personal).toString(encoding).replace(/=+$/, ''));

    const { office, otherOffice, otherCity } = cities[city];
    const seen = async (user: string) => {
      const staff = await Staff.signIn(run, user);
      const answer = await staff.browser.request('GET', `${staff.site}/api/applications/${filed.id}`);
      staff.close();
      return [answer.status, answer.text.includes(words.family)];
    };
    expect([await seen(office), await seen(otherOffice), await seen(otherCity)]).toEqual([
      [200, true],
      [404, false],
      [404, false],
    ]);
    citizen.close();
  }, 120_000);
});

describe.each([
  ['D5b', 'duisburg'],
  ['W1b', 'wuppertal'],
] as const)('%s in %s nobody else is told anything:', (_, city) => {
  const portal = () => (run.tenants[city]?.portal ?? '').replace(/\/$/, '');

  test('mails lead to the city alone and say nothing of the matter, and pages load nothing from elsewhere', async () => {
    const { citizen, email, words } = await somebodyWrites(city);
    for (const { text, subject } of await mailsTo(run, email)) {
      const places = [...text.matchAll(/https?:\/\/[^\s)>]+/g)].map(([place]) => new URL(place).origin);
      expect([subject, ...new Set(places)]).toEqual([subject, portal()]);
      expect(text).not.toMatch(new RegExp(`${words.family}|${words.message}`));
    }
    for (const page of ['/api/docs', '/api/sign-in/email/callback?token=x', '/']) {
      const { headers } = await citizen.browser.request('GET', portal() + page, {
        headers: { accept: 'text/html' },
      });
      expect([page, headers['content-security-policy']]).toEqual([
        page,
        expect.not.stringMatching(/https?:|\*/),
      ]);
      expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
    }
    citizen.close();
  }, 120_000);

  test('a provider of identities hears who asks and what is wanted, and not who somebody is here', async () => {
    const { citizen, email } = await somebodyWrites(city);
    const start = `${portal()}/api/sign-in/bundid/start?purpose=step-up&level=high&returnTo=/antraege`;
    const { text } = await citizen.browser.open('GET', start);
    const { personId } = await citizen.get<{ personId: string }>('/me');
    const request = /name="SAMLRequest" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const said = text + Buffer.from(request, 'base64').toString('utf8');
    expect(said).toContain('AuthnRequest');
    for (const own of [email, personId, '/antraege']) expect(said).not.toContain(own);
    citizen.close();
  }, 120_000);
});

test('D5b in Duisburg no other portal gets data', async () => {
  const browser = new Browser();
  const answer = await browser.request(
    'GET',
    `${run.tenants['duisburg']?.portal}api/hand-over/.well-known/openid-configuration`,
  );
  expect(answer.status).toBe(404);
  browser.close();
});

test('W1b in Wuppertal another portal gets nothing from who says no, and is told to nobody', async () => {
  const citizen = await Citizen.signInAt(run, 'wuppertal', { person: 'maria.schmitz', means: 'eID' });
  const asked = await citizen.browser.open('GET', `${run.standIns.kinderbetreuung}/sign-in`);
  expect(asked.text).toContain('Schmitz');
  const arrived = await citizen.browser.submitForm(asked, { answer: 'decline' });
  expect(arrived.text).not.toContain('Schmitz');
  expect(await citizen.get('/me/consents')).toMatchObject({ handOvers: [] });
  citizen.close();
});
