import { createEventSource } from 'eventsource-client';
import { Client } from 'pg';
import { eventually, type TestClaims } from '#testing';
import { mostDrafts } from '../src/commands/limits';
import { completeForm, people, RunningApplication } from './running-application';

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, otherCitizen, caseworker, caseworkerElsewhere, stranger } = people;

interface SeenEvent {
  readonly id: string | undefined;
  readonly data: { readonly id: string; readonly status: string; readonly version: number };
}

/** Listens like a browser, and remembers what it saw. */
async function listen(who: TestClaims, path: string, lastEventId?: string) {
  const seen: SeenEvent[] = [];
  const token = await running.token(who);
  const source = createEventSource({
    url: running.url + path,
    headers: { authorization: `Bearer ${token}` },
    ...(lastEventId === undefined ? {} : { initialLastEventId: lastEventId }),
    onMessage: ({ id, data }) => seen.push({ id, data: JSON.parse(data) as SeenEvent['data'] }),
  });
  await eventually(`a connection to ${path}`, () => source.readyState === 'open');
  return { seen, close: () => source.close() };
}

test('a change reaches the citizen and the office by event, and nobody else', async () => {
  const mine = await listen(citizen, '/portal/events');
  const others = await listen(otherCitizen, '/portal/events');
  const office = await listen(caseworker, '/backoffice/events');
  const elsewhere = await listen(caseworkerElsewhere, '/backoffice/events');
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const told = await eventually('the last change at the citizen', () =>
    mine.seen.some(({ data }) => data.version === 5) ? mine.seen : undefined,
  );
  expect(told.map(({ data }) => [data.id, data.version])).toEqual(
    [1, 2, 3, 4, 5].map((version) => [id, version]),
  );
  expect(told.at(-1)?.data.status).toBe('in-processing');
  await eventually('the last change at the office', () => office.seen.some(({ data }) => data.version === 5));
  expect(others.seen).toEqual([]);
  expect(elsewhere.seen).toEqual([]);
  for (const stream of [mine, others, office, elsewhere]) stream.close();
});

test('a stream that breaks off is resumed where it ended: nothing is lost, nothing comes twice', async () => {
  const first = await listen(citizen, '/portal/events');
  const id = await running.draft();
  const begun = await eventually('the draft', () => first.seen.find(({ data }) => data.id === id));
  first.close();
  await running.saveForm(citizen, id, completeForm, 1);
  await running.submit(citizen, id);
  const second = await listen(citizen, '/portal/events', begun.id);
  await eventually('what was missed', () => second.seen.length >= 2);
  expect(second.seen.map(({ data }) => [data.id, data.version])).toEqual([
    [id, 2],
    [id, 3],
  ]);
  second.close();
});

test('a stream that breaks off before its first event is resumed as well', async () => {
  const place = await firstPlace(citizen, '/portal/events');
  const id = await running.draft();
  const second = await listen(citizen, '/portal/events', place);
  await eventually('what was missed', () => second.seen.some(({ data }) => data.id === id));
  expect(second.seen.map(({ data }) => [data.id, data.status, data.version])).toEqual([[id, 'draft', 1]]);
  second.close();
});

test('an event says how the application stood after it, however late it is read', async () => {
  const place = await firstPlace(citizen, '/portal/events');
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const late = await listen(citizen, '/portal/events', place);
  await eventually('all of it', () => late.seen.length >= 5);
  expect(late.seen.map(({ data }) => [data.version, data.status])).toEqual([
    [1, 'draft'],
    [2, 'submitted'],
    [3, 'filed'],
    [4, 'in-processing'],
    [5, 'in-processing'],
  ]);
  late.close();
});

/** The id that a stream begins with: what a browser would come back with that has seen no event. */
async function firstPlace(who: TestClaims, path: string): Promise<string> {
  const answer = await fetch(running.url + path, {
    headers: { authorization: `Bearer ${await running.token(who)}` },
    signal: AbortSignal.timeout(8_000), // long before the first heartbeat
  });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const [, id] = /^id: (.+)\n\n/m.exec(text) ?? [];
    if (id !== undefined) return id; // which leaves the stream
  }
  throw new Error(`the stream ended without an id: ${text}`);
}

test('a person has a limited number of streams', async () => {
  const person = { ...citizen, sub: '00000000-0000-7000-8000-0000000000c9' };
  const streams = [];
  for (let count = 0; count < 8; count += 1) streams.push(await listen(person, '/portal/events'));
  expect((await running.get(person, '/portal/events')).status).toBe(429);
  for (const stream of streams) stream.close();
  const again = await eventually('a free place', () => listen(person, '/portal/events'));
  again.close();
});

test('R9 the list of 230 applications is read page by page, each once, and so is the work list', async () => {
  const person = { ...citizen, sub: '00000000-0000-7000-8000-0000000000ca' };
  const ids: string[] = [];
  for (let count = 0; count < 23; count += 1) {
    ids.push(...(await Promise.all(Array.from({ length: 10 }, () => running.draft(person)))));
  }
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await running.get(person, `/portal/applications?limit=100${query}`);
    listed.push(...(body['items'] as unknown as { id: string }[]).map(({ id }) => id));
    cursor = body['nextCursor'];
  } while (cursor !== undefined);
  expect(listed).toHaveLength(230);
  expect(new Set(listed)).toEqual(new Set(ids));
});

test('drafts and what was filed stand in one order, last changed first, over all pages; each page says how many drafts are left', async () => {
  const person = { ...citizen, sub: '00000000-0000-7000-8000-0000000000cb' };
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.unshift(await running.draft(person));
    ids.unshift(await running.filed(person));
  }
  // A draft that is saved again has changed last.
  const [draft = ''] = ids.splice(3, 1);
  await running.saveForm(person, draft, completeForm, 1);
  ids.unshift(draft);
  const listed: string[] = [];
  let query = '?limit=2';
  for (let page = 0; page < 3; page += 1) {
    const { body } = await running.get(person, `/portal/applications${query}`);
    listed.push(...(body['items'] as unknown as { id: string }[]).map(({ id }) => id));
    expect(body['draftsLeft']).toBe(mostDrafts - 3);
    query = `?limit=2&cursor=${String(body['nextCursor'])}`;
  }
  expect(listed).toEqual(ids);
  expect(query).toContain('undefined');
});

test('many who look at their lists at once see their own alone', async () => {
  const persons = Array.from({ length: 12 }, (_, number) => ({
    ...citizen,
    sub: `00000000-0000-7000-8000-0000000001${10 + number}`,
  }));
  const ids = await Promise.all(persons.map((person) => running.draft(person)));
  const nobody = { ...citizen, sub: '00000000-0000-7000-8000-000000000199' };
  // Each of them four times, so that the same is asked for together, too.
  const all = [...persons, nobody, ...persons, ...persons, nobody, ...persons];
  const lists = await Promise.all(all.map((person) => running.get(person, '/portal/applications')));
  const seen = lists.map(({ body }) => (body['items'] as unknown as { id: string }[]).map(({ id }) => id));
  const own = ids.map((id) => [id]);
  expect(seen).toEqual([...own, [], ...own, ...own, [], ...own]);
});

test('the work list is sorted by age, and found by reference, service, status, office and person', async () => {
  const older = await running.filed();
  const newer = await running.filed();
  const list = async (query: string) => {
    const { body } = await running.get(caseworker, `/backoffice/work-list?limit=200&${query}`);
    return body['items'] as unknown as { id: string; reference: string; assignedTo: string | null }[];
  };
  const all = (await list('')).map(({ id }) => id);
  expect(all.indexOf(older)).toBeLessThan(all.indexOf(newer));
  const reference = (await list('')).find(({ id }) => id === newer)?.reference ?? '';
  expect((await list(`query=${reference.toLowerCase()}`)).map(({ id }) => id)).toEqual([newer]);
  expect((await list('query=meldebesch')).map(({ id }) => id)).toContain(older);
  expect(await list('query=hundesteuer')).toEqual([]);
  await running.command(caseworker, older, 'assign');
  expect((await list('assigned=me')).map(({ id }) => id)).toContain(older);
  expect((await list('assigned=nobody')).map(({ id }) => id)).not.toContain(older);
  expect((await list('status=filed')).map(({ id }) => id)).not.toContain(older);
  // There is one, which the other office finds.
  const elsewhere = await running.filed();
  await running.command(caseworker, elsewhere, 'forward', { office: 'steueramt' });
  const { body: theirs } = await running.get(caseworkerElsewhere, '/backoffice/work-list?office=steueramt');
  expect((theirs['items'] as unknown as { id: string }[]).map(({ id }) => id)).toContain(elsewhere);
  expect(await list('office=steueramt')).toEqual([]);
  const wrongDigit = reference.slice(0, -1) + ((Number(reference.at(-1)) + 1) % 10);
  const refused = await running.get(caseworker, `/backoffice/work-list?query=${wrongDigit}`);
  expect(refused.body).toMatchObject({
    status: 400,
    errors: [expect.objectContaining({ rule: 'check-digit' })],
  });
});

test.each([
  ['D20', 'duisburg', 'Meine offenen Anträge'],
  ['W14', 'wuppertal', 'Mein Postkorb'],
  ['R28', 'rees', 'Offene Formulare'],
  ['N5', 'dueren', 'Meine Aufträge'],
  ['H5', 'herford', 'Mein Postkorb'],
])('%s in %s the list is called "%s"', async (_, tenant, name) => {
  const list = await running.get({ ...citizen, tenant }, '/portal/applications');
  expect(list.body['listName']).toBe(name);
});

test('R6 R21 D15 the catalogue is open to everyone and shows fee and level before anything is filled in', async () => {
  const all = await running.get(stranger, '/portal/services');
  const keys = (all.body['items'] as unknown as { key: string }[]).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['bewohnerparkausweis', 'untersuchungsberechtigungsschein']));
  const service = await running.get(stranger, '/portal/services/untersuchungsberechtigungsschein');
  expect(service.body).toMatchObject({ levelOfAssurance: 'high', fee: { amountCents: 0, payment: 'none' } });
  const search = await running.get(stranger, '/portal/services?query=hund');
  expect((search.body['items'] as unknown as { key: string }[]).map(({ key }) => key)).toEqual([
    'hundesteuer-anmeldung',
  ]);
  expect((await running.get(stranger, '/portal/services/nirgends')).status).toBe(404);
});

test('the configuration that an application was drafted with stays retrievable by its version', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const { configurationVersion } = (await running.get(citizen, `/portal/applications/${id}`)).body;
  const stored = await running.get(
    stranger,
    `/portal/services/meldebescheinigung/versions/${configurationVersion}`,
  );
  expect(stored.body).toMatchObject({ key: 'meldebescheinigung', version: configurationVersion });
});

test('a case with a damaged entry: its citizen is told so, and everything else is there', async () => {
  const [damaged, intact] = [await running.draft(), await running.draft()];
  const client = new Client({ connectionString: running.database.serviceUrl });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
  await client.query(
    `INSERT INTO event_store.events (tenant, stream_id, version, stream_type, type, schema_version, recorded_at,
       metadata, payload, previous_hash, hash)
     SELECT tenant, stream_id, 2, stream_type, 'ApplicationWithdrawn', 1, now(), metadata, '{"reason":', hash, sha256('damaged')
     FROM event_store.events WHERE stream_id = $1`,
    [damaged],
  );
  await client.end();
  expect(await running.get(citizen, `/portal/applications/${damaged}`)).toMatchObject({
    status: 503,
    body: { type: 'urn:serviceportal:problem:history-unreadable', entry: 2 },
  });
  expect(await running.get(citizen, `/portal/applications/${intact}`)).toMatchObject({ status: 200 });
  expect(await running.get(citizen, '/portal/applications')).toMatchObject({ status: 200 });
});

// The last one: the relay stops at such an event, as it must.
test('an event that cannot be folded silences nobody else', async () => {
  const mine = await listen(citizen, '/portal/events');
  const client = new Client({ connectionString: running.database.serviceUrl });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
  await client.query(
    `INSERT INTO event_store.events (tenant, stream_id, version, stream_type, type, schema_version, recorded_at,
       metadata, payload, previous_hash, hash)
     VALUES ('duisburg', gen_random_uuid(), 1, 'application', 'CaseClosed', 1, now(), '{}', '{}', '', sha256('forged'))`,
  );
  await client.end();
  const id = await running.draft();
  try {
    await eventually('the next event', () => mine.seen.some(({ data }) => data.id === id));
  } finally {
    mine.close();
  }
});
