import { randomUUID } from 'node:crypto';
import { validateContractEvent } from '#contracts';
import { PostgresEventStore } from '#event-sourcing';
import type { CheckedStreams } from '#verification';
import { publish } from '../src/publish';
import { cardProof } from './at-a-provider';
import { identity, people, providers } from './own-identity';
import type { Values } from './proofs';
import { sessionIn, slugOf } from './running-identity';

/** Coming back from a provider: whose session it is then, and what it means for the account. */

const refused = async (response: Response) => [response.status, await slugOf(response), sessionIn(response)];
const refusals = (attempt: string) => providers.eventsOf(attempt);

describe('an attempt to sign in at a provider', () => {
  test('W9 leads back to where the person was, with a session of their own', async () => {
    const sessionId = await providers.signIn(cardProof('anna'));
    const { personId, handle, level } = await providers.inside(sessionId);
    expect(level).toBe('high');
    expect(await providers.eventsOf(personId)).toEqual([
      { type: 'PersonRegistered', data: { kind: 'citizen' } },
      {
        type: 'SignedIn',
        data: { sessionId: handle, method: 'bundid', means: 'eid', levelOfAssurance: 'high' },
      },
    ]);
    const again = await providers.inside(await providers.signIn(cardProof('anna')));
    expect(again.personId).toBe(personId);
  });

  test('is answered once: of two answers, also at once, one counts', async () => {
    const { id } = await providers.begin();
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((who) => providers.answer(id, cardProof(who))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await providers.answer(id, cardProof('late'))).toBe(false);
  });

  test('makes one session, which its browser gets each time that it asks, also several times at once', async () => {
    const attempt = await providers.begin();
    await providers.answer(attempt.id, cardProof('once'));
    const finished = await Promise.all([1, 2, 3].map(() => providers.finish(attempt)));
    const again = await providers.finish(attempt);
    expect([...finished, again].map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    const sessions = new Set([...finished, again].map(sessionIn));
    expect(sessions.size).toBe(1);
    const { personId } = await providers.inside(sessionIn(again));
    expect((await providers.eventsOf(personId)).map(({ type }) => type)).toEqual([
      'PersonRegistered',
      'SignedIn',
    ]);
    expect(await providers.answer(attempt.id, cardProof('once'))).toBe(false);
  });

  test('leads nowhere again once its session has ended, or a minute has passed', async () => {
    const attempts = [await providers.begin(), await providers.begin()] as const;
    for (const { id } of attempts) await providers.answer(id, cardProof('over'));
    const [left, late] = [await providers.finish(attempts[0]), await providers.finish(attempts[1])];
    expect([left.status, late.status]).toEqual([303, 303]);
    await people.as(sessionIn(left), '/portal/sign-out', { method: 'POST' });
    await identity.query(
      'duisburg',
      `UPDATE identity.sign_in_attempts SET finished_at = finished_at - interval '1 minute' WHERE id = $1`,
      [attempts[1].id],
    );
    for (const attempt of attempts)
      expect(await refused(await providers.finish(attempt))).toEqual([401, 'sign-in-attempt-lost', '']);
  });

  test.each<[string, Values[]]>([
    ['whom nobody knows yet', [{}]],
    ['whose profile changes with each', Array.from({ length: 50 }, (_, nth) => ({ street: `Weg ${nth}` }))],
  ])('of one person fifty times at once signs them in each time: one %s', async (who, told) => {
    const attempts = await Promise.all(Array.from({ length: 50 }, () => providers.begin()));
    for (const [nth, { id }] of attempts.entries())
      await providers.answer(id, cardProof(who, { attributes: told[nth % told.length] ?? {} }));
    const finished = await Promise.all(attempts.map((attempt) => providers.finish(attempt)));
    expect(finished.map(({ status }) => status)).toEqual(attempts.map(() => 303));
    const inside = await Promise.all(finished.map((response) => providers.inside(sessionIn(response))));
    expect(new Set(inside.map(({ personId }) => personId)).size).toBe(1);
    expect(new Set(inside.map(({ handle }) => handle)).size).toBe(50);
  });

  test('is finished by the browser that began it, and by no other (login CSRF)', async () => {
    const attempt = await providers.begin();
    await providers.answer(attempt.id, cardProof('mallory'));
    const other = await providers.begin();
    expect(await refused(await providers.finish({ ...other, id: attempt.id }))).toEqual([
      401,
      'sign-in-attempt-lost',
      '',
    ]);
    const path = `/portal/sign-in/finish?attempt=${attempt.id}`;
    expect(await refused(await identity.send(path, { kind: 'anonymous' }))).toEqual([
      401,
      'sign-in-attempt-lost',
      '',
    ]);
    // Whoever tried has taken nothing away from the one who began.
    expect((await providers.finish(attempt)).status).toBe(303);
  });

  test('of one city is none in another', async () => {
    const { id, browserSecret } = await providers.begin();
    await providers.answer(id, cardProof('border'));
    const response = await identity.send(
      `/portal/sign-in/finish?attempt=${id}`,
      { kind: 'anonymous', tenant: 'wuppertal' },
      { headers: { cookie: `sign-in=${browserSecret}` } },
    );
    expect(await refused(response)).toEqual([401, 'sign-in-attempt-lost', '']);
  });

  test('that nobody answered, or that took too long, signs nobody in', async () => {
    const waiting = await providers.begin();
    expect(await refused(await providers.finish(waiting))).toEqual([401, 'sign-in-attempt-lost', '']);
    const late = await providers.begin();
    await providers.answer(late.id, cardProof('late'));
    const over = 'UPDATE identity.sign_in_attempts SET expires_at = now() WHERE id = ANY($1::uuid[])';
    await identity.query('duisburg', over, [[waiting.id, late.id]]);
    expect(await refused(await providers.finish(late))).toEqual([401, 'sign-in-attempt-lost', '']);
    expect(await providers.answer(waiting.id, cardProof('late'))).toBe(false);
  });

  test('that failed says why, signs nobody in, and leads back to where the person was', async () => {
    const attempt = await providers.begin();
    await providers.answer(attempt.id, { problem: 'sign-in-cancelled' });
    const page = await providers.finish(attempt, undefined, 'text/html');
    expect([page.status, sessionIn(page)]).toEqual([401, '']);
    expect(await page.text()).toContain(
      '<a href="/antraege/7?schritt=2" class="p-tap">Zurück, wo Sie waren</a>',
    );
  });

  test.each(['x', '', "' OR 1=1 --", randomUUID()])('that is forged as %j is none', async (attempt) => {
    const path = `/portal/sign-in/finish?attempt=${encodeURIComponent(attempt)}`;
    const headers = { cookie: 'sign-in=0123456789abcdef' };
    const response = await identity.send(path, { kind: 'anonymous' }, { headers });
    expect([400, 401]).toContain(response.status);
    expect(sessionIn(response)).toBe('');
  });

  test('keeps nothing of the person where somebody could read it', async () => {
    const attributes = { familyName: 'Sichtbarmann' };
    await providers.signIn(cardProof('bPK2-of-the-visible', { attributes }));
    const rows = await identity.query('duisburg', 'SELECT * FROM identity.sign_in_attempts');
    const stored = JSON.stringify([
      rows,
      await identity.query('duisburg', 'SELECT * FROM identity.known_by'),
    ]);
    for (const secret of ['Sichtbarmann', 'bPK2-of-the-visible', 'antraege'])
      expect(stored + identity.log()).not.toContain(secret);
  });
});

describe('D17 R14 a step-up', () => {
  test('adds a way in, by which the person is found from then on', async () => {
    const before = await people.signIn('stepup@example.org');
    const { personId, handle } = await providers.inside(before);
    const after = await providers.signIn(cardProof('stepup'), { sessionId: before });
    expect(await providers.inside(after)).toEqual({ personId, handle, level: 'high' });
    const proven = { method: 'bundid', means: 'eid', levelOfAssurance: 'high' };
    expect((await providers.eventsOf(personId)).slice(-2)).toEqual([
      { type: 'WayInAdded', data: { method: 'bundid' } },
      { type: 'SteppedUp', data: { sessionId: handle, ...proven } },
    ]);
    for (const sessionId of [
      await providers.signIn(cardProof('stepup')),
      await people.signIn('stepup@example.org'),
    ])
      expect((await providers.inside(sessionId)).personId).toBe(personId);
  });

  test('counts once, and is told again to a browser that did not hear of it and has the former secret still', async () => {
    const before = await people.signIn('unheard@example.org');
    const inside = await providers.inside(before);
    const attempt = await providers.begin(inside);
    await providers.answer(attempt.id, cardProof('unheard'));
    const unheard = await providers.finish(attempt, before);
    // The former secret opens nothing any more: the browser comes as a stranger.
    const heard = await providers.finish(attempt);
    expect([unheard.status, heard.status, sessionIn(heard)]).toEqual([303, 303, sessionIn(unheard)]);
    expect(await providers.inside(sessionIn(heard))).toEqual({ ...inside, level: 'high' });
    const types = (await providers.eventsOf(inside.personId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'SteppedUp')).toHaveLength(1);
  });

  test('gives the browser a new secret id, and the former one is dead', async () => {
    const before = await people.signIn('secret@example.org');
    const { csrfToken } = (await (await people.askForToken(before)).json()) as { csrfToken: string };
    const after = await providers.signIn(cardProof('secret'), { sessionId: before });
    expect(after).not.toBe(before);
    expect((await people.askForToken(before)).status).toBe(404);
    // The session is the same one: what its pages know goes on.
    expect(await (await people.askForToken(after)).json()).toMatchObject({ csrfToken });
  });

  test('of another person merges nothing, says so, and is recorded; the session stays what it was', async () => {
    await providers.signIn(cardProof('berta', { attributes: { familyName: 'Berta' } }));
    const own = await people.signIn('own@example.org');
    const inside = await providers.inside(own);
    const attempt = await providers.begin(inside);
    await providers.answer(attempt.id, cardProof('berta'));
    const response = await providers.finish(attempt, own);
    const problem = (await response.json()) as Record<string, string>;
    expect([
      response.status,
      problem['type']?.split(':').at(-1),
      problem['returnTo'],
      sessionIn(response),
    ]).toEqual([409, 'step-up-other-person', '/antraege/7?schritt=2', '']);
    expect(problem['detail']).toContain('Nichts wurde zusammengeführt');
    expect(await providers.inside(own)).toEqual(inside);
    expect((await providers.eventsOf(inside.personId)).map(({ type }) => type)).toEqual([
      'PersonRegistered',
      'SignedIn',
    ]);
    expect(await refusals(attempt.id)).toEqual([
      { type: 'SignInRefused', data: { method: 'bundid', reason: 'other-person' } },
    ]);
  });

  test.each([
    ['a higher level', () => ({})],
    ['a declaration', () => providers.declaration()],
  ])('for %s that somebody gives up says that they are signed in as before', async (_, declared) => {
    const own = await people.signIn(`${randomUUID()}@example.org`);
    const inside = await providers.inside(own);
    const given = async (sessionId?: string) => {
      const attempt = await providers.begin({ ...inside, ...declared() });
      await providers.answer(attempt.id, { problem: 'sign-in-cancelled' });
      const response = await providers.finish(attempt, sessionId);
      return (await response.json()) as Record<string, string>;
    };
    expect(await given(own)).toMatchObject({
      type: 'urn:serviceportal:problem:step-up-cancelled',
      detail: expect.stringContaining('Sie sind weiter so angemeldet wie vorher'),
      returnTo: '/antraege/7?schritt=2',
    });
    expect(await providers.inside(own)).toEqual(inside);
    // Who is not signed in any more is not told that they are.
    expect(await given()).toMatchObject({ type: 'urn:serviceportal:problem:step-up-session-ended' });
  });

  test('is nothing for a browser that signed out, or in as somebody else, in the meantime', async () => {
    const before = await people.signIn('gone@example.org');
    const inside = await providers.inside(before);
    const attempts = [await providers.begin(inside), await providers.begin(inside)] as const;
    for (const { id } of attempts) await providers.answer(id, cardProof('gone'));
    const other = await people.signIn('other@example.org');
    expect(await refused(await providers.finish(attempts[0], other))).toEqual([
      409,
      'step-up-session-ended',
      '',
    ]);
    await people.as(before, '/portal/sign-out', { method: 'POST' });
    expect(await refused(await providers.finish(attempts[1]))).toEqual([409, 'step-up-session-ended', '']);
    expect((await providers.eventsOf(inside.personId)).map(({ type }) => type)).not.toContain('WayInAdded');
  });

  test('meets a sign-out, and one of the two counts whole', async () => {
    for (let round = 0; round < 5; round++) {
      const before = await people.signIn(`race-${round}@example.org`);
      const inside = await providers.inside(before);
      const attempt = await providers.begin(inside);
      await providers.answer(attempt.id, cardProof(`race-${round}`));
      // For both, before both begin: either takes the secret away that a token is asked for with.
      const { token } = (await (await people.askForToken(before)).json()) as { token: string };
      const headers = { authorization: `Bearer ${token}` };
      const [finished] = await Promise.all([
        providers.finishWith(token, attempt),
        identity.send('/portal/sign-out', {}, { method: 'POST', headers }),
      ]);
      expect([303, 409]).toContain(finished.status);
      const types = (await providers.eventsOf(inside.personId)).map(({ type }) => type);
      expect(types.includes('SteppedUp')).toBe(finished.status === 303);
      const alive = sessionIn(finished);
      if (alive !== '')
        expect((await people.askForToken(alive)).status).toBe(types.includes('SignedOut') ? 404 : 200);
    }
  });

  test('of several of a person at once each counts, in its own session', async () => {
    const sessions: string[] = [];
    for (let browser = 0; browser < 3; browser++) sessions.push(await people.signIn('several@example.org'));
    const after = await Promise.all(
      sessions.map((sessionId) => providers.signIn(cardProof('several'), { sessionId })),
    );
    const inside = await Promise.all(after.map((sessionId) => providers.inside(sessionId)));
    expect(new Set(inside.map(({ personId }) => personId)).size).toBe(1);
    expect(inside.map(({ level }) => level)).toEqual(['high', 'high', 'high']);
    const types = (await providers.eventsOf(inside[0]?.personId ?? '')).map(({ type }) => type);
    expect(types.filter((type) => type === 'WayInAdded')).toHaveLength(1);
    expect(types.filter((type) => type === 'SteppedUp')).toHaveLength(3);
  });

  test('by which two accounts would be known at once makes it one of them', async () => {
    const sessions = [await people.signIn('one@example.org'), await people.signIn('two@example.org')];
    const persons = await Promise.all(sessions.map((sessionId) => providers.inside(sessionId)));
    const answers = await Promise.all(
      sessions.map((sessionId) => providers.prove(cardProof('wanted'), { sessionId })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const known = await identity.query<{ person_id: string }>(
      'duisburg',
      `SELECT person_id FROM identity.known_by WHERE purpose = 'bundid' AND person_id = ANY($1::uuid[])`,
      [persons.map(({ personId }) => personId)],
    );
    expect(known.map((row) => row.person_id)).toEqual([
      persons[answers.findIndex(({ status }) => status === 303)]?.personId,
    ]);
  });

  test('with a temporary login raises the session and makes nobody known', async () => {
    const before = await people.signIn('temporary@example.org');
    const after = await providers.signIn(cardProof(undefined), { sessionId: before });
    const { personId, level } = await providers.inside(after);
    expect(level).toBe('high');
    expect((await providers.eventsOf(personId)).map(({ type }) => type)).not.toContain('WayInAdded');
  });

  test('takes over what the proof tells, officially', async () => {
    const before = await people.signIn('official@example.org');
    const attributes = { familyName: 'Muster' };
    const after = await providers.signIn(cardProof('official', { attributes }), { sessionId: before });
    const me = (await (await people.as(after, '/portal/me')).json()) as { attributes: object };
    expect(me.attributes).toMatchObject({
      familyName: { value: 'Muster', source: 'official' },
      email: { value: 'official@example.org', source: 'confirmed' },
    });
  });

  test('in a session of the staff is none: a citizen’s proof makes no work session stronger', async () => {
    const before = await providers.signIn({
      ...cardProof(undefined, { kind: 'staff' }),
      knownBy: { purpose: 'staff-subject', value: 'directory m.nguyen' },
      method: 'oidc',
      levelOfAssurance: 'none',
      roles: ['caseworker'],
    });
    const response = await providers.prove(cardProof('m.nguyen'), { sessionId: before });
    expect(await refused(response)).toEqual([409, 'step-up-other-person', '']);
  });
});

test('what was recorded of arrivals is told to the others by ids and codes, and verifies', async () => {
  const session = await people.signIn('witnessed@example.org');
  const declaration = providers.declaration();
  const after = await providers.signIn(cardProof('witnessed'), { sessionId: session, declaration });
  const { personId, handle } = await providers.inside(after);
  const events = await identity.get(PostgresEventStore).read({ tenant: 'duisburg', streamId: personId });
  const told = events.events.map(publish);
  for (const event of told) expect(validateContractEvent(event)).toMatchObject({ type: event.type });
  expect(told.map(({ type }) => type)).toEqual([
    'identity.PersonRegistered',
    'identity.SignedIn',
    'identity.WayInAdded',
    'identity.SteppedUp',
    'identity.DeclarationProven',
  ]);
  for (const secret of [handle, 'witnessed', 'example.org'])
    expect(JSON.stringify(told)).not.toContain(secret);
  const auditor = { kind: 'service', sub: 'service:audit' } as const;
  const { streams } = (await (await identity.send('/internal/streams', auditor)).json()) as CheckedStreams;
  expect(streams.flatMap(({ differences }) => differences)).toEqual([]);
});
