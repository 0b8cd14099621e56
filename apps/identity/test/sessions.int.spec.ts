import { decodeJwt } from 'jose';
import { createTokenVerifier } from '#auth';
import { eventually } from '#testing';
import { identity, people } from './own-identity';
import { sessionIn, slugOf } from './running-identity';

interface Me {
  personId: string;
  language: string;
  attributes: Record<string, { value: string; source: string }>;
  session: { method: string; levelOfAssurance: string; expiresAt: string; idleUntil: string };
  csrfToken: string;
}
const me = async (sessionId: string): Promise<Me> =>
  (await (await people.as(sessionId, '/portal/me')).json()) as Me;
const change = (sessionId: string, body: unknown, version = '"1"') =>
  people.as(sessionId, '/portal/me', { ...identity.json('PATCH', body), headers: { 'if-match': version } });

describe('a session', () => {
  test('R13 tells its level of assurance and its limits', async () => {
    const { session } = await me(await people.signIn('anna@example.org'));
    expect(session).toMatchObject({ method: 'email-link', levelOfAssurance: 'none' });
    const inMinutes = (time: string) => Math.round((Date.parse(time) - Date.now()) / 60_000);
    expect([inMinutes(session.expiresAt), inMinutes(session.idleUntil)]).toEqual([12 * 60, 60]);
  });

  test('becomes a token that every service believes and that says no more than needed', async () => {
    const sessionId = await people.signIn('anna2@example.org');
    const answer = (await (await people.askForToken(sessionId)).json()) as {
      token: string;
      csrfToken: string;
    };
    const token = await createTokenVerifier(identity.keys.publicKeysFile).verify(answer.token);
    expect(token).toMatchObject({
      iss: 'identity',
      tenant: 'duisburg',
      kind: 'person',
      roles: ['citizen'],
      offices: [],
      levelOfAssurance: 'none',
    });
    expect(token.exp - token.iat).toBe(60);
    expect(JSON.stringify(token)).not.toContain(sessionId);
  });

  test('has a CSRF token of its own, the same wherever it is asked for', async () => {
    const [one, other] = [await people.signIn('anna3@example.org'), await people.signIn('anna3@example.org')];
    const { csrfToken } = await me(one);
    expect(csrfToken).toMatch(/^[\w-]{43}$/);
    expect((await me(one)).csrfToken).toBe(csrfToken);
    expect((await me(other)).csrfToken).not.toBe(csrfToken);
    expect(await (await people.askForToken(one)).json()).toMatchObject({ csrfToken });
  });

  test('is a new one at every sign-in, and the one the browser had before ends', async () => {
    const before = await people.signIn('anna4@example.org');
    const { token: bearer } = (await (await people.askForToken(before)).json()) as { token: string };
    const token = await people.tokenFor('bert@example.org');
    const answer = await identity.send(
      '/portal/sign-in/email/callback',
      {},
      {
        ...identity.json('POST', { token }),
        headers: { authorization: `Bearer ${bearer}`, cookie: `session=${before}` },
      },
    );
    expect(answer.status).toBe(200);
    expect(sessionIn(answer)).toMatch(/^[\w-]{43}$/);
    expect(sessionIn(answer)).not.toBe(before);
    expect((await people.askForToken(before)).status).toBe(404);
    expect((await people.askForToken(sessionIn(answer))).status).toBe(200);
  });

  test.each([
    ['its time is over', 'expires_at = now()'],
    ['nothing happened in it for too long', 'idle_until = now()'],
  ])('ends when %s', async (_why, past) => {
    const sessionId = await people.signIn('idle@example.org');
    const answer = (await (await people.askForToken(sessionId)).json()) as { token: string };
    await identity.query('duisburg', `UPDATE identity.sessions SET ${past}`);
    expect((await people.askForToken(sessionId)).status).toBe(404);
    const headers = { authorization: `Bearer ${answer.token}` };
    expect((await identity.send('/portal/me', {}, { headers })).status).toBe(401);
  });

  test('is kept from being idle by being used, but never beyond its end', async () => {
    const sessionId = await people.signIn('busy@example.org');
    await identity.query(
      'duisburg',
      `UPDATE identity.sessions SET idle_until = now() + interval '1 second', expires_at = now() + interval '30 seconds'
       WHERE expires_at > now() + interval '11 hours'`,
    );
    const answer = (await (await people.askForToken(sessionId)).json()) as { token: string };
    const { exp } = await createTokenVerifier(identity.keys.publicKeysFile).verify(answer.token);
    expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(30_000);
    const { session } = await me(sessionId);
    expect(session.idleUntil).toBe(session.expiresAt);
  });

  test('of one city is none in another, and only the gateway is told its token', async () => {
    const sessionId = await people.signIn('border@example.org');
    expect((await people.askForToken(sessionId, 'wuppertal')).status).toBe(404);
    expect((await people.askForToken(sessionId, 'duisburg', 'wuppertal')).status).toBe(404);
    const asMailbox = await identity.send(
      '/internal/session-token',
      { kind: 'service', sub: 'service:mailbox' },
      identity.json('POST', { sessionId, tenant: 'duisburg' }),
    );
    expect(asMailbox.status).toBe(403);
  });

  test.each(['x', 'A'.repeat(43), "' OR 1=1 --"])('forged as %j is no session', async (sessionId) => {
    expect((await people.askForToken(sessionId)).status).toBe(404);
  });
});

describe('signing out', () => {
  test('ends the session at once, for the tokens that are under way too, and clears the cookie', async () => {
    const sessionId = await people.signIn('out@example.org');
    const { token } = (await (await people.askForToken(sessionId)).json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const answer = await identity.send('/portal/sign-out', {}, { method: 'POST', headers });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await people.askForToken(sessionId)).status).toBe(404);
    expect((await identity.send('/portal/me', {}, { headers })).status).toBe(401);
    // Anywhere else the token ends by itself, a minute after it was signed.
    const { exp } = await createTokenVerifier(identity.keys.publicKeysFile).verify(token);
    expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(60_000);
  });

  test('over TLS, at whatever port, has cookies that no other host can set, and ends the former ones', async () => {
    const tls = { 'x-forwarded-proto': 'https' };
    const token = await people.tokenFor('tls@example.org');
    const init = { ...identity.json('POST', { token }), headers: tls };
    const signedIn = await identity.send('/portal/sign-in/email/callback', { kind: 'anonymous' }, init);
    const [former, session, ...more] = signedIn.headers.getSetCookie();
    expect(former).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(session).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(more).toEqual([]);
    const signedOut = await identity.send('/portal/sign-out', {}, { method: 'POST', headers: tls });
    expect(signedOut.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-session=; Path=\/; Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/),
    ]);
  });

  test('is recorded once, however often it is asked for', async () => {
    const sessionId = await people.signIn('out-twice@example.org');
    const { personId } = await me(sessionId);
    const { token } = (await (await people.askForToken(sessionId)).json()) as { token: string };
    const init = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
    await Promise.all([1, 2, 3].map(() => identity.send('/portal/sign-out', {}, init)));
    const events = await identity.query<{ type: string }>(
      'duisburg',
      'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version',
      [personId],
    );
    expect(events.map(({ type }) => type)).toEqual(['PersonRegistered', 'SignedIn', 'SignedOut']);
  });

  test('leaves the other sessions of the person alone', async () => {
    const [one, other] = [await people.signIn('two@example.org'), await people.signIn('two@example.org')];
    await people.as(one, '/portal/sign-out', { method: 'POST' });
    expect((await people.askForToken(other)).status).toBe(200);
  });
});

test('the witness reads what identity has recorded, and nobody else does', async () => {
  await people.signIn('witnessed@example.org');
  const streams = await identity.send('/internal/streams', { kind: 'service', sub: 'service:audit' });
  expect(streams.status).toBe(200);
  expect(await streams.text()).not.toContain('example.org');
  expect((await identity.send('/internal/streams', { kind: 'service', sub: 'service:mailbox' })).status).toBe(
    403,
  );
});

describe('the profile', () => {
  test('R23 contact data is editable, with the version that was seen', async () => {
    const sessionId = await people.signIn('contact@example.org');
    const first = await people.as(sessionId, '/portal/me');
    expect(first.headers.get('etag')).toBe('"1"');
    const changed = await change(sessionId, { phone: '+49 203 123456', city: 'Duisburg', language: 'en' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const { attributes, language } = await me(sessionId);
    expect({ attributes, language }).toEqual({
      language: 'en',
      attributes: {
        email: { value: 'contact@example.org', source: 'confirmed' },
        phone: { value: '+49 203 123456', source: 'self' },
        city: { value: 'Duisburg', source: 'self' },
      },
    });
    await change(sessionId, { phone: null }, '"2"');
    expect((await me(sessionId)).attributes['phone']).toBeUndefined();
  });

  test('R23 a change needs If-Match, and fails when the profile has changed meanwhile', async () => {
    const sessionId = await people.signIn('stale@example.org');
    const without = await people.as(sessionId, '/portal/me', identity.json('PATCH', { city: 'Rees' }));
    expect(without.status).toBe(428);
    const answers = await Promise.all(['Rees', 'Emmerich'].map((city) => change(sessionId, { city })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('R23 official data is not editable, and neither is the address that a person signs in with', async () => {
    const sessionId = await people.signIn('official@example.org');
    const { personId } = await me(sessionId);
    expect((await change(sessionId, { email: 'other@example.org' })).status).toBe(400);
    await identity.makeOfficial(personId, { familyName: 'Muster' });
    const refused = await change(sessionId, { familyName: 'Meier', phone: '0203 1' });
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ attributes: ['familyName'] }),
    ]);
    expect((await change(sessionId, { phone: '0203 123' })).status).toBe(200);
    expect((await me(sessionId)).attributes['familyName']).toEqual({ value: 'Muster', source: 'official' });
  });

  test.each([
    { phone: 'call me' },
    { postcode: '4705' },
    { dateOfBirth: '1980-02-30' },
    { language: 'fr' },
    { givenName: 'x'.repeat(201) },
    { nickname: 'Anni' },
    { phone: 203 },
  ])('%j is refused and changes nothing', async (body) => {
    const sessionId = await people.signIn(`wrong-${JSON.stringify(body).length}@example.org`);
    const refused = await change(sessionId, body);
    expect([refused.status, await slugOf(refused)]).toEqual([400, 'invalid-input']);
    expect((await people.as(sessionId, '/portal/me')).headers.get('etag')).toBe('"1"');
  });

  test('D8 the values of the profile are told to the application service, the address to notification, to nobody else', async () => {
    const sessionId = await people.signIn('values@example.org');
    const { personId } = await me(sessionId);
    await change(sessionId, { givenName: 'Anna', language: 'en' });
    const ask = async (what: string, service: string, tenant = 'duisburg') =>
      identity.send(`/internal/persons/${personId}/${what}`, {
        kind: 'service',
        sub: `service:${service}`,
        tenant,
      });
    expect(await (await ask('identity', 'application')).json()).toEqual({
      personId,
      language: 'en',
      attributes: {
        email: { value: 'values@example.org', source: 'confirmed' },
        givenName: { value: 'Anna', source: 'self' },
      },
    });
    expect(await (await ask('contact', 'notification')).json()).toEqual({
      email: 'values@example.org',
      language: 'en',
    });
    expect(await (await ask('kind', 'application')).json()).toEqual({ kind: 'citizen' });
    for (const [what, service] of [
      ['kind', 'mailbox'],
      ['identity', 'notification'],
      ['identity', 'mailbox'],
      ['contact', 'application'],
      ['contact', 'audit'],
    ] as const) {
      expect((await ask(what, service)).status).toBe(403);
    }
    expect((await ask('identity', 'application', 'wuppertal')).status).toBe(404);
    expect((await ask('contact', 'notification', 'wuppertal')).status).toBe(404);
  });

  test('R26 is gone with the key of the person, for everybody who asks', async () => {
    const sessionId = await people.signIn('erased@example.org');
    const { personId } = await me(sessionId);
    await identity.erase(personId);
    const own = await people.as(sessionId, '/portal/me');
    expect([own.status, await slugOf(own)]).toEqual([404, 'not-found']);
    const notification = { kind: 'service', sub: 'service:notification' } as const;
    expect((await identity.send(`/internal/persons/${personId}/contact`, notification)).status).toBe(404);
  });

  test('is nobody else’s: without a session there is none', async () => {
    expect((await identity.send('/portal/me', { kind: 'anonymous', levelOfAssurance: 'none' })).status).toBe(
      401,
    );
    expect((await identity.send('/portal/me', {})).status).toBe(401);
    expect((await fetch(`${identity.url}/portal/me`)).status).toBe(401);
  });
});

describe('a gateway that holds streams of sessions', () => {
  const gateway = { kind: 'service', sub: 'service:gateway' } as const;
  const running = async (handles: readonly unknown[], tenant = 'duisburg') => {
    const answer = await identity.send(
      '/internal/sessions/running',
      { ...gateway, tenant },
      identity.json('POST', { handles }),
    );
    return [answer.status, await answer.json()] as const;
  };
  const handleOf = async (sessionId: string) => {
    const { token } = (await (await people.askForToken(sessionId)).json()) as { token: string };
    return { token, handle: String(decodeJwt(token)['sid']), personId: String(decodeJwt(token).sub) };
  };

  test('is told at once whose sessions change, and which of them run', async () => {
    const sessionId = await people.signIn('streams@example.org');
    const { token, handle, personId } = await handleOf(sessionId);
    const stop = new AbortController();
    const stream = await identity.send('/internal/sessions/changes', gateway, { signal: stop.signal });
    let told = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) told += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await eventually('the first place', () => /^id: /m.test(told));
    expect(await running([handle.toUpperCase()])).toEqual([
      200,
      { running: [{ handle, remainingMs: expect.any(Number) }] },
    ]);
    expect(await running([handle], 'wuppertal')).toEqual([200, { running: [] }]);
    await identity.send(
      '/portal/sign-out',
      {},
      { method: 'POST', headers: { authorization: `Bearer ${token}` } },
    );
    await eventually('the news', () => told.includes(`data: {"personId":"${personId}"}`), 2_000);
    expect(await running([handle])).toEqual([200, { running: [] }]);
    stop.abort();
    await reading;
  });

  test('prolongs no session by asking, and learns when it ends', async () => {
    const { handle } = await handleOf(await people.signIn('idle@example.org'));
    const until = () =>
      identity.query('duisburg', 'SELECT idle_until FROM identity.sessions WHERE handle = $1', [handle]);
    const before = await until();
    const [, body] = await running([handle]);
    const [{ remainingMs }] = (body as { running: [{ remainingMs: number }] }).running;
    expect(remainingMs).toBeGreaterThan(0);
    expect(remainingMs).toBeLessThanOrEqual(60 * 60_000);
    expect(await until()).toEqual(before);
  });

  test('is the only one that may ask', async () => {
    for (const who of [{}, { kind: 'service', sub: 'service:application' } as const]) {
      expect((await identity.send('/internal/sessions/changes', who)).status).toBe(403);
      const asked = await identity.send(
        '/internal/sessions/running',
        who,
        identity.json('POST', { handles: [] }),
      );
      expect(asked.status).toBe(403);
    }
    for (const handles of [null, 'x', ['x'], [null]])
      expect((await running(handles as unknown[]))[0]).toBe(400);
  });
});
