import { decodeJwt } from 'jose';
import { identity, people } from './own-identity';
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
  expect((await people.askForToken(former)).status).toBe(404);
  expect(await running(own.sid)).toBe(false);

  const back = await post(representative, '/portal/me/acting-for');
  representative = sessionIn(back);
  expect((await tokenOf(representative)).actingFor).toBeUndefined();
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
