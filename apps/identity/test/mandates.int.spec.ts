import { decodeJwt } from 'jose';
import { identity, people } from './own-identity';
import { anna, bundIdProof } from './proofs';
import { sessionIn, slugOf } from './running-identity';

/** Sessions of the one who gives the mandate, of the one who gets it, and of somebody else. */
let [grantor, representative, other] = ['', '', ''];

beforeAll(async () => {
  grantor = await people.signIn('vollmacht@example.org');
  representative = await people.signIn('vertretung@example.org');
  other = await people.signIn('jemand@example.org');
});
afterEach(async () => {
  if ((await tokenOf(representative)).actingFor === undefined) return;
  representative = sessionIn(await post(representative, '/portal/me/acting-for'));
});

const post = (session: string, path: string, body: object = {}) =>
  people.as(session, path, identity.json('POST', body));
const nextYear = `${new Date().getFullYear() + 1}-06-30`;
const offer = async (endsOn = nextYear) =>
  (await (await post(grantor, '/portal/me/mandates', { endsOn })).json()) as { id: string; code: string };
const mandatesOf = async (session: string) =>
  ((await (await people.as(session, '/portal/me/mandates')).json()) as { items: Record<string, never>[] })
    .items;
const tokenOf = async (session: string) => {
  const answer = await people.askForToken(session);
  expect(answer.status).toBe(200);
  const { token, csrfToken } = (await answer.json()) as { token: string; csrfToken: string };
  return { ...decodeJwt<{ actingFor?: string; sid: string }>(token), csrfToken };
};
/** A mandate that runs. */
const given = async () => {
  const { id, code } = await offer();
  expect((await post(representative, '/portal/me/mandates/accept', { code })).status).toBe(200);
  return id;
};
/** The representative acts under it from now on; their new session. */
const actUnder = async (mandateId: string) => {
  const answer = await post(representative, '/portal/me/acting-for', { mandateId });
  expect(answer.status).toBe(200);
  representative = sessionIn(answer);
};
/** The mandate of which a person is told that it has ended under their session. */
const endedFor = async (session: string) =>
  ((await (await people.as(session, '/portal/me')).json()) as { endedMandateId?: string }).endedMandateId;
const running = async (handle: string) => {
  const answer = await identity.send(
    '/internal/sessions/running',
    { kind: 'service', sub: 'service:gateway' },
    identity.json('POST', { handles: [handle] }),
  );
  return ((await answer.json()) as { running: object[] }).running.length === 1;
};

test('law 7: a mandate is given by a code that works once, and both see it with its end', async () => {
  const { id, code } = await offer();
  expect((await mandatesOf(grantor)).at(0)).toMatchObject({ id, as: 'grantor', status: 'offered' });
  const typed = code.toLowerCase().replaceAll('-', ' ');
  expect((await post(representative, '/portal/me/mandates/accept', { code: typed })).status).toBe(200);
  expect((await mandatesOf(grantor)).at(0)).toMatchObject({
    ...{ id, as: 'grantor', status: 'running', endsOn: nextYear },
    with: { name: 'vertretung@example.org' },
  });
  expect((await mandatesOf(representative)).at(0)).toMatchObject({
    ...{ id, as: 'representative', status: 'running' },
    with: { name: 'vollmacht@example.org' },
  });
  const again = await post(other, '/portal/me/mandates/accept', { code });
  expect([again.status, await slugOf(again)]).toEqual([410, 'mandate-code-unusable']);
  expect(await mandatesOf(other)).toEqual([]);
});

test('a code ends after a week', async () => {
  const { id, code } = await offer();
  const [until] = await identity.query<{ days: number }>(
    'duisburg',
    `SELECT round(extract(epoch FROM code_until - now()) / 86400)::int AS days FROM identity.mandates WHERE id = $1`,
    [id],
  );
  expect(until?.days).toBe(7);
  await identity.query('duisburg', `UPDATE identity.mandates SET code_until = now() WHERE id = $1`, [id]);
  const late = await post(representative, '/portal/me/mandates/accept', { code });
  expect([late.status, await slugOf(late)]).toEqual([410, 'mandate-code-unusable']);
});

test('of two who accept a code at once one gets the mandate', async () => {
  const { code } = await offer();
  const answers = await Promise.all(
    [representative, other].map((session) => post(session, '/portal/me/mandates/accept', { code })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test('nobody gives themselves a mandate, nor one for a day that has passed', async () => {
  const { code } = await offer();
  expect(await slugOf(await post(grantor, '/portal/me/mandates/accept', { code }))).toBe('own-mandate');
  const past = await post(grantor, '/portal/me/mandates', { endsOn: '2020-01-01' });
  expect([past.status, await slugOf(past)]).toEqual([422, 'mandate-date-passed']);
});

test('law 7: whoever acts under it has a token that says for whom; nothing of the former session goes on', async () => {
  const mandateId = await given();
  const [own, person] = [await tokenOf(representative), await tokenOf(grantor)];
  const former = representative;
  await actUnder(mandateId);
  const acting = await tokenOf(representative);
  expect(acting).toMatchObject({ sub: own.sub, actingFor: person.sub });
  expect([acting.sid, acting.csrfToken]).not.toEqual([own.sid, own.csrfToken]);
  // The browser that did not hear of it is told, as whom it acts now; what it was loaded with is void.
  expect((await tokenOf(former)).csrfToken).toBe(acting.csrfToken);
  expect(await running(own.sid)).toBe(false);

  const back = await post(representative, '/portal/me/acting-for');
  representative = sessionIn(back);
  expect((await tokenOf(representative)).actingFor).toBeUndefined();
});

describe('an answer that was lost on the way', () => {
  const tokenBefore = async (session: string) =>
    ((await (await people.askForToken(session)).json()) as { token: string }).token;
  const act = (token: string, session: string, body: object) =>
    people.withToken(token, session, '/portal/me/acting-for', identity.json('POST', body));

  test('is given again, also when it is asked for twice at once, and nothing happens twice', async () => {
    const mandateId = await given();
    const [former, token] = [representative, await tokenBefore(representative)];
    const answers = await Promise.all([1, 2, 3].map(() => act(token, former, { mandateId })));
    const said = await Promise.all(answers.map(async (answer) => [sessionIn(answer), await answer.json()]));
    expect(said).toEqual([said[0], said[0], said[0]]);
    representative = sessionIn(answers[0] ?? Response.error());
    const { sub } = await tokenOf(representative);
    const begun = await identity.query(
      'duisburg',
      `SELECT 1 FROM event_store.events WHERE stream_id = $1 AND type = 'ActingBegan' AND payload LIKE $2`,
      [sub, `%${mandateId}%`],
    );
    expect(begun).toHaveLength(1);
  });

  test('costs no new sign-in: whoever looks at a page gets the session that it led to', async () => {
    const former = representative;
    await actUnder(await given());
    const me = await people.as(former, '/portal/me');
    expect([me.status, sessionIn(me)]).toEqual([200, representative]);
    expect(sessionIn(await people.as(representative, '/portal/me'))).toBe('');
  });

  test('leads to nothing that the page did not show', async () => {
    const [first, second] = [await given(), await given()];
    const [former, token] = [representative, await tokenBefore(representative)];
    await actUnder(first);
    expect((await act(token, former, { mandateId: second })).status).toBe(401);
  });

  test('is no way in once somebody has proven anew who they are', async () => {
    const former = representative;
    await actUnder(await given());
    const { sid, sub } = await tokenOf(representative);
    const purpose = { kind: 'step-up', personId: sub ?? '', session: sid } as const;
    const proven = await people.comeBack(bundIdProof('vertretung', anna), {
      purpose,
      session: representative,
    });
    expect(proven.status).toBe(303);
    representative = sessionIn(proven);
    expect((await people.askForToken(former)).status).toBe(404);
  });
});

test('nobody acts under a mandate that somebody else holds', async () => {
  const mandateId = await given();
  for (const session of [other, grantor]) {
    const answer = await post(session, '/portal/me/acting-for', { mandateId });
    expect([answer.status, await slugOf(answer)]).toEqual([409, 'mandate-not-running']);
  }
});

test('nobody passes a mandate on', async () => {
  await actUnder(await given());
  const answer = await post(representative, '/portal/me/mandates', { endsOn: nextYear });
  expect([answer.status, await slugOf(answer)]).toEqual([409, 'acting-for-somebody']);
});

test.each(['the grantor', 'the representative'])(
  'law 7: %s ends it: tokens and streams follow, and what a page was loaded with is void',
  async (who) => {
    const mandateId = await given();
    await actUnder(mandateId);
    const acting = await tokenOf(representative);
    const session = who === 'the grantor' ? grantor : representative;
    expect((await post(session, `/portal/me/mandates/${mandateId}/end`)).status).toBe(200);
    expect(await running(acting.sid)).toBe(false);
    const after = await tokenOf(representative);
    expect(after.actingFor).toBeUndefined();
    expect(after.csrfToken).not.toBe(acting.csrfToken);
    expect(await endedFor(representative)).toBe(mandateId);
    expect((await mandatesOf(grantor)).find(({ id }) => id === mandateId)).toMatchObject({ status: 'ended' });
    expect(await slugOf(await post(representative, '/portal/me/acting-for', { mandateId }))).toBe(
      'mandate-not-running',
    );
  },
);

test('law 7: it ends by itself with its last day', async () => {
  const mandateId = await given();
  await actUnder(mandateId);
  const acting = await tokenOf(representative);
  await identity.query('duisburg', `UPDATE identity.mandates SET ends_at = now() WHERE id = $1`, [mandateId]);
  expect(await running(acting.sid)).toBe(false);
  const after = await tokenOf(representative);
  expect(after.actingFor).toBeUndefined();
  expect([after.sid, after.csrfToken]).not.toEqual([acting.sid, acting.csrfToken]);
  expect(await endedFor(representative)).toBe(mandateId);
});

test('law 7: that it has ended is said until its representative knows', async () => {
  const mandateId = await given();
  await actUnder(mandateId);
  await post(grantor, `/portal/me/mandates/${mandateId}/end`);
  expect(await endedFor(representative)).toBe(mandateId);
  expect((await post(representative, '/portal/me/acting-for')).status).toBe(200);
  expect(await endedFor(representative)).toBeUndefined();
});

test('nobody else ends it, and an offer can be taken back', async () => {
  const mandateId = await given();
  expect((await post(other, `/portal/me/mandates/${mandateId}/end`)).status).toBe(404);
  const { id, code } = await offer();
  expect((await post(grantor, `/portal/me/mandates/${id}/end`)).status).toBe(200);
  expect(await slugOf(await post(representative, '/portal/me/mandates/accept', { code }))).toBe(
    'mandate-code-unusable',
  );
});

test('what was given and ended stands in the history, with both parties', async () => {
  const mandateId = await given();
  await post(grantor, `/portal/me/mandates/${mandateId}/end`);
  await post(grantor, `/portal/me/mandates/${mandateId}/end`);
  const events = await identity.query<{ type: string }>(
    'duisburg',
    'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version',
    [mandateId],
  );
  expect(events.map(({ type }) => type)).toEqual(['MandateGiven', 'MandateEnded']);
});

test('somebody gives twenty mandates at once, and no more', async () => {
  const person = await people.signIn('viele.vollmachten@example.org');
  const answers = [];
  for (let time = 1; time <= 21; time++)
    answers.push(await post(person, '/portal/me/mandates', { endsOn: nextYear }));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
  expect(await slugOf(answers.at(-1) ?? Response.error())).toBe('too-many-mandates');
});

test('too many guesses of a code are refused', async () => {
  const guess = () => post(other, '/portal/me/mandates/accept', { code: 'AAAA-AAAA-AAAA-AAAA' });
  const answers = await Promise.all(Array.from({ length: 30 }, guess));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});
