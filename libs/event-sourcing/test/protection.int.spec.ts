import { randomUUID } from 'node:crypto';
import { runCommand, type StreamName } from '#event-sourcing';
import { eventually } from '#testing';
import type pg from 'pg';
import { caseNotes, metadata, openCases } from './case-notes';
import { connectAs, openPostgres, type PostgresUnderTest } from './database';

/** What PostgreSQL itself refuses, whoever asks. */

let tested: PostgresUnderTest;
const clients: pg.Client[] = [];
beforeAll(async () => {
  tested = await openPostgres();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await tested.close();
});

async function as(role: 'owner' | 'service' | 'administrator', tenant?: string): Promise<pg.Client> {
  const client = await connectAs(role, tested.urls, tenant);
  clients.push(client);
  return client;
}

async function filed(tenant = 'duisburg', ...texts: string[]): Promise<StreamName> {
  const stream = { tenant, streamId: randomUUID() };
  const add = { kind: 'add' as const, texts: texts.length > 0 ? texts : ['eins', 'zwei', 'drei'] };
  await runCommand(tested.store, caseNotes, stream, add, { metadata: metadata() });
  return stream;
}

const insertEvent = `INSERT INTO event_store.events
  (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
  VALUES ($1, $2, 1, 'case-notes', 'NoteAdded', 1, now(), '{}', '{}', '', decode(repeat('00', 32), 'hex'))`;

describe('an event is never changed or deleted', () => {
  const changes = [
    [`UPDATE event_store.events SET payload = '{}'`],
    [`UPDATE event_store.events SET payload = '{}' WHERE false`],
    [`DELETE FROM event_store.events`],
    [`TRUNCATE event_store.events`],
    [`MERGE INTO event_store.events USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE`],
  ];

  test.each(changes)('the service may not: %s', async (statement) => {
    const service = await as('service', 'duisburg');
    await expect(service.query(statement)).rejects.toThrow('permission denied for table events');
  });

  test.each(changes)('the owner is refused as well: %s', async (statement) => {
    await filed();
    const owner = await as('owner', 'duisburg');
    await expect(owner.query(statement)).rejects.toThrow('events are never changed or deleted');
  });

  test.each(changes)(
    'and the superuser, even where triggers are off for replication: %s',
    async (statement) => {
      await filed();
      const administrator = await as('administrator');
      await administrator.query('SET session_replication_role = replica');
      await expect(administrator.query(statement)).rejects.toThrow('events are never changed or deleted');
    },
  );

  test('the service may neither change nor forget a kept answer', async () => {
    const service = await as('service', 'duisburg');
    for (const statement of [
      `UPDATE event_store.kept_answers SET answer = ''`,
      `DELETE FROM event_store.kept_answers`,
    ]) {
      await expect(service.query(statement)).rejects.toThrow('permission denied');
    }
  });

  test('the service cannot choose where in the feed an event stands', async () => {
    const service = await as('service', 'duisburg');
    const chosen = insertEvent
      .replace('previous_hash,', 'previous_hash, transaction_id,')
      .replace(`'',`, `'', '1',`);
    await expect(service.query(chosen, ['duisburg', randomUUID()])).rejects.toThrow('permission denied');
  });
});

describe('what is inserted is an event whose hashed text has one reading', () => {
  test.each([
    ['a stream type of two lines', `'case-notes'`, `E'case\\nnotes'`],
    ['no stream type', `'case-notes'`, `''`],
    ['a type of two lines', `'NoteAdded'`, `E'Note\\nAdded'`],
    ['no type', `'NoteAdded'`, `''`],
    ['metadata of two lines', `'{}', '{}'`, `E'{\\n}', '{}'`],
    ['version 0', `$2, 1,`, `$2, 0,`],
    ['schema version 0', `'NoteAdded', 1,`, `'NoteAdded', 0,`],
    ['a hash that is no SHA-256', `repeat('00', 32)`, `repeat('00', 31)`],
    ['a previous hash that is none', `'{}', '',`, `'{}', '\\x00',`],
  ])('%s is refused', async (_what, right, wrong) => {
    const service = await as('service', 'duisburg');
    expect(insertEvent).toContain(right);
    await expect(
      service.query(insertEvent.replace(right, wrong), ['duisburg', randomUUID()]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('a tenant of two lines is refused', async () => {
    const service = await as('service', 'duis\nburg');
    await expect(service.query(insertEvent, ['duis\nburg', randomUUID()])).rejects.toMatchObject({
      code: '23514',
    });
  });
});

describe('an append is the first write of its transaction', () => {
  test('after another write it is refused', async () => {
    const stream = await filed();
    const append = tested.database.inTransaction('duisburg', async (client) => {
      await client.query(`UPDATE ${openCases} SET last = 'early' WHERE stream_id = $1`, [stream.streamId]);
      await client.query(insertEvent, ['duisburg', randomUUID()]);
    });
    await expect(append).rejects.toThrow('an append must be the first write of its transaction');
  });

  test('a second append of the same transaction is refused', async () => {
    const append = tested.database.inTransaction('duisburg', async (client) => {
      await client.query(insertEvent, ['duisburg', randomUUID()]);
      await client.query(insertEvent, ['duisburg', randomUUID()]);
    });
    await expect(append).rejects.toThrow('an append must be the first write of its transaction');
  });

  test('the superuser is refused as well', async () => {
    const administrator = await as('administrator');
    await administrator.query('BEGIN; CREATE TEMP TABLE early ()');
    await expect(administrator.query(insertEvent, ['duisburg', randomUUID()])).rejects.toThrow('first write');
  });

  test('the store within a transaction: the append first, then the rest, all or nothing', async () => {
    const stream = { tenant: 'duisburg', streamId: randomUUID() };
    const heard = jest.fn();
    const stop = tested.store.onAppended(heard);
    const transaction = (fail: boolean) =>
      tested.database.inTransaction('duisburg', async (client) => {
        const store = tested.store.within(client);
        await runCommand(
          store,
          caseNotes,
          stream,
          { kind: 'add', texts: ['eins'] },
          { metadata: metadata() },
        );
        await client.query(`UPDATE ${openCases} SET last = 'afterwards' WHERE stream_id = $1`, [
          stream.streamId,
        ]);
        expect(heard).not.toHaveBeenCalled();
        if (fail) throw new Error('the effect failed');
      });

    await expect(transaction(true)).rejects.toThrow('the effect failed');
    expect((await tested.store.read(stream)).version).toBe(0);
    expect(heard).not.toHaveBeenCalled();

    await transaction(false);
    expect((await tested.store.read(stream)).version).toBe(1);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
  });

  test('within a transaction a repeated command is recognised before anything is written', async () => {
    const [first, second] = [await filed(), { tenant: 'duisburg', streamId: randomUUID() }];
    const options = { metadata: metadata(), idempotency: { key: randomUUID(), fingerprint: 'f' } };
    const command = { kind: 'add' as const, texts: ['vier'] };
    await runCommand(tested.store, caseNotes, first, command, options);
    const repeated = await tested.database.inTransaction('duisburg', (client) =>
      runCommand(tested.store.within(client), caseNotes, second, command, options),
    );
    expect(repeated).toMatchObject({ repeated: true, version: 4 });
    expect((await tested.store.read(second)).version).toBe(0);
  });
});

describe('a tenant sees and writes its own rows alone', () => {
  test.each(['event_store.events', 'event_store.kept_answers', openCases])('%s', async (table) => {
    for (const tenant of ['duisburg', 'wuppertal']) {
      const stream = { tenant, streamId: randomUUID() };
      const idempotency = { key: randomUUID(), fingerprint: 'f' };
      const command = { kind: 'add' as const, texts: ['eins'] };
      await runCommand(tested.store, caseNotes, stream, command, { metadata: metadata(), idempotency });
    }
    const seen = async (client: pg.Client) => {
      const { rows } = await client.query<{ tenant: string }>(
        `SELECT DISTINCT tenant FROM ${table} ORDER BY tenant`,
      );
      return rows.map(({ tenant }) => tenant);
    };
    expect(await seen(await as('service', 'duisburg'))).toStrictEqual(['duisburg']);
    expect(await seen(await as('owner', 'wuppertal'))).toStrictEqual(['wuppertal']);
    expect(await seen(await as('service'))).toStrictEqual([]);
    expect(await seen(await as('service', '*'))).toStrictEqual(['duisburg', 'wuppertal']);
  });

  test.each([['wuppertal'], ['*'], ['']])(
    'an event of Duisburg cannot be written as "%s"',
    async (tenant) => {
      const service = await as('service', tenant);
      await expect(service.query(insertEvent, ['duisburg', randomUUID()])).rejects.toThrow(
        'row-level security',
      );
    },
  );

  test('rows of Duisburg cannot be changed or removed as another tenant or as all', async () => {
    const { streamId } = await filed('duisburg');
    for (const tenant of ['wuppertal', '*']) {
      const service = await as('service', tenant);
      const update = await service.query(`UPDATE ${openCases} SET last = 'x' WHERE stream_id = $1`, [
        streamId,
      ]);
      const remove = await service.query(`DELETE FROM ${openCases} WHERE stream_id = $1`, [streamId]);
      expect([update.rowCount, remove.rowCount]).toStrictEqual([0, 0]);
    }
  });
});

describe('a forged event is found', () => {
  const forgeries: [what: string, change: string, brokenAt: number][] = [
    ['one byte of the payload', `payload = replace(payload, 'zwei', 'zwej')`, 2],
    ['a blank in the payload that JSON ignores', `payload = replace(payload, ':', ': ')`, 2],
    ['the actor', `metadata = replace(metadata, 'citizen', 'auditor')`, 2],
    ['the time', `recorded_at = recorded_at + interval '1 microsecond'`, 2],
    ['the type', `type = 'CaseClosed'`, 2],
    ['the schema version', `schema_version = 2`, 2],
    ['the stream type', `stream_type = 'other'`, 2],
    ['the hash', `hash = sha256('forged')`, 2],
    ['the previous hash', `previous_hash = sha256('forged')`, 2],
  ];

  test.each(forgeries)('%s', async (_what, change, brokenAt) => {
    const stream = await filed();
    const administrator = await as('administrator');
    await administrator.query('ALTER TABLE event_store.events DISABLE TRIGGER refuse_change');
    const where = `WHERE stream_id = $1 AND version = 2`;
    await administrator.query(`UPDATE event_store.events SET ${change} ${where}`, [stream.streamId]);
    await administrator.query('ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change');
    const history = await tested.store.history(stream);
    expect(history).toMatchObject({ brokenAt });
    expect(history.events.map(({ version }) => version)).toStrictEqual([1]);
  });

  test('a removed event in the middle', async () => {
    const stream = await filed();
    const administrator = await as('administrator');
    await administrator.query('ALTER TABLE event_store.events DISABLE TRIGGER refuse_change');
    await administrator.query(`DELETE FROM event_store.events WHERE stream_id = $1 AND version = 2`, [
      stream.streamId,
    ]);
    await administrator.query('ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change');
    expect(await tested.store.history(stream)).toMatchObject({ brokenAt: 2 });
  });
});

test('an event that cannot be read stops its own stream and is named; the feed goes on with the others', async () => {
  const [damaged, intact] = [await filed('duisburg', 'eins'), await filed('duisburg', 'eins')];
  const from = await tested.store.endOfFeed();
  const service = await as('service', 'duisburg');
  await service.query(
    `INSERT INTO event_store.events
       (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
     SELECT tenant, stream_id, 2, stream_type, type, 1, now(), metadata, '{"text":', hash, sha256('damaged')
     FROM event_store.events WHERE stream_id = $1`,
    [damaged.streamId],
  );
  await runCommand(
    tested.store,
    caseNotes,
    intact,
    { kind: 'add', texts: ['zwei'] },
    { metadata: metadata() },
  );
  const named = { tenant: 'duisburg', streamId: damaged.streamId, version: 2, type: 'NoteAdded' };
  await expect(tested.store.read(damaged)).rejects.toMatchObject({ name: 'UnreadableEvent', event: named });
  const seen = await eventually('both events in the feed', async () => {
    const { events } = await tested.store.readFeed(from, 100);
    const own = events.filter(
      ({ streamId, version }) => version === 2 && [damaged.streamId, intact.streamId].includes(streamId),
    );
    return own.length === 2 && own;
  });
  expect(seen).toMatchObject([
    { ...named, unreadable: { event: named } },
    { version: 2, data: { text: 'zwei' } },
  ]);
});

test('a wrong caller cannot tear a gap: the database itself knows the version before', async () => {
  const stream = await filed();
  const { events, now } = await tested.store.read(stream);
  const append = {
    ...stream,
    streamType: 'case-notes',
    expectedVersion: 7,
    events: [{ type: 'NoteAdded', data: { text: 'acht' } }],
    metadata: metadata(),
    recordedAt: now,
    previousHash: events.at(-1)?.hash ?? '',
  };
  await expect(tested.store.append(append)).rejects.toThrow('is not at version 7');
  await expect(tested.store.append({ ...append, expectedVersion: 3 })).resolves.toMatchObject({ version: 4 });
});
