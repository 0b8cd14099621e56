import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tenantsFolder } from '#testing';
import { parse } from 'yaml';
import { actingOn, sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import { SignInBrowser, staffFile, startProvider } from './sign-in-browser';

let provider: Awaited<ReturnType<typeof startProvider>>;
let identity: RunningIdentity;
let people: ReturnType<typeof actingOn>;

beforeAll(async () => {
  provider = await startProvider();
  identity = await startIdentity(provider);
  people = actingOn(identity);
});
// Two hooks: the provider is a process, which has to end also when the service did not start.
afterAll(() => provider.stop());
afterAll(() => identity.stop());

const staffOf = parse(readFileSync(staffFile, 'utf8')) as Record<
  string,
  readonly { readonly user: string; readonly roles: readonly string[] }[]
>;
const stranger = { kind: 'anonymous', levelOfAssurance: 'none' } as const;
const browserIn = (tenant: string) => new SignInBrowser(identity, tenant);
const headingIn = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1];
/** The refused sign-ins of a city, oldest first, as they stand in the history. */
const refusals = async (tenant = 'duisburg') =>
  (
    await identity.query<{ data: unknown }>(
      tenant,
      `SELECT payload::jsonb AS data FROM event_store.events WHERE tenant = $1 AND type = 'SignInRefused' ORDER BY position`,
      [tenant],
    )
  ).map(({ data }) => data);
const refused = 'Die Anmeldung ist nicht gelungen.';
const whoIs = async (sessionId: string | undefined, tenant = 'duisburg') =>
  (await (await people.as(sessionId ?? '', '/backoffice/me', {}, tenant)).json()) as Record<string, unknown>;

describe('staff sign in with the directory of their city', () => {
  test.each([
    ['s.yilmaz', 'duisburg', ['caseworker'], ['buergerservice']],
    [
      'h.brandt',
      'duisburg',
      ['caseworker', 'head-of-office'],
      ['buergerservice', 'strassenverkehr', 'steueramt', 'standesamt', 'tiefbau'],
    ],
    ['g.kasse', 'duisburg', ['treasury'], []],
    ['a.revision', 'duisburg', ['auditor'], []],
    ['o.betrieb', 'duisburg', ['operator'], []],
    ['w.klein', 'wuppertal', ['caseworker'], ['steueramt', 'standesamt']],
  ])('%s of %s has the roles and offices that it says', async (user, tenant, roles, offices) => {
    const browser = browserIn(tenant);
    const { address } = await browser.signIn(user);
    expect(address).toBe(`${browser.origin}/work-list`);
    expect(await whoIs(browser.cookie('session'), tenant)).toMatchObject({
      roles,
      offices,
      session: { method: 'oidc', levelOfAssurance: 'none' },
      attributes: { name: { source: 'official' } },
    });
  });

  test.each(readdirSync(tenantsFolder))(
    'in %s, as in every city that is configured, its staff sign in',
    async (city) => {
      for (const { user, roles } of staffOf[city] ?? []) {
        const browser = browserIn(city);
        await browser.signIn(user);
        expect([user, await whoIs(browser.cookie('session'), city)]).toEqual([
          user,
          expect.objectContaining({ roles }),
        ]);
      }
      expect(staffOf[city]?.length).toBeGreaterThan(3);
    },
  );

  test('the same person has the same account at every sign-in', async () => {
    const ids = [];
    for (let time = 1; time <= 2; time++) {
      const browser = browserIn('duisburg');
      await browser.signIn('m.nguyen');
      ids.push((await whoIs(browser.cookie('session')))['personId']);
    }
    expect(ids[0]).toBe(ids[1]);
  });

  test('the application service is told that they are staff', async () => {
    const browser = browserIn('duisburg');
    await browser.signIn('k.becker');
    const { personId } = await whoIs(browser.cookie('session'));
    const application = { kind: 'service', sub: 'service:application' } as const;
    const answer = await identity.send(`/internal/persons/${String(personId)}/kind`, application);
    expect(await answer.json()).toEqual({ kind: 'staff' });
  });

  test('a wrong password signs nobody in', async () => {
    await expect(browserIn('duisburg').callbackAddress('s.yilmaz', 'wrong')).resolves.toContain('/sign-in/');
  });

  test('staff of another city are refused here', async () => {
    const browser = browserIn('wuppertal');
    const { response, page } = await browser.signIn('s.yilmaz');
    expect([response.status, headingIn(page)]).toEqual([403, 'Sie arbeiten nicht für diese Stadt.']);
    expect(browser.cookie('session')).toBeUndefined();
  });

  test('a callback that another browser began signs nobody in (login CSRF)', async () => {
    const callback = await browserIn('duisburg').callbackAddress('s.yilmaz');
    const victim = browserIn('duisburg');
    const { response, page } = await victim.open(callback);
    expect([response.status, headingIn(page), victim.cookie('session')]).toEqual([
      401,
      'Zu dieser Anmeldung fehlt der Anfang.',
      undefined,
    ]);
  });

  describe('a callback leads to one session,', () => {
    const opened = (address: string, cookie: string) =>
      identity.send(
        new URL(address).pathname.replace('/api/', '/backoffice/') + new URL(address).search,
        stranger,
        { headers: { cookie } },
      );

    test('also in a browser that was led on and did not get there: what it was answered is answered again', async () => {
      const browser = browserIn('duisburg');
      const callback = await browser.callbackAddress('s.yilmaz');
      const cookie = `sign-in=${browser.cookie('sign-in')}`;
      const before = (await refusals()).length;
      const sessions = [];
      for (let time = 1; time <= 2; time++) {
        const answered = await opened(callback, cookie);
        expect(answered.status).toBe(303);
        const finish = new URL(answered.headers.get('location') ?? '', browser.origin).href;
        const finished = await opened(finish, cookie);
        expect([finished.status, finished.headers.get('location')]).toEqual([303, '/work-list']);
        sessions.push(sessionIn(finished));
      }
      expect(sessions[1]).toBe(sessions[0]);
      expect((await refusals()).slice(before)).toEqual([]);
    });

    test('and to none a minute later, after signing out, or in another browser, which is recorded', async () => {
      const browser = browserIn('duisburg');
      const callback = await browser.callbackAddress('s.yilmaz');
      const cookie = `sign-in=${browser.cookie('sign-in')}`;
      const finish = `${browser.origin}/api/sign-in/finish?attempt=${new URL(callback).searchParams.get('state')}`;
      expect((await browser.open(callback)).address).toBe(`${browser.origin}/work-list`);
      const before = (await refusals()).length;
      for (const address of [callback, finish]) expect((await opened(address, '')).status).toBe(401);
      expect((await refusals()).slice(before)).toEqual([{ method: 'oidc', reason: 'unsolicited' }]);

      await people.as(browser.cookie('session') ?? '', '/backoffice/sign-out', { method: 'POST' });
      expect((await opened(finish, cookie)).status).toBe(401);
      await identity.query(
        'duisburg',
        `UPDATE identity.sign_in_attempts SET finished_at = finished_at - interval '1 minute' WHERE finished_at IS NOT NULL`,
      );
      expect((await opened(callback, cookie)).status).toBe(401);
    });
  });

  const lost = 'Zu dieser Anmeldung fehlt der Anfang.';
  test.each([
    ['another state', lost, 'unsolicited', (address: URL) => address.searchParams.set('state', 'forged')],
    [
      'the state of nobody',
      lost,
      'unsolicited',
      (address: URL) => address.searchParams.set('state', randomUUID()),
    ],
    ['no state', lost, 'unsolicited', (address: URL) => address.searchParams.delete('state')],
    [
      'two states',
      refused,
      'wrong-request',
      (address: URL) => address.searchParams.append('state', 'forged'),
    ],
    ['another code', refused, 'wrong-request', (address: URL) => address.searchParams.set('code', 'forged')],
    [
      'another issuer',
      refused,
      'wrong-issuer',
      (address: URL) => address.searchParams.set('iss', 'https://evil.example'),
    ],
    ['an error', refused, undefined, (address: URL) => address.searchParams.set('error', 'server_error')],
    [
      'a sign-in that was cancelled',
      'Der Anmeldedienst Ihrer Stadt hat Sie nicht eingelassen.',
      'denied',
      (address: URL) => address.searchParams.set('error', 'access_denied'),
    ],
  ])('a callback with %s signs nobody in: %s', async (_what, heading, reason, forge) => {
    const browser = browserIn('duisburg');
    const callback = new URL(await browser.callbackAddress('s.yilmaz'));
    const before = (await refusals()).length;
    forge(callback);
    const { response, page } = await browser.open(callback.href);
    expect([response.status, headingIn(page)]).toEqual([401, heading]);
    expect(browser.cookie('session')).toBeUndefined();
    const recorded = (await refusals()).slice(before);
    expect(recorded).toEqual(reason === undefined ? [] : [{ method: 'oidc', reason }]);
  });

  const lostCallback = '/backoffice/sign-in/oidc/callback?code=x&state=y';
  const answerTo = (accept: string, language: string) =>
    identity.send(lostCallback, stranger, { headers: { accept, 'accept-language': language } });

  test.each([
    ['de', 'Zu dieser Anmeldung fehlt der Anfang.', 'Anmeldung neu beginnen'],
    ['en', 'The beginning of this sign-in is missing.', 'Begin the sign-in again'],
  ])(
    'R24 R25 who fails to sign in reads in the browser (%s) what happened and where to begin again',
    async (language, heading, again) => {
      const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
      const response = await answerTo(accept, language);
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).toContain(
        "default-src 'none'; style-src 'self';",
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      const page = await response.text();
      expect(headingIn(page)).toBe(heading);
      expect(page).toContain(`<html lang="${language}"`);
      expect(page).toContain(`<a href="/api/sign-in/oidc/start" class="p-tap">${again}</a>`);
      expect(page).toContain(' – Stadt Duisburg</title>');
    },
  );

  test.each(['application/json', 'application/problem+json', '*/*'])(
    'a program that accepts %s gets the problem',
    async (accept) => {
      const response = await answerTo(accept, 'de');
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect([response.status, await slugOf(response)]).toEqual([401, 'sign-in-attempt-lost']);
    },
  );

  test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/api/sign-in/oidc/start'])(
    'W9 %s is no place to return to',
    async (returnTo) => {
      const browser = browserIn('duisburg');
      expect((await browser.signIn('s.yilmaz', 'demo', returnTo)).address).toBe(`${browser.origin}/`);
    },
  );

  test('signing out ends the session, and leads to the provider to sign out there too', async () => {
    const browser = browserIn('duisburg');
    await browser.signIn('p.schroeder');
    const sessionId = browser.cookie('session') ?? '';
    const answer = await people.as(sessionId, '/backoffice/sign-out', { method: 'POST' });
    const { endSessionUrl = '' } = (await answer.json()) as { endSessionUrl?: string };
    expect((await people.askForToken(sessionId)).status).toBe(404);

    const asked = await browser.open(endSessionUrl);
    expect(asked.page).toContain('Möchten Sie sich auch beim Anmeldedienst abmelden?');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.page)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(asked.page)?.[1] ?? '';
    const done = await browser.open(action, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    });
    expect(done.address).toBe(`${browser.origin}/`);
    // The next sign-in asks for the password again.
    await expect(browser.callbackAddress('p.schroeder', 'wrong')).resolves.toContain('/sign-in/');
  });

  test('R26 neither tables nor log hold the name of a member of the staff', async () => {
    await browserIn('duisburg').signIn('k.becker');
    const rows = await identity.query<{ row: string }>(
      'duisburg',
      'SELECT p::text AS row FROM identity.persons p',
    );
    const kept = rows.map(({ row }) => row).join('\n') + identity.log();
    expect(kept).not.toMatch(/Becker|k\.becker/);
    expect(identity.log()).toContain('/backoffice/sign-in/oidc/callback');
  });

  test('R23 staff do not edit what their directory says', async () => {
    const browser = browserIn('duisburg');
    await browser.signIn('j.kowalski');
    const init = { ...identity.json('PATCH', { phone: '0203 1' }), headers: { 'if-match': '"1"' } };
    expect((await people.as(browser.cookie('session') ?? '', '/portal/me', init)).status).toBe(403);
  });
});
