import { randomUUID } from 'node:crypto';
import { contracts, validateContractEvent } from '#contracts';
import { PostgresEventStore } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { eventually } from '#testing';
import { publish } from '../src/publish';
import { identity, people } from './own-identity';
import { sessionIn, slugOf } from './running-identity';

const stranger = { kind: 'anonymous', levelOfAssurance: 'none' } as const;

const countSessions = async () =>
  (
    await identity.query<{ number: string }>('duisburg', 'SELECT count(*) AS number FROM identity.sessions')
  )[0]?.number;

describe('asking for a sign-in link', () => {
  test('R10b R18 the mail leads back to where the person was, and signs in', async () => {
    await people.askForLink('anna@example.org', {}, '/antraege?status=filed');
    const id = (await people.linkIds()).at(-1) ?? '';
    const mail = (await (await people.mailOf(id)).json()) as { email: string; language: string; url: string };
    expect(mail).toEqual({
      email: 'anna@example.org',
      language: 'de',
      url: expect.stringContaining(id) as string,
    });
    const link = new URL(mail.url);
    expect(link.origin + link.pathname).toBe('http://duisburg.localhost:8080/api/sign-in/email/callback');

    const answer = await people.useToken(link.searchParams.get('token') ?? '');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ returnTo: '/antraege?status=filed' });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
  });

  test('R10b the answer is the same whether the address is known or not', async () => {
    await people.signIn('known@example.org');
    const [known, unknown] = [
      await people.askForLink('known@example.org'),
      await people.askForLink('unknown@example.org'),
    ];
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
    const comparable = (response: Response) =>
      [...response.headers].filter(([name]) => !['date', 'x-correlation-id'].includes(name));
    expect(comparable(known)).toEqual(comparable(unknown));
  });

  test('R10b asking does not look at the accounts, so its time cannot tell', async () => {
    // Nobody can read or write the accounts, and still everything works up to the mail.
    await identity.query('duisburg', 'REVOKE ALL ON identity.persons FROM identity_service');
    try {
      expect((await people.askForLink('anna@example.org')).status).toBe(202);
    } finally {
      await identity.query(
        'duisburg',
        'GRANT SELECT, INSERT, UPDATE, DELETE ON identity.persons TO identity_service',
      );
    }
  });

  test('R10b an account comes into being at the first sign-in, not before', async () => {
    const persons = async () =>
      (
        await identity.query<{ number: string }>(
          'duisburg',
          'SELECT count(*) AS number FROM identity.persons',
        )
      )[0]?.number;
    const before = Number(await persons());
    const token = await people.tokenFor('new@example.org');
    expect(Number(await persons())).toBe(before);
    await people.useToken(token);
    expect(Number(await persons())).toBe(before + 1);
  });

  test('R10b upper and lower case, and the two ways to write an umlaut, are one account', async () => {
    const who = async (email: string) => {
      const me = await people.as(await people.signIn(email), '/portal/me');
      return ((await me.json()) as { personId: string }).personId;
    };
    expect(await who('J\u00f6rg@Example.ORG')).toBe(await who('jo\u0308rg@example.org'));
  });

  test('R10b a client has five links sent to one address in a quarter of an hour, and all together twenty; every wish is answered alike', async () => {
    const before = (await people.linkIds()).length;
    const sent = async () => (await people.linkIds()).length - before;
    const askFrom = async (client: string, wishes: number) => {
      const headers = { 'x-forwarded-for': client };
      const answers = [];
      for (let wish = 1; wish <= wishes; wish++)
        answers.push((await people.askForLink('patient@example.org', { headers })).status);
      expect(answers).toEqual(Array(wishes).fill(202));
    };
    await askFrom('203.0.113.21', 7);
    expect(await sent()).toBe(5);
    // The owner of the address, whom the stranger has left something.
    await askFrom('203.0.113.22', 1);
    expect(await sent()).toBe(6);
    for (const client of ['203.0.113.23', '203.0.113.24', '203.0.113.25', '203.0.113.26'])
      await askFrom(client, 5);
    expect(await sent()).toBe(20);
  });

  test('R10b one client asks sixty times in a quarter of an hour, and then has to wait', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    for (let wish = 1; wish <= 60; wish++) {
      expect((await people.askForLink(`p${wish}@example.org`, { headers })).status).toBe(202);
    }
    const refused = await people.askForLink('p61@example.org', { headers });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // An earlier entry of the header is what the client says about itself.
    const pretending = await people.askForLink('p61@example.org', {
      headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' },
    });
    expect(pretending.status).toBe(429);
  });

  test.each(['no address', '', 'a@localhost', 'a@example.org\r\nBcc: b@example.org'])(
    'R10b %j is refused',
    async (email) => {
      const answer = await people.askForLink(email);
      expect([answer.status, await slugOf(answer)]).toEqual([400, 'invalid-input']);
    },
  );

  test('W9 another site is no place to return to', async () => {
    const token = await people.tokenFor('anna2@example.org', 'duisburg', '//evil.example/');
    expect(await (await people.useToken(token)).json()).toMatchObject({ returnTo: '/' });
  });

  test('W8 the ways to sign in are those of the city; others are refused and the present ones named', async () => {
    const methods = await identity.send('/portal/sign-in', stranger);
    expect(await methods.json()).toEqual({
      methods: ['bundid', 'email-link'],
      items: [
        expect.objectContaining({ method: 'bundid', levelOfAssurance: 'high' }),
        expect.objectContaining({
          method: 'email-link',
          start: { method: 'POST', path: '/api/sign-in/email' },
        }),
      ],
    });
    const answer = await identity.send('/portal/sign-in/google/start', stranger);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ methods: ['bundid', 'email-link'] });
  });
});

describe('using a sign-in link', () => {
  test('R10b a link works once, also when it is used twenty times at once', async () => {
    const token = await people.tokenFor('once@example.org');
    const before = Number(await countSessions());
    const answers = await Promise.all(Array.from({ length: 20 }, () => people.useToken(token)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(410)]);
    expect(Number(await countSessions())).toBe(before + 1);
    expect((await people.useToken(token)).status).toBe(410);
  });

  test('R10b whoever used a link with a key and was not answered gets the same session again, and nobody else', async () => {
    const token = await people.tokenFor('unheard@example.org', 'duisburg');
    const [own, other] = [randomUUID(), randomUUID()];
    const use = (key?: string) =>
      identity.send('/portal/sign-in/email/callback', stranger, {
        ...identity.json('POST', { token }),
        headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
      });
    const before = Number(await countSessions());
    const answers = [...(await Promise.all([use(own), use(own), use(own)])), await use(own)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(sessionIn)).size).toBe(1);
    expect(await answers[3]?.json()).toEqual(await answers[0]?.json());
    expect(Number(await countSessions())).toBe(before + 1);
    for (const key of [other, undefined]) expect((await use(key)).status).toBe(410);

    await identity.query(
      'duisburg',
      `UPDATE identity.sign_in_links SET used_at = used_at - interval '1 minute' WHERE id = $1`,
      [token.split('.')[0]],
    );
    expect((await use(own)).status).toBe(410);
  });

  test('R10b the page of a link, sent twice, is one sign-in, until that has ended', async () => {
    const token = await people.tokenFor('page-twice@example.org');
    const opened = await identity.send(`/portal/sign-in/email/callback?token=${token}`, stranger, {
      headers: { accept: 'text/html' },
    });
    const action = /action="\/api([^"]+)"/.exec(await opened.text())?.[1]?.replace(/&(amp|#38);/g, '&') ?? '';
    const send = () => identity.send(`/portal${action}`, stranger, { method: 'POST' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(sessionIn(second)).toBe(sessionIn(first));
    await people.as(sessionIn(first), '/portal/sign-out', { method: 'POST' });
    expect((await send()).status).toBe(410);
  });

  test('R10b two links to a new address, used at once, make one account and one session', async () => {
    const tokens = [await people.tokenFor('twice@example.org'), await people.tokenFor('twice@example.org')];
    const before = Number(await countSessions());
    const answers = await Promise.all(tokens.map((token) => people.useToken(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(Number(await countSessions())).toBe(before + 1);
  });

  test('R10b one sign-in ends all other links to the address', async () => {
    const [older, newer] = [
      await people.tokenFor('many@example.org'),
      await people.tokenFor('many@example.org'),
    ];
    expect((await people.useToken(older)).status).toBe(200);
    expect((await people.useToken(newer)).status).toBe(410);
  });

  test('R10b a link ends after fifteen minutes, and its mail is not sent any more', async () => {
    const token = await people.tokenFor('late@example.org');
    const [id = ''] = token.split('.');
    const [link] = await identity.query<{ minutes: number }>(
      'duisburg',
      `SELECT round(extract(epoch FROM expires_at - now()) / 60)::int AS minutes FROM identity.sign_in_links WHERE id = $1`,
      [id],
    );
    expect(link).toEqual({ minutes: 15 });
    await identity.query('duisburg', 'UPDATE identity.sign_in_links SET expires_at = now() WHERE id = $1', [
      id,
    ]);
    expect((await people.useToken(token)).status).toBe(410);
    expect((await people.mailOf(id)).status).toBe(410);
  });

  test('R10b a forged link, and one of another city, open nothing', async () => {
    const token = await people.tokenFor('forged@example.org');
    const [id = '', secret = ''] = token.split('.');
    const other = (await people.tokenFor('other@example.org')).split('.')[1];
    for (const forged of [
      `${id}.${'A'.repeat(43)}`,
      `${id}.${other}`,
      `${id}.`,
      id,
      secret,
      '%00',
      `${token}x`,
    ]) {
      expect([forged, (await people.useToken(forged)).status]).toEqual([forged, 410]);
    }
    expect((await people.useToken(token, 'wuppertal')).status).toBe(410);
    expect((await people.useToken(token)).status).toBe(200);
  });

  test('R10b a mail scanner that opens the link does not use it up; the person presses one button', async () => {
    const token = await people.tokenFor('scanned@example.org');
    const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'de' };
    let page = '';
    for (let opened = 1; opened <= 3; opened++) {
      const answer = await identity.send(`/portal/sign-in/email/callback?token=${token}`, stranger, {
        headers,
      });
      expect([answer.status, sessionIn(answer)]).toEqual([200, '']);
      page = await answer.text();
    }
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
    const pressed = await identity.send(action.replace('/api/', '/portal/'), stranger, { method: 'POST' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/']);
    expect(sessionIn(pressed)).toMatch(/^[\w-]{43}$/);
    const again = await identity.send(action.replace('/api/', '/portal/'), stranger, {
      method: 'POST',
      headers,
    });
    expect([again.status, again.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    const told = await again.text();
    expect(told).toContain('>Dieser Anmelde-Link gilt nicht mehr.</h1>');
    expect(told).toContain('<a href="/anmelden" class="p-tap">Anmeldung neu beginnen</a>');
    expect(told).not.toContain(token);
  });

  test('the page of a link names the account that it opens, masked, and says when it opens none', async () => {
    const token = await people.tokenFor('anna.muster@example.org');
    const open = (given: string, accept: string) =>
      identity.send(`/portal/sign-in/email/callback?token=${given}`, stranger, { headers: { accept } });
    const page = await (await open(token, 'text/html')).text();
    expect(page).toContain('<strong>a…r@example.org</strong>');
    expect(page).not.toContain('anna');
    expect(await (await open(token, 'application/json')).json()).toMatchObject({
      account: 'a…r@example.org',
    });
    expect((await people.useToken(token)).status).toBe(200);
    for (const accept of ['text/html', 'application/json'])
      expect((await open(token, accept)).status).toBe(410);
  });

  test('the page of a link shows nothing but text that came with its address', async () => {
    const answer = await identity.send(
      `/portal/sign-in/email/callback?token=${encodeURIComponent('"><script>alert(1)</script>')}`,
      stranger,
      { headers: { accept: 'text/html' } },
    );
    expect(await answer.text()).not.toContain('<script>');
  });

  test('only the notification service is told the secret of a link', async () => {
    await people.askForLink('secret@example.org');
    const id = (await people.linkIds()).at(-1) ?? '';
    const path = `/internal/sign-in-links/${id}/mail`;
    for (const sub of ['service:application', 'service:mailbox', 'service:gateway']) {
      expect((await identity.send(path, { kind: 'service', sub }, { method: 'POST' })).status).toBe(403);
    }
    expect((await identity.send(path, { roles: ['operator'] }, { method: 'POST' })).status).toBe(403);
  });
});

test('while the provider of the staff does not answer, the browser shows a page that says when to try again', async () => {
  const answer = await identity.send('/backoffice/sign-in/oidc/start', stranger, {
    headers: { accept: 'text/html', 'accept-language': 'en' },
  });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  const page = await answer.text();
  expect(page).toContain('>The sign-in provider does not answer.</h1>');
  expect(page).toContain('<p>Please try again in 5 seconds.</p>');
});

describe('R26 what is kept', () => {
  const address = 'geheim.gehalten@example.org';
  const encodings = [
    address,
    'geheim.gehalten',
    Buffer.from(address).toString('base64'),
    Buffer.from(address).toString('hex'),
  ];

  test('R26 no table holds an address or the secret of a link in clear, and no log line either', async () => {
    const token = await people.tokenFor(address);
    const sessionId = sessionIn(await people.useToken(token));
    await people.as(sessionId, '/portal/me', {
      ...identity.json('PATCH', { phone: '+49 203 987654', familyName: 'Geheimnis' }),
      headers: { 'if-match': '"1"' },
    });
    await people.useToken(token);
    await identity.send(`/portal/sign-in/email/callback?token=${token}`, stranger);
    await identity.send(`/portal/sign-in/email/confirm?token=${token}`, stranger, { method: 'POST' });

    const tables = await identity.query<{ name: string }>(
      'duisburg',
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('identity', 'event_store', 'messaging', 'encryption')`,
    );
    expect(tables.map(({ name }) => name)).toContain('identity.persons');
    const contents = [];
    for (const { name } of tables) {
      const rows = await identity.query<{ row: string }>('duisburg', `SELECT t::text AS row FROM ${name} t`);
      contents.push(...rows.map(({ row }) => row));
    }
    const kept = contents.join('\n') + identity.log();
    const secret = token.split('.')[1] ?? '';
    const asBytes = (text: string) => Buffer.from(text, 'base64url').toString('hex');
    for (const personal of [
      ...encodings,
      '987654',
      'Geheimnis',
      secret,
      sessionId,
      asBytes(secret),
      asBytes(sessionId),
    ]) {
      expect(personal).not.toBe('');
      expect(kept).not.toContain(personal);
    }
    expect(identity.log()).toContain('/portal/sign-in/email/confirm');
  });

  test('R26 every event becomes a contract event that carries ids and codes only', async () => {
    const database = openTenantDatabase(identity.serviceUrl);
    try {
      const store = new PostgresEventStore(database);
      // The feed ends before what any transaction of the database server has under way, those of other tests included.
      const feed = await eventually('the whole feed', async () => {
        const { events, heldBack } = await store.readFeed(undefined, 10_000);
        return !heldBack && events;
      });
      const told = feed.map(publish);
      for (const event of told) expect(validateContractEvent(event)).toMatchObject({ type: event.type });
      const types = new Set(told.map(({ type }) => type));
      expect([...types].sort()).toEqual([
        'identity.PersonRegistered',
        'identity.SignInLinkRequested',
        'identity.SignedIn',
        'identity.SignedOut',
      ]);
      expect(Object.keys(contracts)).toEqual(expect.arrayContaining([...types]));
      expect(JSON.stringify(told)).not.toContain('example.org');
    } finally {
      await database.close();
    }
  });
});

test('D15a D17 the ways in are told for a service, which has to be one that everybody may see', async () => {
  const waysFor = (service: string) => identity.send(`/portal/sign-in?service=${service}`, stranger);
  expect(await (await waysFor('untersuchungsberechtigungsschein')).json()).toMatchObject({
    service: { levelOfAssurance: 'high', signIn: 'required' },
    items: [
      { method: 'bundid', suffices: true },
      { method: 'email-link', suffices: false },
    ],
  });
  expect([(await waysFor('no-such-service')).status, (await waysFor('%00')).status]).toEqual([404, 400]);
});
