import { createChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { solveProofOfWork as solved } from '#portal-client';
import { StandIn } from '#testing';
import { Secrets } from '../src/secrets';
import { actingOn, sessionIn, slugOf, startIdentity, type RunningIdentity } from './running-identity';

const stranger = { kind: 'anonymous', levelOfAssurance: 'none' } as const;
const application = { kind: 'service', sub: 'service:application' } as const;
/** A service of Duisburg that anybody may apply for without signing in, and one that exists after signing in only. */
const [open, closed] = ['hundesteuer-anmeldung', 'meldebescheinigung'];

let identity: RunningIdentity;
let people: ReturnType<typeof actingOn>;
/** What the application service says that somebody has. */
let holdings = { drafts: 0, cases: 0, items: [] };
let service: StandIn;

beforeAll(async () => {
  service = await StandIn.start(({ url = '' }) =>
    url.endsWith('/holdings') ? { body: holdings } : undefined,
  );
  identity = await startIdentity(undefined, { APPLICATION_URL: service.url });
  people = actingOn(identity);
});
afterAll(async () => {
  await identity.stop();
  service.stop();
});

const challenge = async (): Promise<Challenge> =>
  (await (await identity.send('/portal/sign-in/challenge', stranger)).json()) as Challenge;
const work = async () => solved(await challenge());
const admit = async (proofOfWork: string, serviceKey: string = open) =>
  identity.send('/portal/sign-in/guest', stranger, identity.json('POST', { serviceKey, proofOfWork }));
/** The session of a new guest. */
const guest = async () => sessionIn(await admit(await work()));
const me = async (session: string) =>
  (await (await people.as(session, '/portal/me')).json()) as {
    personId: string;
    guest?: boolean;
    attributes: object;
    session: { method: string; levelOfAssurance: string };
  };
const post = (session: string, path: string, body: object) =>
  people.as(session, path, identity.json('POST', body));
const lastLink = async () => {
  const [row] = await identity.query<{ stream_id: string }>(
    'duisburg',
    `SELECT stream_id FROM event_store.events WHERE type = 'GuestLinkRequested' ORDER BY position DESC LIMIT 1`,
  );
  const { url, email } = (await (await people.mailOf(row?.stream_id ?? '')).json()) as Record<string, string>;
  return { email, token: new URL(url ?? '').searchParams.get('token') ?? '' };
};
const claimable = async (personId: string) =>
  (
    (await (await identity.send(`/internal/persons/${personId}/guests`, application)).json()) as {
      personIds: string[];
    }
  ).personIds;
const claim = (guestId: string, by: string) =>
  identity.send(`/internal/guests/${guestId}/claim`, application, identity.json('POST', { by }));

describe('filing without an account', () => {
  test('R10a W7 a stranger gets a session of this browser, at no level and known by nothing', async () => {
    const answer = await admit(await work());
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    const seen = await me(sessionIn(answer));
    expect(seen).toMatchObject({
      guest: true,
      attributes: {},
      session: { method: 'guest', levelOfAssurance: 'none' },
    });
  });

  test('W7 not for a service that exists after signing in only', async () => {
    const answer = await admit(await work(), closed);
    expect([answer.status, await slugOf(answer)]).toEqual([409, 'sign-in-needed']);
  });

  test('R10a not without a proof of work, and each counts once', async () => {
    const solution = await work();
    expect((await admit(solution)).status).toBe(201);
    const other = Buffer.from(solution, 'base64').toString('utf8');
    const cheap = JSON.parse(other) as { challenge: Challenge };
    const bent = {
      ...cheap,
      challenge: { ...cheap.challenge, parameters: { ...cheap.challenge.parameters, keyPrefix: '' } },
    };
    const sent = [solution, 'nonsense', btoa('{}'), btoa(other.slice(1)), btoa(JSON.stringify(bent))];
    for (const refused of sent) {
      const answer = await admit(refused);
      expect([answer.status, await slugOf(answer)]).toEqual([403, 'proof-of-work-missing']);
    }
  });

  test('R10a a challenge can be solved for ten minutes, and no longer', async () => {
    const { parameters } = await challenge();
    const seconds = Number(parameters.expiresAt) - Date.now() / 1000;
    expect(seconds).toBeGreaterThan(9 * 60);
    expect(seconds).toBeLessThanOrEqual(10 * 60);
    const secrets = await identity.get(Secrets).ofCity('duisburg');
    const over = await createChallenge({
      ...{ algorithm: 'PBKDF2/SHA-256', cost: 5_000, counter: 1, deriveKey },
      expiresAt: new Date(Date.now() - 1_000),
      hmacSignatureSecret: secrets.proofOfWorkSecret('challenge'),
      hmacKeySignatureSecret: secrets.proofOfWorkSecret('solution'),
    });
    expect(await slugOf(await admit(await solved(over)))).toBe('proof-of-work-missing');
  });

  test('a solution for one city is none for another one', async () => {
    const elsewhere = await identity.send('/portal/sign-in/challenge', { ...stranger, tenant: 'wuppertal' });
    const answer = await admit(await solved((await elsewhere.json()) as Challenge));
    expect(await slugOf(answer)).toBe('proof-of-work-missing');
  });

  test('who is signed in stays so', async () => {
    const session = await people.signIn('signed.in@example.org');
    const answer = await post(session, '/portal/sign-in/guest', {
      serviceKey: open,
      proofOfWork: await work(),
    });
    expect([answer.status, await slugOf(answer)]).toEqual([409, 'signed-in-already']);
    expect((await people.askForToken(session)).status).toBe(200);
  });

  test.each([
    ['GET', '/portal/me/sessions'],
    ['POST', '/portal/me/consents'],
    ['PATCH', '/portal/me'],
    ['POST', '/portal/me/contact-address'],
    ['POST', '/portal/me/mandates'],
    ['POST', '/portal/me/acting-for'],
  ])('a guest has no account: %s %s is refused', async (method, path) => {
    const answer = await people.as(await guest(), path, method === 'GET' ? {} : identity.json(method, {}));
    expect([answer.status, await slugOf(answer)]).toEqual([403, 'account-needed']);
  });

  test('a guest signs out', async () => {
    const session = await guest();
    expect((await people.as(session, '/portal/sign-out', { method: 'POST' })).status).toBe(200);
    expect((await people.askForToken(session)).status).toBe(404);
  });
});

describe('the link back', () => {
  test('R10a says until when it is valid, leads back to the same guest once, and proves the address', async () => {
    const session = await guest();
    const { personId } = await me(session);
    const asked = await post(session, '/portal/me/follow-link', {
      email: 'Gast@example.org',
      returnTo: '/antraege',
    });
    expect(asked.status).toBe(202);
    const { message, validUntil } = (await asked.json()) as { message: string; validUntil: string };
    expect(message).toContain('24 Stunden');
    expect(Math.round((Date.parse(validUntil) - Date.now()) / 3_600_000)).toBe(24);
    // Not before the link proves it.
    expect(
      (
        await identity.send(`/internal/persons/${personId}/contact`, {
          kind: 'service',
          sub: 'service:notification',
        })
      ).status,
    ).toBe(404);

    const { email, token } = await lastLink();
    expect(email).toBe('gast@example.org');
    const back = await people.useToken(token);
    expect(await back.json()).toMatchObject({ returnTo: '/antraege' });
    const seen = await me(sessionIn(back));
    expect(seen).toMatchObject({
      personId,
      guest: true,
      attributes: { email: { value: 'gast@example.org', source: 'confirmed' } },
    });
    const again = await people.useToken(token);
    const problem = (await again.json()) as { type: string; detail: string };
    expect(problem).toMatchObject({
      type: 'urn:serviceportal:problem:sign-in-link-unusable',
      detail: expect.stringContaining('24 Stunden'),
    });
  });

  test('R10a a new one can be asked for by the address alone, and the answer tells nobody whether it is known', async () => {
    const session = await guest();
    const { personId } = await me(session);
    await post(session, '/portal/me/follow-link', { email: 'wieder@example.org' });
    await people.useToken((await lastLink()).token);

    const ask = async (email: string) => {
      const body = { email, proofOfWork: await work() };
      return identity.send('/portal/sign-in/follow-link', stranger, identity.json('POST', body));
    };
    const [known, unknown] = [await ask('wieder@example.org'), await ask('niemand@example.org')];
    const told = async (answer: Response) => ((await answer.json()) as { message: string }).message;
    expect([known.status, await told(known)]).toEqual([unknown.status, await told(unknown)]);
    const nobody = await people.useToken((await lastLink()).token);
    expect([nobody.status, await slugOf(nobody)]).toEqual([404, 'guest-unknown']);
    await ask('wieder@example.org');
    const back = await people.useToken((await lastLink()).token);
    expect((await me(sessionIn(back))).personId).toBe(personId);
  });

  test('R10a not without a proof of work where nobody has a session', async () => {
    const body = { email: 'wieder@example.org', proofOfWork: 'none' };
    const answer = await identity.send('/portal/sign-in/follow-link', stranger, identity.json('POST', body));
    expect(await slugOf(answer)).toBe('proof-of-work-missing');
  });

  test('the page that it leads to speaks of an application, not of signing in', async () => {
    await post(await guest(), '/portal/me/follow-link', { email: 'seite@example.org' });
    const { token } = await lastLink();
    const page = await identity.send(`/portal/sign-in/email/callback?token=${token}`, stranger, {
      headers: { accept: 'text/html' },
    });
    expect(await page.text()).toContain('Antrag jetzt öffnen');
  });
});

describe('taking over what a guest filed', () => {
  test('R10a who signs in with the same proven address may, and then nobody comes back as the guest', async () => {
    const session = await guest();
    const { personId: guestId } = await me(session);
    await post(session, '/portal/me/follow-link', { email: 'meins@example.org' });
    const back = sessionIn(await people.useToken((await lastLink()).token));
    await post(back, '/portal/me/follow-link', { email: 'meins@example.org' });
    const { token: unused } = await lastLink();

    const { personId } = await me(await people.signIn('meins@example.org'));
    const { personId: other } = await me(await people.signIn('anders@example.org'));
    expect(await claimable(personId)).toEqual([guestId]);
    expect(await claimable(other)).toEqual([]);
    expect((await claim(guestId, other)).status).toBe(404);
    // Nothing happens by signing in alone.
    expect((await people.askForToken(back)).status).toBe(200);

    expect((await claim(guestId, personId)).status).toBe(200);
    expect((await claim(guestId, personId)).status).toBe(200);
    expect((await people.askForToken(back)).status).toBe(404);
    expect(await slugOf(await people.useToken(unused))).toBe('sign-in-link-unusable');
    // Whose it is may take over what else the guest began.
    expect(await claimable(personId)).toEqual([guestId]);
    const events = await identity.query<{ type: string }>(
      'duisburg',
      `SELECT type FROM event_store.events WHERE stream_id = $1 AND type = 'GuestClaimed'`,
      [guestId],
    );
    expect(events).toHaveLength(1);
  });

  test('R10a what one account has taken over is no other’s, not even with the same proven address', async () => {
    const session = await guest();
    const { personId: guestId } = await me(session);
    const email = 'beide@example.org';
    await post(session, '/portal/me/follow-link', { email });
    const back = sessionIn(await people.useToken((await lastLink()).token));
    // Signs in elsewhere, in the guest's browser, and takes it over there; the mailbox is somebody else's by then.
    const token = await people.tokenFor('erste@example.org');
    const { personId: first } = await me(
      sessionIn(await post(back, '/portal/sign-in/email/callback', { token })),
    );
    const { personId: second } = await me(await people.signIn(email));
    expect(await claimable(second)).toEqual([guestId]);
    expect((await claim(guestId, first)).status).toBe(200);
    expect(await claimable(second)).toEqual([]);
    expect((await claim(guestId, second)).status).toBe(404);
    // Nor does a new link lead anywhere.
    const asked = { email, proofOfWork: await work() };
    await identity.send('/portal/sign-in/follow-link', stranger, identity.json('POST', asked));
    expect(await slugOf(await people.useToken((await lastLink()).token))).toBe('guest-unknown');
  });

  test('R10a who signs in in the same browser is offered it, without any address', async () => {
    const session = await guest();
    const { personId: guestId } = await me(session);
    const token = await people.tokenFor('gleicher.browser@example.org');
    const answer = await post(session, '/portal/sign-in/email/callback', { token });
    const { personId } = await me(sessionIn(answer));
    expect(personId).not.toBe(guestId);
    expect(await claimable(personId)).toEqual([guestId]);
    expect((await people.askForToken(session)).status).toBe(404);
  });
});

describe('forgetting a guest', () => {
  const becomeDue = (guestId: string) =>
    identity.query('duisburg', `UPDATE event_store.due SET look_at = now() WHERE stream_id = $1`, [guestId]);

  test('R10a one who has nothing (any more) is forgotten, and one who has a draft is not', async () => {
    const session = await guest();
    const { personId } = await me(session);
    const profile = () => identity.send(`/internal/persons/${personId}/identity`, application);

    holdings = { drafts: 1, cases: 0, items: [] };
    await becomeDue(personId);
    await identity.worksDue(async () => {
      const [row] = await identity.query<{ later: boolean }>(
        'duisburg',
        `SELECT look_at > now() + interval '23 hours' AS later FROM event_store.due WHERE stream_id = $1`,
        [personId],
      );
      return row?.later === true;
    });
    expect((await profile()).status).toBe(200);

    holdings = { drafts: 0, cases: 0, items: [] };
    await becomeDue(personId);
    await identity.worksDue(async () => (await profile()).status === 404);
    expect((await people.askForToken(session)).status).toBe(404);
    expect(
      await identity.query('duisburg', 'SELECT 1 FROM identity.guests WHERE person_id = $1', [personId]),
    ).toEqual([]);
    expect(
      await identity.query('duisburg', 'SELECT wrapped_key FROM encryption.data_keys WHERE subject_id = $1', [
        personId,
      ]),
    ).toEqual([{ wrapped_key: null }]);
  });
});
