import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { eventually, freePort, tenantsFolder } from '#testing';
import { actingOn, slugOf, startIdentity, type RunningIdentity } from './running-identity';
import { SignInBrowser, startProvider } from './sign-in-browser';

/** Stands where the gateway would: passes on what the directory sends to the first of the back-offices. */
let door: Server;
const tokens: string[] = [];
let provider: Awaited<ReturnType<typeof startProvider>>;
let identity: RunningIdentity;
let people: ReturnType<typeof actingOn>;

const stranger = { kind: 'anonymous', levelOfAssurance: 'none' } as const;
const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const logOut = (token: string) =>
  identity.send('/backoffice/sign-in/oidc/backchannel-logout', stranger, form({ logout_token: token }));

beforeAll(async () => {
  const publicPort = await freePort();
  const tenants = mkdtempSync(join(tmpdir(), 'cities-'));
  cpSync(tenantsFolder, tenants, { recursive: true });
  const file = join(tenants, 'duisburg/tenant.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nstaff: { reauthenticateForDecisions: 15 }\n`);
  const staffFile = join(tenants, 'staff.yaml.txt');
  writeFileSync(
    staffFile,
    JSON.stringify({
      duisburg: [
        { user: 'a.lang', name: 'Anna Lang', roles: ['caseworker'], offices: ['steueramt'] },
        { user: 'b.lang', name: 'Bernd Lang', roles: ['caseworker'], offices: ['steueramt'] },
        { user: 'ohne.rolle', name: 'Ohne Rolle', roles: [] },
        { user: 'gesperrt', name: 'Gerd Gesperrt', roles: ['caseworker'], locked: true },
      ],
      wuppertal: [{ user: 'w.lang', name: 'Willi Lang', roles: ['caseworker'] }],
    }),
  );
  provider = await startProvider({ staffFile, publicPort });
  identity = await startIdentity(provider, { TENANTS_DIR: tenants, PUBLIC_PORT: String(publicPort) });
  people = actingOn(identity);
  door = createServer((request, response) => {
    void (async () => {
      const token = new URLSearchParams(await text(request)).get('logout_token') ?? '';
      tokens.push(token);
      const answer = await logOut(token);
      response.writeHead(answer.status).end(await answer.text());
    })();
  });
  await new Promise<void>((listening) => door.listen(publicPort, '127.0.0.1', listening));
});
// Several hooks: each of them has to end also when another did not begin.
afterAll(() => new Promise((closed) => door.close(closed)));
afterAll(() => provider.stop());
afterAll(() => identity.stop());

const browserIn = (tenant: string) => new SignInBrowser(identity, tenant);
const headingIn = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1];
const runs = async (browser: SignInBrowser, tenant = 'duisburg') =>
  (await people.askForToken(browser.cookie('session') ?? '', tenant)).status === 200;
const claimsOf = async (browser: SignInBrowser) => {
  const answer = await people.askForToken(browser.cookie('session') ?? '');
  return decodeJwt(((await answer.json()) as { token: string }).token) as Record<string, unknown>;
};
const refusals = async () =>
  (
    await identity.query<{ data: unknown }>(
      'duisburg',
      `SELECT payload::jsonb AS data FROM event_store.events WHERE tenant = $1 AND type = 'SignInRefused' ORDER BY position`,
      ['duisburg'],
    )
  ).map(({ data }) => data);

/** Signs out at the directory itself, as on another page of the city. */
async function leave(browser: SignInBrowser): Promise<void> {
  const asked = await browser.open(`${provider.issuer}/session/end`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.page)?.[1] ?? '';
  const action = /action="([^"]+)"/.exec(asked.page)?.[1] ?? '';
  await browser.open(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
}

describe('who signs out at the directory is signed out here', () => {
  test("in whichever city: of all their sessions the one that ended there, and nobody else's", async () => {
    const [first, second, colleague] = [
      browserIn('wuppertal'),
      browserIn('wuppertal'),
      browserIn('duisburg'),
    ];
    await first.signIn('w.lang');
    await second.signIn('w.lang');
    await colleague.signIn('a.lang');
    await leave(first);
    await eventually('the session has ended', async () => !(await runs(first, 'wuppertal')));
    expect([await runs(second, 'wuppertal'), await runs(colleague)]).toEqual([true, true]);
    const events = await identity.query<{ type: string }>(
      'wuppertal',
      `SELECT type FROM event_store.events WHERE tenant = 'wuppertal' AND type = 'SignedOut'`,
    );
    expect(events).toHaveLength(1);
  });

  test('a token counts once', async () => {
    const token = tokens.at(-1) ?? '';
    const answer = await logOut(token);
    expect([answer.status, await slugOf(answer)]).toEqual([400, 'logout-token-refused']);
    expect((await refusals()).at(-1)).toEqual({ method: 'oidc', reason: 'replayed' });
  });

  test.each(['', 'x', 'a.b.c'])('%j is no token', async (token) => {
    expect((await logOut(token)).status).toBe(400);
  });

  test('it is a form that the directory sends, and nothing longer', async () => {
    expect((await logOut('x'.repeat(600_000))).status).toBe(413);
  });
});

describe('who is asked anew who they are', () => {
  test('proves it in the same session, which then knows when; roles are those of now', async () => {
    const browser = browserIn('duisburg');
    await browser.signIn('b.lang');
    const before = await claimsOf(browser);
    expect(Date.parse(String(before['authenticatedAt']))).toBeGreaterThan(Date.now() - 60_000);
    await identity.query(
      'duisburg',
      `UPDATE identity.sessions SET authenticated_at = now() - interval '1 hour', roles = '{auditor}' WHERE handle = $1`,
      [before['sid']],
    );
    const former = browser.cookie('session');
    const query = new URLSearchParams({ purpose: 'step-up', returnTo: '/work-list?status=filed' });
    const fields = { user: 'b.lang', password: 'demo' };
    const callback = await browser.through(`${browser.startAddress}?${query}`, fields);
    expect((await browser.open(callback)).address).toBe(`${browser.origin}/work-list?status=filed`);
    const after = await claimsOf(browser);
    expect(after).toMatchObject({ sub: before['sub'], sid: before['sid'], roles: ['caseworker'] });
    expect(Date.parse(String(after['authenticatedAt']))).toBeGreaterThan(Date.now() - 60_000);
    expect(browser.cookie('session')).not.toBe(former);
    expect((await people.askForToken(former ?? '')).status).toBe(404);
  });

  test('is not somebody else', async () => {
    const [mine, colleague] = [browserIn('duisburg'), browserIn('duisburg')];
    await mine.signIn('a.lang');
    const start = `${mine.startAddress}?purpose=step-up`;
    const asked = await mine.open(start, {}, (address) => address.startsWith(provider.issuer));
    // A colleague answers what the first one was asked.
    const callback = await colleague.through(asked.address, { user: 'b.lang', password: 'demo' });
    const { response, page } = await mine.open(callback);
    expect([response.status, headingIn(page)]).toEqual([
      409,
      'Sie haben sich als eine andere Person ausgewiesen.',
    ]);
    expect(await runs(mine)).toBe(true);
  });

  test('is somebody who is signed in', async () => {
    const { response } = await browserIn('duisburg').open(
      `${browserIn('duisburg').startAddress}?purpose=step-up`,
    );
    expect(response.status).toBe(401);
  });
});

test.each([
  [
    'has no role',
    'ohne.rolle',
    403,
    'Ihr Konto hat hier keine Aufgabe.',
    'no-role',
    'an die Stelle, die das Verzeichnis verwaltet',
  ],
  [
    'is locked at the directory',
    'gesperrt',
    401,
    'Der Anmeldedienst Ihrer Stadt hat Sie nicht eingelassen.',
    'denied',
    'wer in Ihrer Stadt die Konten der Beschäftigten verwaltet',
  ],
])(
  'who %s reads so, and who looks after the system sees it',
  async (_what, user, status, heading, reason, whatToDo) => {
    const browser = browserIn('duisburg');
    const before = (await refusals()).length;
    const { response, page } = await browser.signIn(user);
    expect([response.status, headingIn(page), browser.cookie('session')]).toEqual([
      status,
      heading,
      undefined,
    ]);
    const recorded = (await refusals()).slice(before);
    expect(recorded).toEqual([{ method: 'oidc', reason }]);
    expect(page).toContain(whatToDo);
  },
);
