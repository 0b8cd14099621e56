import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignInAttempts } from '../src/sign-in-attempts';
import { actingOn, startIdentity, type RunningIdentity } from './running-identity';
import { providersFile, SignInBrowser, startGoogle } from './sign-in-browser';

let google: Awaited<ReturnType<typeof startGoogle>>;
let identity: RunningIdentity;
let people: ReturnType<typeof actingOn>;

beforeAll(async () => {
  google = await startGoogle();
  identity = await startIdentity(undefined, { SIGN_IN_PROVIDERS: google.providersFile });
  people = actingOn(identity);
});
// Two hooks: the provider is a process, which has to end also when the service did not start.
afterAll(() => google.stop());
afterAll(() => identity.stop());

const tenant = 'rees';
const browser = () => new SignInBrowser(identity, tenant, 'portal');
const headingIn = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1];
const me = async (signedIn: SignInBrowser) =>
  (await (await people.as(signedIn.cookie('session') ?? '', '/portal/me', {}, tenant)).json()) as Record<
    string,
    unknown
  >;
const refusals = async () =>
  (
    await identity.query<{ data: unknown }>(
      tenant,
      `SELECT payload::jsonb AS data FROM event_store.events WHERE tenant = $1 AND type = 'SignInRefused' ORDER BY position`,
      [tenant],
    )
  ).map(({ data }) => data);

test('W8 R10b R18 who has an account at Google signs in with it, at no level of assurance, and is back where they were', async () => {
  const anna = browser();
  const { address } = await anna.signIn('anna.beispiel', 'demo', '/dienste/hundesteuer?von=liste');
  expect(address).toBe(`${anna.origin}/dienste/hundesteuer?von=liste`);
  expect(await me(anna)).toMatchObject({
    roles: ['citizen'],
    session: { method: 'google', levelOfAssurance: 'none' },
    attributes: { email: { value: 'anna.beispiel@gmail.example', source: 'self' } },
  });
});

test('the account is found by issuer and subject: the next time it is the same', async () => {
  const [first, second] = [browser(), browser()];
  await first.signIn('bilal.muster');
  await second.signIn('bilal.muster');
  expect((await me(second))['personId']).toBe((await me(first))['personId']);
});

test('R10b an address that the provider has not confirmed is no attribute, and never makes two accounts one', async () => {
  const [anna, carla, byLink] = [
    browser(),
    browser(),
    await people.signIn('anna.beispiel@gmail.example', tenant),
  ];
  await anna.signIn('anna.beispiel');
  await carla.signIn('carla.fremd');
  const linked = (await (await people.as(byLink, '/portal/me', {}, tenant)).json()) as Record<
    string,
    unknown
  >;
  const [ofAnna, ofCarla] = [await me(anna), await me(carla)];
  expect(ofCarla['attributes']).toEqual({});
  expect(new Set([ofAnna['personId'], ofCarla['personId'], linked['personId']]).size).toBe(3);
});

test('an account without an address is an account', async () => {
  const dana = browser();
  await dana.signIn('ohne.adresse');
  expect((await me(dana))['attributes']).toEqual({});
});

test('what an attacker writes into an account reaches neither headers nor profile nor log', async () => {
  const eve = browser();
  const { response } = await eve.signIn('boese');
  expect(response.headers.getSetCookie()).toEqual([]);
  expect((await me(eve))['attributes']).toEqual({});
  expect(identity.log()).not.toMatch(/forged|Bcc|x{100}/);
});

test('a city that does not offer it says which ways there are', async () => {
  const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: 'duisburg' } as const;
  for (const path of ['start', 'callback?code=x&state=y']) {
    const answer = await identity.send(`/portal/sign-in/google/${path}`, stranger);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ methods: ['bundid', 'email-link'] });
  }
});

test('who presses "cancel" there reads that nobody is signed in', async () => {
  const anna = browser();
  const callback = await anna.through(anna.startAddress, { cancel: 'yes' });
  const { response, page } = await anna.open(callback);
  expect([response.status, headingIn(page), anna.cookie('session')]).toEqual([
    401,
    'Die Anmeldung wurde abgebrochen.',
    undefined,
  ]);
});

test('a wrong password signs nobody in', async () => {
  await expect(browser().callbackAddress('anna.beispiel', 'wrong')).resolves.toContain('/sign-in/');
});

const lost = 'Zu dieser Anmeldung fehlt der Anfang.';
const refused = 'Die Anmeldung ist nicht gelungen.';
test.each([
  ['another state', lost, 'unsolicited', (address: URL) => address.searchParams.set('state', randomUUID())],
  ['no state', lost, 'unsolicited', (address: URL) => address.searchParams.delete('state')],
  ['another code', refused, 'wrong-request', (address: URL) => address.searchParams.set('code', 'forged')],
  [
    'another issuer',
    refused,
    'wrong-issuer',
    (address: URL) => address.searchParams.set('iss', 'https://evil.example'),
  ],
  ['no issuer', refused, 'wrong-issuer', (address: URL) => address.searchParams.delete('iss')],
])(
  'an answer with %s signs nobody in, says so and is recorded: %s',
  async (_what, heading, reason, forge) => {
    const anna = browser();
    const callback = new URL(await anna.callbackAddress('anna.beispiel'));
    const before = (await refusals()).length;
    forge(callback);
    const { response, page } = await anna.open(callback.href);
    expect([response.status, headingIn(page), anna.cookie('session')]).toEqual([401, heading, undefined]);
    expect((await refusals()).slice(before)).toEqual([{ method: 'google', reason }]);
    // Whoever looks after it reads the reason under the reference that the person has; of what nobody began there is none.
    if (reason !== 'unsolicited')
      expect(identity.log()).toContain(`an answer of google is refused (${reason})`);
  },
);

test('the code of one sign-in with the state of another (mixed up, PKCE and nonce) signs nobody in', async () => {
  const [anna, eve] = [browser(), browser()];
  const ofAnna = new URL(await anna.callbackAddress('anna.beispiel'));
  const ofEve = new URL(await eve.callbackAddress('boese'));
  ofAnna.searchParams.set('code', ofEve.searchParams.get('code') ?? '');
  const { page } = await anna.open(ofAnna.href);
  expect([headingIn(page), anna.cookie('session')]).toEqual([refused, undefined]);
});

test('an answer signs in the browser that began alone (login CSRF), whoever else brings it before', async () => {
  const [eve, victim] = [browser(), browser()];
  const callback = await eve.callbackAddress('boese');
  const { response, page } = await victim.open(callback);
  expect([response.status, headingIn(page), victim.cookie('session')]).toEqual([401, lost, undefined]);
  const again = await eve.open(callback);
  expect([again.address, eve.cookie('session')]).toEqual([`${eve.origin}/antraege`, expect.any(String)]);
});

test('an answer for one city signs nobody in to another', async () => {
  const anna = browser();
  const callback = new URL(await anna.callbackAddress('anna.beispiel'));
  const elsewhere = { kind: 'anonymous', levelOfAssurance: 'none', tenant: 'herford' } as const;
  const answer = await identity.send(`/portal/sign-in/google/callback${callback.search}`, elsewhere);
  expect(answer.status).toBe(404);
});

test('an answer to a sign-in by another way in is none to this one, whatever it says', async () => {
  const { id } = await identity.get(SignInAttempts).begin(tenant, 'bundid', () => ({
    ...{ purpose: { kind: 'sign-in' }, returnTo: '/', language: 'de' },
    protocol: { nonce: 'known', codeVerifier: 'known' },
  }));
  const before = (await refusals()).length;
  const { page } = await browser().open(`${browser().origin}/api/sign-in/google/callback?code=x&state=${id}`);
  expect(headingIn(page)).toBe(lost);
  expect((await refusals()).slice(before)).toEqual([{ method: 'google', reason: 'unsolicited' }]);
});

test('an answer after ten minutes signs nobody in', async () => {
  const anna = browser();
  const callback = await anna.callbackAddress('anna.beispiel');
  const state = new URL(callback).searchParams.get('state');
  await identity.query(
    tenant,
    `UPDATE identity.sign_in_attempts SET expires_at = now() - interval '1 second' WHERE id = $1`,
    [state],
  );
  const { page } = await anna.open(callback);
  expect([headingIn(page), anna.cookie('session')]).toEqual([lost, undefined]);
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/api/sign-in/google/start'])(
  'W9 %s is no place to return to',
  async (returnTo) => {
    const anna = browser();
    expect((await anna.signIn('anna.beispiel', 'demo', returnTo)).address).toBe(`${anna.origin}/`);
  },
);

test('a provider that is away is said to be away, with other ways to go', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'away-'));
  writeFileSync(join(folder, 'client-secret'), 'none');
  const away = await startIdentity(undefined, {
    SIGN_IN_PROVIDERS: providersFile(folder, 'http://127.0.0.1:1'),
  });
  try {
    const { response, page } = await new SignInBrowser(away, tenant, 'portal').open(
      new SignInBrowser(away, tenant, 'portal').startAddress,
    );
    expect([response.status, headingIn(page)]).toEqual([
      503,
      'Dieser Weg der Anmeldung steht gerade nicht zur Verfügung.',
    ]);
    expect(response.headers.get('retry-after')).toBe('120');
  } finally {
    await away.stop();
  }
});
