import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { cardProof } from './at-a-provider';
import { identity, people, providers } from './own-identity';
import { sessionIn, slugOf } from './running-identity';

/** What level a session has, as time passes and as its person proves more. */

interface Level {
  levelOfAssurance: string;
  levelName: string;
  method: string;
  means?: string;
  expiresAt: string;
  idleUntil: string;
}
interface Me {
  session: Level & {
    levels: Level[];
    stepUp: { method: string; levelOfAssurance: string; means: string[]; start: string }[];
  };
}
const me = async (sessionId: string, language = 'de') =>
  (
    (await (
      await people.as(sessionId, '/portal/me', { headers: { 'accept-language': language } })
    ).json()) as Me
  ).session;
const levelOf = async (sessionId: string, active = true) => (await providers.inside(sessionId, active)).level;
const inMinutes = (time: string) => Math.round((Date.parse(time) - Date.now()) / 60_000);

describe('a level', () => {
  test.each([
    ['eid', 'high'],
    ['elster', 'substantial'],
    ['password', 'low'],
  ] as const)('R13 of a sign-in with %s is told with its means, in words', async (means, level) => {
    const sessionId = await providers.signIn(cardProof(`words-${means}`, { means, levelOfAssurance: level }));
    expect(await me(sessionId)).toMatchObject({
      method: 'bundid',
      means,
      levelOfAssurance: level,
      levelName: { high: 'hoch', substantial: 'substanziell', low: 'niedrig' }[level],
    });
    expect((await me(sessionId, 'en')).levelName).toBe(level);
  });

  test('R13 ends by its own limits: a page can tell when, and what holds then', async () => {
    const { levels } = await me(await providers.signIn(cardProof('limits')));
    const limits = levels.map(({ levelOfAssurance, expiresAt, idleUntil }) => [
      levelOfAssurance,
      inMinutes(expiresAt),
      inMinutes(idleUntil),
    ]);
    expect(limits).toEqual([
      ['high', 30, 5],
      ['substantial', 2 * 60, 30],
      ['low', 12 * 60, 60],
    ]);
  });

  test('that ran out falls to the next lower one, stays out, and signs nobody out', async () => {
    const sessionId = await providers.signIn(cardProof('falls'));
    const { handle, level } = await providers.inside(sessionId);
    expect(level).toBe('high');
    await providers.pass(handle, 6);
    expect(await levelOf(sessionId)).toBe('substantial');
    // Whatever somebody does now, it does not come back.
    expect(await levelOf(sessionId)).toBe('substantial');
    await providers.pass(handle, 31);
    expect(await levelOf(sessionId)).toBe('low');
    await providers.pass(handle, 61);
    expect((await people.askForToken(sessionId)).status).toBe(404);
  });

  test('is kept by what somebody does, never beyond its end', async () => {
    const sessionId = await providers.signIn(cardProof('kept'));
    const { handle } = await providers.inside(sessionId);
    for (let minutes = 0; minutes < 28; minutes += 4) {
      expect(await levelOf(sessionId)).toBe('high');
      await providers.pass(handle, 4);
    }
    const { levels } = await me(sessionId);
    expect(inMinutes(levels[0]?.idleUntil ?? '')).toBe(2);
    await providers.pass(handle, 3);
    expect(await levelOf(sessionId)).toBe('substantial');
  });

  test('is not kept by a form that saves itself or an open stream, and neither is the session', async () => {
    const sessionId = await providers.signIn(cardProof('idle'));
    const { handle } = await providers.inside(sessionId);
    const ends = () =>
      identity.query(
        'duisburg',
        `SELECT 'session' AS level, idle_until FROM identity.sessions WHERE handle = $1
         UNION SELECT level, idle_until FROM identity.session_levels WHERE handle = $1 ORDER BY level`,
        [handle],
      );
    const before = await ends();
    expect(await levelOf(sessionId, false)).toBe('high');
    expect(await ends()).toEqual(before);
    await providers.pass(handle, 4);
    expect(await levelOf(sessionId, false)).toBe('high');
    await providers.pass(handle, 2);
    expect(await levelOf(sessionId, false)).toBe('substantial');
    await providers.pass(handle, 55);
    expect((await providers.askForToken(sessionId, false)).status).toBe(404);
  });

  test('is told by no token that outlives it', async () => {
    const sessionId = await providers.signIn(cardProof('token'));
    const { handle } = await providers.inside(sessionId);
    await identity.query(
      'duisburg',
      `UPDATE identity.session_levels SET expires_at = now() + interval '20 seconds' WHERE handle = $1 AND level = 'high'`,
      [handle],
    );
    const answer = (await (await people.askForToken(sessionId)).json()) as { expiresAt: string };
    expect(Date.parse(answer.expiresAt) - Date.now()).toBeLessThanOrEqual(20_000);
  });

  test('never outlives its session', async () => {
    const sessionId = await providers.signIn(cardProof('outlived'));
    const { handle } = await providers.inside(sessionId);
    await identity.query(
      'duisburg',
      `UPDATE identity.sessions SET expires_at = now() + interval '1 minute' WHERE handle = $1`,
      [handle],
    );
    const { levels } = await me(sessionId);
    expect(levels.map(({ expiresAt, idleUntil }) => [inMinutes(expiresAt), inMinutes(idleUntil)])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('D17 R14 a step-up', () => {
  test('of a session without any proof falls to the lowest level that a proof gives', async () => {
    const before = await people.signIn('raised@example.org');
    expect(await me(before)).toMatchObject({ method: 'email-link', levelOfAssurance: 'none' });
    const after = await providers.signIn(cardProof('raised'), { sessionId: before });
    const { levels } = await me(after);
    expect(levels.map(({ levelOfAssurance, method, means }) => [levelOfAssurance, method, means])).toEqual([
      ['high', 'bundid', 'eid'],
      ['substantial', 'bundid', 'eid'],
      ['low', 'bundid', 'eid'],
    ]);
  });

  test('to substantial leaves a level that is higher alone', async () => {
    const before = await providers.signIn(cardProof('higher'));
    const elster = cardProof('higher', { means: 'elster', levelOfAssurance: 'substantial' });
    const after = await providers.signIn(elster, { sessionId: before });
    expect((await me(after)).levels.map(({ levelOfAssurance, means }) => [levelOfAssurance, means])).toEqual([
      ['high', 'eid'],
      ['substantial', 'elster'],
      ['low', 'eid'],
    ]);
  });

  test('R12 the token tells which level each means has reached', async () => {
    const claims = async (sessionId: string) => {
      const { token } = (await (await people.askForToken(sessionId)).json()) as { token: string };
      return decodeJwt(token);
    };
    const elster = cardProof('means', { means: 'elster', levelOfAssurance: 'substantial' });
    const before = await providers.signIn(elster);
    expect((await claims(before))['means']).toEqual({ elster: 'substantial' });
    const after = await providers.signIn(cardProof('means'), { sessionId: before });
    expect((await claims(after))['means']).toEqual({ eid: 'high', elster: 'low' });
    expect(await claims(await people.signIn('no-means@example.org'))).not.toHaveProperty('means');
  });

  test('brings a level back that ran out', async () => {
    const before = await providers.signIn(cardProof('back'));
    await providers.pass((await providers.inside(before)).handle, 6);
    expect(await levelOf(before)).toBe('substantial');
    expect(await levelOf(await providers.signIn(cardProof('back'), { sessionId: before }))).toBe('high');
  });

  test('D14 is offered by the ways that reach a higher level, with what each takes and where it begins', async () => {
    const { stepUp } = await me(await people.signIn('ways@example.org'));
    expect(stepUp.map(({ levelOfAssurance, start }) => [levelOfAssurance, start])).toEqual([
      ['high', '/api/sign-in/bundid/start?purpose=step-up&level=high'],
      ['substantial', '/api/sign-in/bundid/start?purpose=step-up&level=substantial'],
      ['low', '/api/sign-in/bundid/start?purpose=step-up&level=low'],
    ]);
    expect(stepUp[0]?.means).toContain('eid');
    expect(stepUp[1]?.means).toContain('elster');
    expect((await me(await providers.signIn(cardProof('highest')))).stepUp).toEqual([]);
  });
});

describe('W2 W3 a proof for one declaration', () => {
  const ask = (person: string, application: string, hash: string, service = 'application') =>
    identity.send(`/internal/declaration-proofs?application=${application}&person=${person}&hash=${hash}`, {
      kind: 'service',
      sub: `service:${service}`,
    });
  const found = async (person: string, application: string, hash: string) =>
    (await (await ask(person, application, hash)).json()) as { proof?: { id: string } };
  const none = { ofOtherDeclaration: false };

  test('is found for this application, this person and this hash, and for nothing else', async () => {
    const before = await people.signIn('declares@example.org');
    const { personId } = await providers.inside(before);
    const declaration = providers.declaration();
    const { applicationId, declarationHash } = declaration;
    expect(await found(personId, applicationId, declarationHash)).toEqual(none);
    await providers.signIn(cardProof('declares'), { sessionId: before, declaration });
    const known = await found(personId, applicationId, declarationHash);
    expect(known).toEqual({
      proof: {
        id: expect.any(String) as string,
        method: 'bundid',
        means: 'eid',
        levelOfAssurance: 'high',
        provenAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
      ofOtherDeclaration: false,
    });
    const { personId: other } = await providers.inside(await people.signIn('other-declarer@example.org'));
    expect(await found(other, applicationId, declarationHash)).toEqual(none);
    expect(await found(personId, randomUUID(), declarationHash)).toEqual(none);
    // The same application, but not what was declared: there is a proof, and it does not count.
    expect(await found(personId, applicationId, providers.declaration().declarationHash)).toEqual({
      ofOtherDeclaration: true,
    });
    expect((await providers.eventsOf(personId)).at(-1)).toEqual({
      type: 'DeclarationProven',
      data: {
        proofId: known.proof?.id,
        applicationId,
        declarationHash,
        method: 'bundid',
        means: 'eid',
        levelOfAssurance: 'high',
      },
    });
    await identity.query(
      'duisburg',
      `UPDATE identity.declaration_proofs SET proven_at = proven_at - interval '15 minutes'`,
    );
    expect(await found(personId, applicationId, declarationHash)).toEqual(none);
  });

  test('needs the level of a declaration: with less nothing is kept, and the session stays what it was', async () => {
    const before = await people.signIn('too-weak@example.org');
    const inside = await providers.inside(before);
    const declaration = providers.declaration();
    const elster = cardProof('too-weak', { means: 'elster', levelOfAssurance: 'substantial' });
    const response = await providers.prove(elster, { sessionId: before, declaration });
    expect([response.status, await slugOf(response), sessionIn(response)]).toEqual([
      409,
      'declaration-proof-too-weak',
      '',
    ]);
    expect(await providers.inside(before)).toEqual(inside);
    const { applicationId, declarationHash } = declaration;
    expect(await found(inside.personId, applicationId, declarationHash)).toEqual(none);
  });

  test('is told to the application service alone', async () => {
    const { applicationId, declarationHash } = providers.declaration();
    expect((await ask(randomUUID(), applicationId, declarationHash, 'mailbox')).status).toBe(403);
    expect((await ask(randomUUID(), 'x', declarationHash)).status).toBe(400);
    expect((await ask(randomUUID(), applicationId, 'x')).status).toBe(400);
  });
});
