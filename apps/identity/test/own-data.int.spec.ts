import { QueryBus } from '@nestjs/cqrs';
import { SessionQuery } from '../src/queries/session';
import { ErasuresAgain } from '../src/erasures-again';
import { identity, people } from './own-identity';
import { anna, bundIdProof } from './proofs';
import { slugOf } from './running-identity';

const tenant = 'duisburg';
const me = async (session: string) =>
  (await (await people.as(session, '/portal/me')).json()) as { personId: string };
const erase = (session: string, confirm: unknown = 'erase-everything') =>
  people.as(session, '/portal/me/erasure', identity.json('POST', { confirm }));
const application = { kind: 'service', sub: 'service:application' } as const;

describe('law 12 what is known of a person', () => {
  test('is one readable document, of all services, page by page', async () => {
    const session = await people.signInWith(bundIdProof('bpk-export', anna));
    const { personId } = await me(session);
    const pages: Record<string, object> = {
      [`/internal/persons/${personId}/export`]: { items: [{ one: 1 }], nextCursor: 'next' },
      [`/internal/persons/${personId}/export?cursor=next`]: { items: [{ two: 2 }] },
    };
    identity.others.answer = ({ url = '' }) => ({ body: pages[url] });
    const answer = await people.as(session, '/portal/me/export');
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="meine-daten.json"',
    ]);
    const document = (await answer.json()) as Record<string, object>;
    expect(document).toMatchObject({
      complete: true,
      person: {
        id: personId,
        attributes: { familyName: { value: 'Muster' } },
        waysIn: [{ way: 'bundid' }],
      },
      account: [{ what: 'PersonRegistered' }, { what: 'SignedIn', method: 'bundid' }],
      applications: [{ one: 1 }, { two: 2 }],
      mailbox: [{ one: 1 }, { two: 2 }],
      payments: [{ one: 1 }, { two: 2 }],
    });
  });

  test('is a problem where a service is away, and breaks off noticeably where it goes away in between', async () => {
    const session = await people.signIn('away@example.org');
    identity.others.answer = () => ({ status: 503, body: {} });
    expect((await people.as(session, '/portal/me/export')).status).toBe(503);
    let asked = 0;
    identity.others.answer = () =>
      ++asked === 1 ? { body: { items: [{}], nextCursor: 'next' } } : { status: 503, body: {} };
    const answer = await people.as(session, '/portal/me/export');
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('law 9 12 erasing oneself', () => {
  test('says before what goes at once and what the law keeps until when', async () => {
    const session = await people.signIn('before@example.org');
    const kept = {
      reference: 'DU-2026-000001-1',
      title: { de: 'Meldebescheinigung', en: 'Certificate of residence' },
      keptUntil: '2036-12-31',
      retentionYears: 10,
    };
    identity.others.answer = () => ({ body: { drafts: 2, cases: 1, items: [kept] } });
    const told = (await (await people.as(session, '/portal/me/erasure')).json()) as { goes: object[] };
    expect(told).toMatchObject({ drafts: 2, cases: 1, keptCases: [kept] });
    expect(told.goes).toContainEqual({ de: expect.stringContaining('Schlüssel'), en: expect.anything() });
  });

  test('ends everything at once: sessions, ways in, profile and key; the same BundID begins anew', async () => {
    const proof = bundIdProof('bpk-erased', anna);
    const other = await people.signInWith(proof);
    const session = await people.signInWith(proof);
    const { personId } = await me(session);
    expect((await erase(session, 'yes')).status).toBe(400);
    const erased = await erase(session);
    expect(erased.status).toBe(204);
    expect(erased.headers.getSetCookie().join()).toContain('session=;');
    for (const ended of [session, other]) expect((await people.askForToken(ended)).status).toBe(404);

    for (const table of ['persons WHERE id', 'known_by WHERE person_id', 'sessions WHERE person_id']) {
      expect(await identity.query(tenant, `SELECT 1 FROM identity.${table} = $1`, [personId])).toEqual([]);
    }
    const [key] = await identity.query<{ wrapped_key: Buffer | null }>(
      tenant,
      'SELECT wrapped_key FROM encryption.data_keys WHERE subject_id = $1',
      [personId],
    );
    expect(key).toEqual({ wrapped_key: null });
    const [last] = await identity.query<{ type: string }>(
      tenant,
      'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
      [personId],
    );
    expect(last).toEqual({ type: 'PersonErased' });
    for (const what of ['identity', 'kind'])
      expect((await identity.send(`/internal/persons/${personId}/${what}`, application)).status).toBe(404);
    expect(await (await identity.send(`/internal/persons/${personId}/consents`, application)).json()).toEqual(
      {},
    );

    expect((await me(await people.signInWith(proof))).personId).not.toBe(personId);
  });

  test('a sign-in at the same time ends with it, or begins anew', async () => {
    const proof = bundIdProof('bpk-race', anna);
    const session = await people.signInWith(proof);
    const { personId } = await me(session);
    const [erased, again] = await Promise.all([erase(session), people.comeBack(proof)]);
    expect([erased.status, again.status]).toEqual([204, 303]);
    const left = await identity.query(tenant, 'SELECT 1 FROM identity.sessions WHERE person_id = $1', [
      personId,
    ]);
    expect(left).toEqual([]);
  });

  test('a token that still lives reads and changes nothing', async () => {
    const session = await people.signIn('token@example.org');
    const { token } = (await (await people.askForToken(session)).json()) as { token: string };
    await erase(session);
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const patch = { ...identity.json('PATCH', { phone: '0203 1' }), headers };
    expect(await slugOf(await identity.send('/portal/me', {}, patch))).toBe('unauthenticated');
    expect((await identity.send('/portal/me/export', {}, { headers })).status).toBe(404);
  });

  test('is repeated when a backup brings the person back: the witness remembers', async () => {
    const session = await people.signInWith(bundIdProof('bpk-backup', anna));
    const { personId } = await me(session);
    const tables = ['persons WHERE id', 'known_by WHERE person_id', 'sessions WHERE person_id'];
    for (const table of tables) {
      const name = table.split(' ')[0];
      await identity.query(
        tenant,
        `CREATE TABLE backup_${name} AS SELECT * FROM identity.${table} = '${personId}'`,
      );
    }
    await identity.query(
      tenant,
      `CREATE TABLE backup_keys AS SELECT * FROM encryption.data_keys WHERE subject_id = '${personId}'`,
    );
    expect((await erase(session)).status).toBe(204);
    // As a backup of that time would: the rows are there again, and so is the key.
    await identity.query(tenant, 'DELETE FROM encryption.data_keys WHERE subject_id = $1', [personId]);
    await identity.query(tenant, 'INSERT INTO encryption.data_keys SELECT * FROM backup_keys');
    for (const name of ['persons', 'known_by', 'sessions'])
      await identity.query(
        tenant,
        `INSERT INTO identity.${name} SELECT * FROM backup_${name} ON CONFLICT DO NOTHING`,
      );
    expect((await people.askForToken(session)).status).toBe(200);

    identity.others.answer = ({ url = '' }) => ({
      body: { items: url.includes('?after=') ? [] : [personId] },
    });
    expect(await identity.get(ErasuresAgain).eraseAgain(tenant)).toBe(1);
    expect((await people.askForToken(session)).status).toBe(404);
    const [key] = await identity.query<{ wrapped_key: Buffer | null }>(
      tenant,
      'SELECT wrapped_key FROM encryption.data_keys WHERE subject_id = $1',
      [personId],
    );
    expect(key).toEqual({ wrapped_key: null });
    expect(await identity.get(ErasuresAgain).eraseAgain(tenant)).toBe(0);
    expect(
      await identity.get(QueryBus).execute(new SessionQuery(tenant, { handle: personId })),
    ).toBeUndefined();
  });
});
