import { randomUUID } from 'node:crypto';
import { identity, people } from './own-identity';
import { slugOf } from './running-identity';

const path = '/portal/me/consents';
const application = { kind: 'service', sub: 'service:application' } as const;

function consent(session: string, purpose: unknown = 'electronic-notices', key: string = randomUUID()) {
  const request = identity.json('POST', { purpose });
  return people.as(session, path, { ...request, headers: { 'idempotency-key': key } });
}
const withdraw = (session: string, version: string) =>
  people.as(session, path, { method: 'DELETE', headers: { 'if-match': version } });

async function personId(session: string): Promise<string> {
  return ((await (await people.as(session, '/portal/me')).json()) as { personId: string }).personId;
}
/** What the application service is told when it decides. */
async function toldTo(who: object, id: string): Promise<unknown> {
  const answer = await identity.send(`/internal/persons/${id}/consents`, who);
  return answer.status === 200 ? answer.json() : answer.status;
}

test('law 1: consent to electronic notices is asked, given and taken back; the application service is told', async () => {
  const session = await people.signIn('anna@example.org');
  const id = await personId(session);
  const asked = await people.as(session, path);
  expect([asked.status, asked.headers.get('etag')]).toEqual([200, '"0"']);
  expect(await asked.json()).toEqual({
    items: [
      { purpose: 'electronic-notices', text: expect.stringContaining('in meinem Postkorb'), given: false },
    ],
    handOvers: [],
  });
  expect(await toldTo(application, id)).toEqual({});

  const key = randomUUID();
  const given = await consent(session, 'electronic-notices', key);
  expect([given.status, given.headers.get('etag')]).toEqual([200, '"1"']);
  const { items } = (await given.json()) as { items: { given: boolean; givenAt: string }[] };
  expect(items).toMatchObject([{ given: true, givenAt: expect.stringMatching(/^\d{4}-.*Z$/) }]);
  expect((await consent(session, 'electronic-notices', key)).headers.get('etag')).toBe('"1"');
  expect(await toldTo(application, id)).toEqual({ electronicNotices: items[0]?.givenAt });

  expect(await slugOf(await withdraw(session, '"0"'))).toBe('version-conflict');
  const back = await withdraw(session, '"1"');
  expect([back.status, back.headers.get('etag')]).toEqual([200, '"2"']);
  expect(await back.json()).toMatchObject({ items: [{ given: false }] });
  expect(await toldTo(application, id)).toEqual({});

  const rows = await identity.query<{ type: string }>(
    'duisburg',
    `SELECT type FROM event_store.events WHERE stream_id = $1 AND type LIKE 'Consent%' ORDER BY version`,
    [id],
  );
  expect(rows.map(({ type }) => type)).toEqual(['ConsentGiven', 'ConsentWithdrawn']);
});

test('nobody else is told, and a person of another city has consented to nothing here', async () => {
  const session = await people.signIn('bert@example.org');
  await consent(session);
  const id = await personId(session);
  expect(await toldTo({ ...application, sub: 'service:mailbox' }, id)).toBe(403);
  expect(await toldTo({ ...application, tenant: 'wuppertal' }, id)).toEqual({});
});

test.each([['another-purpose'], [null], ['']])('nobody consents to %j', async (purpose) => {
  const session = await people.signIn('clara@example.org');
  const refused = await consent(session, purpose);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/purpose' }] });
});
