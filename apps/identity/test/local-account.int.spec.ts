import { randomUUID } from 'node:crypto';
import { DueWorker } from '#event-sourcing';
import { eventually } from '#testing';
import { Passwords } from '../src/passwords';
import { identity, people } from './own-identity';
import { sessionIn, slugOf } from './running-identity';

const tenant = 'herford';
const password = 'vier Wörter merkt man';
const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant } as const;
const anna = (email = `${randomUUID()}@example.org`) => ({
  email,
  givenName: 'Anna',
  familyName: 'Muster',
  dateOfBirth: '1980-02-29',
  password,
});

const send = (path: string, body: object, init: RequestInit = {}, who = stranger) =>
  identity.send(`/portal/sign-in/local-account${path}`, who, { ...identity.json('POST', body), ...init });
const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
});
const query = <Row extends object>(text: string, values: unknown[] = []) =>
  identity.query<Row>(tenant, text, values);
/** What was recorded last of a kind. */
const lastOf = async (...types: string[]) =>
  (
    await query<{ stream_id: string; type: string }>(
      `SELECT stream_id, type FROM event_store.events WHERE tenant = $1 AND type = ANY ($2) ORDER BY position DESC LIMIT 1`,
      [tenant, types],
    )
  )[0];
const links = [
  'RegistrationRequested',
  'KnownAddressRegistered',
  'PasswordLinkRequested',
  'UnknownAddressNamed',
];
/** The mail that was asked for last: what it is about, and where it leads. */
async function lastMail(): Promise<{ type: string; email: string; url: URL; token: string }> {
  const { stream_id: id = '', type = '' } = (await lastOf(...links)) ?? {};
  const { email, url } = (await (await people.mailOf(id, tenant)).json()) as { email: string; url: string };
  return { type, email, url: new URL(url), token: new URL(url).searchParams.get('token') ?? '' };
}
/** Registers and confirms; returns the answer to the confirmation. */
async function registered(who = anna()): Promise<Response> {
  expect((await send('/registrations', who)).status).toBe(202);
  return send('/confirm', { token: (await lastMail()).token, password: who.password });
}
const signIn = (email: string, secret = password, init: RequestInit = {}) =>
  send('', { email, password: secret, returnTo: '/antraege' }, init);
const me = async (answer: Response) =>
  (await (await people.as(sessionIn(answer), '/portal/me', {}, tenant)).json()) as Record<string, unknown>;
const deviceIn = (answer: Response) =>
  /known-device=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1] ?? '';
/** Something is tried once, and counts as often. */
async function asOften(times: number, trying: () => Promise<unknown>): Promise<void> {
  const [before] = await query<{ at: string }>('SELECT clock_timestamp()::text AS at');
  await trying();
  await query('UPDATE identity.attempts SET number = $1 WHERE window_start >= $2', [times, before?.at]);
}
const rows = async (table: string) =>
  (await query<{ n: number }>(`SELECT count(*)::int AS n FROM identity.${table}`))[0]?.n;

describe('registering', () => {
  test('W6a what was entered is shown before anything is saved', async () => {
    const before = [await rows('account_links'), await rows('local_accounts')];
    const answer = await send('/registrations/review', { ...anna(), email: ' Anna.Muster@Example.ORG ' });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        email: 'anna.muster@example.org',
        givenName: 'Anna',
        familyName: 'Muster',
        dateOfBirth: '1980-02-29',
      },
    ]);
    expect([await rows('account_links'), await rows('local_accounts')]).toEqual(before);
  });

  test('W6a H11 a link and the password that was chosen confirm the account, at no level of assurance', async () => {
    const who = anna();
    const answer = await registered(who);
    expect(answer.status).toBe(200);
    expect(await me(answer)).toMatchObject({
      roles: ['citizen'],
      session: { method: 'local-account', levelOfAssurance: 'none' },
      attributes: {
        email: { value: who.email, source: 'confirmed' },
        givenName: { value: 'Anna', source: 'self' },
        familyName: { value: 'Muster', source: 'self' },
        dateOfBirth: { value: '1980-02-29', source: 'self' },
      },
    });
    const again = await signIn(who.email);
    expect([again.status, await again.clone().json()]).toEqual([
      200,
      { returnTo: '/antraege', csrfToken: expect.any(String) as string },
    ]);
    expect(await me(again)).toMatchObject({
      personId: (await me(answer))['personId'],
      attributes: { givenName: { value: 'Anna' }, dateOfBirth: { value: '1980-02-29' } },
    });
  });

  test('who reads the mailbox cannot confirm an account that somebody else has the password of', async () => {
    const who = anna();
    await send('/registrations', who);
    const { token } = await lastMail();
    const answer = await send('/confirm', { token, password: 'ein anderes Passwort' });
    expect([answer.status, await slugOf(answer)]).toEqual([401, 'credentials-wrong']);
    expect((await send('/confirm', { token, password })).status).toBe(200);
  });

  test('a link confirms once, and ends every other one to the address', async () => {
    const who = anna();
    await send('/registrations', who);
    const first = await lastMail();
    await send('/registrations', who);
    const second = await lastMail();
    expect((await send('/confirm', { token: second.token, password })).status).toBe(200);
    for (const { token } of [first, second]) {
      const answer = await send('/confirm', { token, password });
      expect([answer.status, await slugOf(answer)]).toEqual([410, 'account-link-unusable']);
    }
  });

  test('of two confirmations at once one confirms', async () => {
    await send('/registrations', anna());
    const { token } = await lastMail();
    const answers = await Promise.all([1, 2].map(() => send('/confirm', { token, password })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('W6a H11 after 24 hours what was entered is deleted by itself, and the link opens nothing', async () => {
    await send('/registrations', anna());
    const { token } = await lastMail();
    const id = token.split('.')[0];
    const [due] = await query<{ hours: number }>(
      `SELECT round(extract(epoch FROM due_at - now()) / 3600)::int AS hours FROM event_store.due WHERE stream_id = $1`,
      [id],
    );
    expect(due?.hours).toBe(24);
    await query(
      `UPDATE event_store.due SET look_at = now() - interval '1 second', due_at = now() - interval '1 second' WHERE stream_id = $1`,
      [id],
    );
    identity.get(DueWorker).wake();
    await eventually('the registration is gone', async () => {
      const left = await query('SELECT 1 FROM identity.account_links WHERE id = $1', [id]);
      return left.length === 0;
    });
    expect((await send('/confirm', { token, password })).status).toBe(410);
    expect(await lastOf('AccountLinkEnded')).toMatchObject({ stream_id: id });
  });

  test('a link whose time is over opens nothing, also before anybody has deleted it', async () => {
    await send('/registrations', anna());
    const { token } = await lastMail();
    await query(`UPDATE identity.account_links SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      token.split('.')[0],
    ]);
    expect((await send('/confirm', { token, password })).status).toBe(410);
    const shown = await identity.send(`/portal/sign-in/local-account/confirm?token=${token}`, stranger);
    expect(await slugOf(shown)).toBe('account-link-unusable');
  });

  test('a link opens nothing with another secret, nor what another kind of link is for', async () => {
    const who = anna();
    await send('/registrations', who);
    const { token } = await lastMail();
    const forged = `${token.split('.')[0]}.${'x'.repeat(43)}`;
    expect(await slugOf(await send('/confirm', { token: forged, password }))).toBe('account-link-unusable');
    const other = await send('/password', { token, password: 'fünf andere Wörter' });
    expect(await slugOf(other)).toBe('account-link-unusable');
    expect((await send('/confirm', { token, password })).status).toBe(200);
    await send('/password-links', { email: who.email });
    const { token: ofPassword } = await lastMail();
    expect(await slugOf(await send('/confirm', { token: ofPassword, password }))).toBe(
      'account-link-unusable',
    );
  });

  test('one client has five links sent to one address, all together twenty; every wish is answered alike', async () => {
    const { email } = anna();
    const mails = async () =>
      (
        await query<{ n: number }>(
          `SELECT count(*)::int AS n FROM identity.account_links WHERE lookup =
             (SELECT lookup FROM identity.account_links ORDER BY expires_at DESC LIMIT 1)`,
        )
      )[0]?.n;
    const ask = (client: string) =>
      send('/password-links', { email }, { headers: { 'x-forwarded-for': client } });
    const answers = [];
    for (let time = 1; time <= 7; time++) answers.push((await ask('198.51.100.7')).status);
    expect(await mails()).toBe(5);
    for (let client = 1; client <= 20; client++) answers.push((await ask(`203.0.113.${client}`)).status);
    expect(await mails()).toBe(20);
    expect(new Set(answers)).toEqual(new Set([202]));
  });

  test('one client asks sixty times, at whatever addresses, and then has to wait', async () => {
    const ask = async () =>
      (
        await send(
          '/password-links',
          { email: anna().email },
          { headers: { 'x-forwarded-for': '192.0.2.9' } },
        )
      ).status;
    await asOften(59, ask);
    expect([await ask(), await ask()]).toEqual([202, 429]);
  });

  test.each([
    ['password', { password: 'kurz' }, '/password', 'too-short'],
    ['password', { password: 'passwort1' }, '/password', 'known'],
    ['password', { password: 'AnnaMuster' }, '/password', 'personal'],
    ['dateOfBirth', { dateOfBirth: '2999-01-01' }, '/dateOfBirth', 'is-past'],
    ['email', { email: 'anna@' }, '/email', 'is-email'],
  ])('a %s that does not do is named, in both steps: %j', async (_field, changed, pointer, rule) => {
    for (const step of ['/registrations/review', '/registrations']) {
      const answer = await send(step, { ...anna(), ...changed });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ pointer, rule }] });
    }
  });

  test('W8 a city without such accounts says which ways there are', async () => {
    const elsewhere = { ...stranger, tenant: 'duisburg' } as never;
    for (const [path, body] of [
      ['/registrations', anna()],
      ['', { email: 'a@example.org', password }],
      ['/password-links', { email: 'a@example.org' }],
      ['/confirm', { token: 'x', password }],
    ] as const) {
      expect((await send(path, body, {}, elsewhere)).status).toBe(404);
    }
  });
});

describe('W5 where an account needs an age and an address of its own', () => {
  const there = { ...stranger, tenant: 'wuppertal' } as never;
  const eventsThere = () =>
    identity.query<{ type: string }>(
      'wuppertal',
      `SELECT type FROM event_store.events WHERE tenant = 'wuppertal' AND type = ANY ($1) ORDER BY position DESC LIMIT 1`,
      [links],
    );

  test('who is too young reads so before anything is saved', async () => {
    const young = { ...anna(), dateOfBirth: `${new Date().getFullYear() - 17}-01-01` };
    for (const step of ['/registrations/review', '/registrations']) {
      const answer = await send(step, young, {}, there);
      expect(await slugOf(answer)).toBe('too-young');
    }
    expect((await send('/registrations', { ...young, dateOfBirth: '1980-02-29' }, {}, there)).status).toBe(
      202,
    );
  });

  test('an address that has an account by another way in is told of by mail alone', async () => {
    const who = anna();
    expect((await send('/registrations', who, {}, there)).status).toBe(202);
    expect(await eventsThere()).toEqual([{ type: 'RegistrationRequested' }]);
    await people.signIn(who.email, 'wuppertal');
    expect((await send('/registrations', who, {}, there)).status).toBe(202);
    expect(await eventsThere()).toEqual([{ type: 'KnownAddressRegistered' }]);
  });
});

describe('nobody learns whether an address has an account', () => {
  const answerOf = async (response: Response, ...left: string[]) => {
    const body = (await response.json()) as Record<string, unknown>;
    for (const name of ['email', 'correlationId', ...left]) delete body[name];
    return { status: response.status, body, cookies: response.headers.getSetCookie() };
  };

  test('registering: the mail alone tells it', async () => {
    const who = anna();
    await registered(who);
    const toKnown = await answerOf(await send('/registrations', who));
    const mail = await lastMail();
    expect([mail.type, mail.email, mail.url.pathname]).toEqual(['KnownAddressRegistered', who.email, '/']);
    const toUnknown = await answerOf(await send('/registrations', anna()));
    expect((await lastMail()).type).toBe('RegistrationRequested');
    expect(toKnown).toEqual(toUnknown);
  });

  test('a forgotten password: the mail alone tells it', async () => {
    const who = anna();
    await registered(who);
    const known = await answerOf(await send('/password-links', { email: who.email }));
    expect((await lastMail()).type).toBe('PasswordLinkRequested');
    const unknown = await answerOf(await send('/password-links', { email: anna().email }));
    expect([(await lastMail()).type, (await lastMail()).url.pathname]).toEqual(['UnknownAddressNamed', '/']);
    expect(known).toEqual(unknown);
  });

  test('signing in: the same refusal, after the same work', async () => {
    const who = anna();
    await registered(who);
    const work = jest.spyOn(identity.get(Passwords), 'matches');
    const known = await answerOf(await signIn(who.email, 'ein falsches Passwort'));
    const unknown = await answerOf(await signIn(anna().email, 'ein falsches Passwort'));
    expect(known).toEqual(unknown);
    expect(known.status).toBe(401);
    expect(work).toHaveBeenCalledTimes(2);
    work.mockRestore();
  });

  test('the token of a mail to an address that is known, or is not, opens nothing', async () => {
    const who = anna();
    await registered(who);
    await send('/registrations', who);
    const { stream_id: id = '' } = (await lastOf('KnownAddressRegistered')) ?? {};
    for (const path of ['/confirm', '/password']) {
      expect((await send(path, { token: `${id}.${'x'.repeat(43)}`, password })).status).toBe(410);
    }
  });
});

describe('guessing', () => {
  const from = (client: string, device?: string): RequestInit => ({
    headers: { 'x-forwarded-for': client, ...(device !== undefined && { cookie: `known-device=${device}` }) },
  });

  test('one client is stopped, and the seconds to wait are said', async () => {
    const { email } = anna();
    const statuses = [];
    for (let time = 1; time <= 11; time++)
      statuses.push((await signIn(email, 'falsch', from('192.0.2.1'))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  test('one client that tries one password at many accounts is stopped', async () => {
    const guess = async () => (await signIn(anna().email, 'falsch', from('192.0.2.8'))).status;
    await asOften(59, guess);
    expect([await guess(), await guess()]).toEqual([401, 429]);
  });

  test('a browser that is known may try ten times as well, wherever it is', async () => {
    const who = anna();
    const device = deviceIn(await registered(who));
    const statuses = [];
    for (let time = 1; time <= 11; time++)
      statuses.push((await signIn(who.email, 'falsch', from(`198.51.100.${time}`, device))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  test('who guesses from everywhere is stopped, and does not lock the owner out', async () => {
    const who = anna();
    const device = deviceIn(await registered(who));
    for (let client = 1; client <= 50; client++)
      await signIn(who.email, 'falsch', from(`198.51.100.${client}`));
    const fromElsewhere = await signIn(who.email, password, from('203.0.113.1'));
    expect([fromElsewhere.status, await slugOf(fromElsewhere)]).toEqual([429, 'too-many-requests']);
    // The browser that the owner has signed in with is counted for itself; nobody else can make its mark, or use it elsewhere.
    expect((await signIn(who.email, password, from('203.0.113.2', device))).status).toBe(200);
    const forged = `${device.slice(0, -1)}${device.endsWith('A') ? 'B' : 'A'}`;
    expect((await signIn(who.email, password, from('203.0.113.3', `x${forged.slice(1)}`))).status).toBe(429);
    // From any other browser a link to the mailbox leads in.
    await send('/password-links', { email: who.email });
    const answer = await send('/password', {
      token: (await lastMail()).token,
      password: 'fünf andere Wörter',
    });
    expect(answer.status).toBe(200);
    expect(
      (await signIn(who.email, 'fünf andere Wörter', from('203.0.113.4', deviceIn(answer)))).status,
    ).toBe(200);
  });

  test('a device that is known is no device for another account', async () => {
    const device = deviceIn(await registered());
    const { email } = anna();
    const statuses = [];
    for (let time = 1; time <= 11; time++)
      statuses.push((await signIn(email, 'falsch', from('192.0.2.77', device))).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('another password', () => {
  test('N2 who has forgotten it sets it by a link, once; whoever is signed in with the former one is signed out', async () => {
    const who = anna();
    const session = sessionIn(await registered(who));
    await send('/password-links', { email: who.email, returnTo: '/antraege' });
    const { token } = await lastMail();
    const weak = await send('/password', { token, password: 'passwort' });
    expect(await weak.json()).toMatchObject({ errors: [{ pointer: '/password', rule: 'known' }] });
    const answer = await send('/password', { token, password: 'fünf andere Wörter' });
    expect([answer.status, ((await answer.clone().json()) as { returnTo: string }).returnTo]).toEqual([
      200,
      '/antraege',
    ]);
    expect((await people.askForToken(session, tenant)).status).toBe(404);
    expect((await people.askForToken(sessionIn(answer), tenant)).status).toBe(200);
    expect((await send('/password', { token, password: 'sechs andere Wörter' })).status).toBe(410);
    expect([
      (await signIn(who.email)).status,
      (await signIn(who.email, 'fünf andere Wörter')).status,
    ]).toEqual([401, 200]);
    expect(await lastOf('PasswordChanged')).toMatchObject({ stream_id: (await me(answer))['personId'] });
  });

  test('of two who set it by one link at once one does', async () => {
    const who = anna();
    await registered(who);
    await send('/password-links', { email: who.email });
    const { token } = await lastMail();
    const set = ['fünf andere Wörter', 'sechs andere Wörter'].map((next) =>
      send('/password', { token, password: next }),
    );
    expect((await Promise.all(set)).map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('who is signed in sets it with the former one; the other sessions end', async () => {
    const who = anna();
    const here = await registered(who);
    const elsewhere = sessionIn(await signIn(who.email));
    const change = (formerPassword: string, next: string) =>
      people.as(
        sessionIn(here),
        '/portal/me/password',
        identity.json('POST', { formerPassword, password: next }),
        tenant,
      );
    const wrong = await change('falsch', 'fünf andere Wörter');
    expect([wrong.status, await slugOf(wrong)]).toEqual([401, 'credentials-wrong']);
    expect((await change(password, 'herford2026')).status).toBe(400);
    expect((await change(password, 'fünf andere Wörter')).status).toBe(204);
    expect((await people.askForToken(sessionIn(here), tenant)).status).toBe(200);
    expect((await people.askForToken(elsewhere, tenant)).status).toBe(404);
    expect((await signIn(who.email, 'fünf andere Wörter')).status).toBe(200);
  });

  test('an account without a password has none to change', async () => {
    const session = await people.signIn('link.allein@example.org');
    const body = { formerPassword: password, password: 'fünf andere Wörter' };
    const answer = await people.as(session, '/portal/me/password', identity.json('POST', body));
    expect([answer.status, await slugOf(answer)]).toEqual([409, 'no-local-account']);
  });

  test('a password that costs less than today is hashed anew when it is used', async () => {
    const who = anna();
    await registered(who);
    const stored = async () =>
      (
        await query<{ password: string }>(
          'SELECT password FROM identity.local_accounts ORDER BY confirmed_at DESC LIMIT 1',
        )
      )[0]?.password;
    const before = await stored();
    expect(before).toMatch(/^\$argon2id\$/);
    expect((await signIn(who.email)).status).toBe(200);
    expect(await stored()).toBe(before);
  });
});

describe('the pages that the links lead to', () => {
  const headingIn = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1];
  const open = (url: URL) =>
    identity.send(`${url.pathname.replace('/api/', '/portal/')}${url.search}`, stranger, {
      headers: { accept: 'text/html' },
    });

  test('R24 the page names the account masked, asks for the password, and keeps secrets out of addresses', async () => {
    const who = anna('anna.page@example.org');
    await send('/registrations', { ...who, returnTo: '/dienste' });
    const { url, token } = await lastMail();
    expect(url.origin).toBe('http://herford.localhost:8080');
    const shown = await open(url);
    const page = await shown.text();
    expect([shown.status, headingIn(page)]).toEqual([200, 'Registrierung bestätigen']);
    expect(page).toContain('a…e@example.org');
    expect(page).toContain('action="/api/sign-in/local-account/confirm/form"');
    expect(shown.headers.get('content-security-policy')).toContain("form-action 'self'");

    const wrong = await identity.send(
      '/portal/sign-in/local-account/confirm/form',
      stranger,
      form({ token, password: 'falsch' }),
    );
    const again = await wrong.text();
    expect([wrong.status, sessionIn(wrong)]).toEqual([422, '']);
    expect(again).toContain('role="alert"');
    expect(again).toContain('Dieses Passwort stimmt nicht.');
    const right = await identity.send(
      '/portal/sign-in/local-account/confirm/form',
      stranger,
      form({ token, password }),
    );
    expect([right.status, right.headers.get('location')]).toEqual([303, '/dienste']);
    expect(sessionIn(right)).not.toBe('');
  });

  test('a link that is used up leads to a page that says so', async () => {
    const who = anna();
    await registered(who);
    await send('/password-links', { email: who.email });
    const { url, token } = await lastMail();
    expect(headingIn(await (await open(url)).text())).toBe('Neues Passwort setzen');
    const set = await identity.send(
      '/portal/sign-in/local-account/password/form',
      stranger,
      form({ token, password: 'fünf andere Wörter' }),
    );
    expect(set.status).toBe(303);
    const shown = await open(url);
    expect([shown.status, headingIn(await shown.text())]).toEqual([410, 'Dieser Link gilt nicht mehr.']);
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
    'W9 %s is no place to return to',
    async (returnTo) => {
      const who = anna();
      await registered(who);
      const answer = await send('', { email: who.email, password, returnTo });
      expect(((await answer.json()) as { returnTo: string }).returnTo).toBe('/');
    },
  );
});

test('R26 neither tables nor log hold an address, a name or a password', async () => {
  const who = {
    ...anna('geheim.person@example.org'),
    familyName: 'Geheimmuster',
    password: 'geheime vier Wörter',
  };
  await registered(who);
  await signIn(who.email, 'geheimes falsches');
  const tables = ['local_accounts', 'account_links', 'known_by', 'persons', 'attempts'];
  const kept = [];
  for (const table of tables)
    kept.push(...(await query<{ row: string }>(`SELECT t::text AS row FROM identity.${table} t`)));
  const events = await query<{ row: string }>('SELECT e::text AS row FROM event_store.events e');
  const all = [...kept, ...events].map(({ row }) => row).join('\n') + identity.log();
  expect(all).not.toMatch(/geheim/i);
});
