import { v5 as uuidv5 } from 'uuid';
import type { TestClaims } from '#testing';
import { citizen, colleague, reader, tenant } from './accounts';
import { identity } from './own-identity';

const application = { kind: 'service', sub: 'service:application' } as const;
const stranger = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';

const ask = (
  asker: string,
  persons: readonly string[],
  { claims = application, ...more }: { readonly claims?: TestClaims; readonly [field: string]: unknown } = {},
) =>
  identity.send('/internal/names', claims, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reader: asker, role: 'caseworker', purpose: 'work-list', persons, ...more }),
  });
const namesOf = async (asker: string, persons: readonly string[]) =>
  ((await (await ask(asker, persons)).json()) as { names: Record<string, string> }).names;
const readings = (asker: string) =>
  identity.query<{ data: unknown; actor: string }>(
    tenant,
    `SELECT payload::jsonb AS data, metadata::jsonb -> 'actor' ->> 'personId' AS actor FROM event_store.events
     WHERE tenant = $1 AND stream_id = $2 ORDER BY version`,
    [tenant, uuidv5('name-reading', asker)],
  );

test('names are told at reading time, of a mail account the address; that citizens were named is recorded each time', async () => {
  const asker = await colleague('asker', { name: 'Minh Nguyen' });
  const persons = [
    await citizen('erika', { givenName: 'Erika', familyName: 'Mustermann' }),
    await citizen('sister', { pseudonym: 'Schwester Klara' }),
    await reader('hans@example.org'),
  ] as const;
  const [erika, klara, hans] = persons;
  expect(await namesOf(asker, [...persons, asker, stranger])).toEqual({
    ...{ [erika]: 'Erika Mustermann', [klara]: 'Schwester Klara' },
    ...{ [hans]: 'hans@example.org', [asker]: 'Minh Nguyen' },
  });
  await namesOf(asker, [erika]);
  await namesOf(asker, [asker, stranger]);
  const reading = { personId: asker, role: 'caseworker', purpose: 'work-list' };
  const recorded = await readings(asker);
  expect(recorded.map(({ actor }) => actor)).toEqual([asker, asker]);
  const named = recorded.map(({ data }) => data as { persons: string[] });
  expect(named).toEqual([
    { ...reading, persons: expect.arrayContaining([...persons]) },
    { ...reading, persons: [erika] },
  ]);
  expect(named[0]?.persons).toHaveLength(3);
  // Names stand nowhere in the history.
  expect(JSON.stringify(recorded)).not.toMatch(/Erika|Klara|hans/);
});

test('what a colleague was called before is told with the moment until which it held; of a citizen it is not', async () => {
  const asker = await colleague('married', { name: 'Minh Nguyen' });
  await colleague('married', { name: 'Minh Nguyen' });
  await colleague('married', { name: 'Minh Tran' });
  await colleague('married', { name: 'Minh Brandt', email: 'm.brandt@duisburg.example' });
  const erika = await citizen('renamed', { givenName: 'Erika', familyName: 'Gabler' });
  await citizen('renamed', { givenName: 'Erika', familyName: 'Mustermann' });
  const answer = await (await ask(asker, [asker, erika])).json();
  const held = (name: string) => ({ name, until: expect.any(String) as string });
  expect(answer).toEqual({
    names: { [asker]: 'Minh Brandt', [erika]: 'Erika Mustermann' },
    formerly: { [asker]: [held('Minh Nguyen'), held('Minh Tran')] },
  });
  // At rest no name can be read, and no event carries one.
  const kept = await identity.query(tenant, 'SELECT * FROM identity.former_names WHERE person_id = $1', [
    asker,
  ]);
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toMatch(/Minh/);
  expect(await identity.query('wuppertal', 'SELECT * FROM identity.former_names')).toEqual([]);
  const events = await identity.query(tenant, 'SELECT payload FROM event_store.events WHERE stream_id = $1', [
    asker,
  ]);
  expect(JSON.stringify(events)).not.toMatch(/Minh/);
});

test('an auditor’s page is told names by the witness', async () => {
  const asker = await colleague('auditor', { name: 'Ada Revision' });
  const witness = { claims: { kind: 'service', sub: 'service:audit' }, role: 'auditor' } as const;
  expect(await (await ask(asker, [asker], witness)).json()).toEqual({
    names: { [asker]: 'Ada Revision' },
    formerly: {},
  });
});

test('who was erased has no name any more', async () => {
  const asker = await colleague('another asker', { name: 'Selin Y' });
  const person = await citizen('gone', { givenName: 'Gerd', familyName: 'Gegangen' });
  await identity.query(tenant, 'SELECT encryption.destroy_key($1, $2)', [tenant, person]);
  await identity.query(tenant, 'DELETE FROM identity.sessions WHERE person_id = $1', [person]);
  await identity.query(tenant, 'DELETE FROM identity.persons WHERE id = $1', [person]);
  expect(await namesOf(asker, [person])).toEqual({});
});

test('nobody of another city is named, and nobody but the services that answer the office are told', async () => {
  const asker = await colleague('third asker', { name: 'Peter P' });
  const elsewhere = await ask(asker, [asker], { claims: { ...application, tenant: 'wuppertal' } });
  expect(await elsewhere.json()).toEqual({ names: {}, formerly: {} });
  for (const claims of [{ roles: ['caseworker'] }, { kind: 'service', sub: 'service:mailbox' }] as const)
    expect((await ask(asker, [asker], { claims })).status).toBe(403);
  expect((await ask(asker, [asker], { role: 'citizen' })).status).toBe(400);
});

const post = (path: string, body: object, claims: TestClaims = application) =>
  identity.send(path, claims, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('D6a W4 whom an office enters has a name from then on, no way in, and is told by no address', async () => {
  const by = await colleague('enterer', { name: 'Minh Nguyen' });
  const said = { givenName: 'Jörg', familyName: 'Eßer', city: 'Duisburg' };
  const entered = await post('/internal/recorded-persons', { by, role: 'caseworker', ...said });
  const { personId } = (await entered.json()) as { personId: string };
  expect(await namesOf(by, [personId])).toEqual({ [personId]: 'Jörg Eßer' });
  const reading = { reader: by, role: 'caseworker', purpose: 'person-page' };
  const read = await (await post(`/internal/persons/${personId}/reading`, reading)).json();
  expect(read).toEqual({
    ...{ personId, guest: true, waysIn: [], mandates: [] },
    attributes: {
      givenName: { value: 'Jörg', source: 'self' },
      familyName: { value: 'Eßer', source: 'self' },
      city: { value: 'Duisburg', source: 'self' },
    },
  });
  const events = await identity.query<{ type: string; actor: string; payload: string }>(
    tenant,
    `SELECT type, payload, metadata::jsonb -> 'actor' ->> 'personId' AS actor FROM event_store.events
     WHERE tenant = $1 AND stream_id = $2 ORDER BY version`,
    [tenant, personId],
  );
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([
    ['PersonRegistered', by],
    ['PersonRecorded', by],
  ]);
  expect(JSON.stringify(events)).not.toMatch(/Eßer|Jörg/);
});

test('a person is found by exactly the address that they have proven, and both search and reading are recorded', async () => {
  const by = await colleague('searcher', { name: 'Minh Nguyen' });
  const erika = await reader('erika.sucht@example.org');
  const ask = { reader: by, role: 'caseworker', purpose: 'intake' };
  const found = async (email: string) =>
    ((await (await post('/internal/persons/search', { ...ask, email })).json()) as { personIds: string[] })
      .personIds;
  expect(await found('Erika.Sucht@example.org')).toEqual([erika]);
  for (const email of ['erika@example.org', 'erika.sucht', '%@example.org'])
    expect(await found(email)).toEqual([]);
  const read = await post(`/internal/persons/${erika}/reading`, ask);
  expect(await read.json()).toMatchObject({
    ...{ guest: false, waysIn: [{ way: 'email-address' }] },
    lastSignIn: { method: 'email-link', levelOfAssurance: 'none' },
  });
  expect((await readings(by)).map(({ data }) => data)).toEqual([
    { personId: by, role: 'caseworker', purpose: 'intake', persons: [erika] },
    { personId: by, role: 'caseworker', purpose: 'intake', persons: [erika] },
  ]);
  // Colleagues are no citizens, and another city knows nobody here.
  expect((await post(`/internal/persons/${by}/reading`, ask)).status).toBe(404);
  const elsewhere = { ...application, tenant: 'wuppertal' };
  expect((await post(`/internal/persons/${erika}/reading`, ask, elsewhere)).status).toBe(404);
  expect((await post('/internal/persons/search', ask, { roles: ['caseworker'] })).status).toBe(403);
});

test('the colleagues of an office are those whom the directory said so of at their last sign-in, by name', async () => {
  const zoe = await colleague('zoe', { name: 'Zoe Z' }, ['kaemmerei', 'steueramt']);
  const anna = await colleague('anna', { name: 'Änne A' }, ['kaemmerei']);
  await colleague('moved', { name: 'Umgezogen' }, ['kaemmerei']);
  await colleague('moved', { name: 'Umgezogen' }, ['steueramt']);
  const of = async (office: string, claims: TestClaims = application) => {
    const answer = await identity.send(`/internal/colleagues?office=${office}`, claims);
    return answer.status === 200 ? ((await answer.json()) as { items: object[] }).items : answer.status;
  };
  expect(await of('kaemmerei')).toEqual([
    { id: anna, name: 'Änne A', roles: ['caseworker'], offices: ['kaemmerei'] },
    { id: zoe, name: 'Zoe Z', roles: ['caseworker'], offices: ['kaemmerei', 'steueramt'] },
  ]);
  expect(await of('kaemmerei', { ...application, tenant: 'wuppertal' })).toEqual([]);
  expect(await of('kaemmerei', { roles: ['caseworker'] })).toBe(403);
});
