import { randomUUID } from 'node:crypto';
import { PostgresEventStore, Refusal, runCommand } from '#event-sourcing';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { testDatabase, type TestDatabase } from '#testing';
import { checkStreams, rebuildReadModel } from '#verification';
import * as fc from 'fast-check';
import pg from 'pg';
import { applicationAggregate, foldings } from '../src/application.aggregate';
import { referenceOf } from '#contracts';
import { applicationMigrations } from '../src/migrations';
import { attempts, commandOf, type Attempt } from './random-commands';

const tenant = 'duisburg';
let database: TestDatabase;
let connections: TenantDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await testDatabase('application', applicationMigrations);
  connections = openTenantDatabase(database.serviceUrl, { connectTimeoutMs: 30_000 });
  store = new PostgresEventStore(connections);
});
afterAll(async () => {
  await connections.close();
  await database.drop();
});

let number = 0;

/** Gives the commands of a sequence to one stream, as the service does. @returns its id and the commands that were refused */
async function play(sequence: readonly Attempt[]): Promise<string> {
  const streamId = randomUUID();
  const reference = referenceOf('DU', 2026, (number += 1));
  const commandId = randomUUID();
  const actor = { personId: randomUUID(), role: 'citizen' } as const;
  const metadata = { actor, commandId, correlationId: commandId, causationId: commandId };
  for (const attempt of sequence) {
    await runCommand(
      store,
      applicationAggregate,
      { tenant, streamId },
      ({ state }) => {
        const command = commandOf(attempt, state, randomUUID());
        // Nobody has uploaded anything here.
        if ('binds' in command) return { ...command, binds: [] };
        return command.type === 'draft' ? { ...command, reference } : command;
      },
      {
        metadata,
      },
    ).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }
  return streamId;
}

async function differences(): Promise<unknown[]> {
  const found: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await checkStreams(
      { database: connections, store, foldings },
      { tenant, after, limit: 200 },
    );
    found.push(
      ...page.streams.filter(({ differences, brokenAt }) => differences.length > 0 || brokenAt !== undefined),
    );
    after = page.next;
  } while (after !== undefined);
  return found;
}

const samples = (count: number) => fc.sample(attempts, { numRuns: count, seed: 20261120 });

test('invariant 1: whatever is commanded, both lists equal the fold of the events', async () => {
  await Promise.all(samples(60).map(play));
  expect(await differences()).toEqual([]);
});

test('a row that somebody writes beside the events is found, and a rebuild during appends puts it right and loses none', async () => {
  const streams = await Promise.all(samples(20).map(play));
  const [changed, removed] = await database.query<{ stream_id: string }>(
    'SELECT stream_id FROM application.my_applications WHERE stream_id = ANY ($1) AND status <> $2 LIMIT 2',
    [streams, 'closed'],
  );
  await connections.withTenant(tenant, (client) =>
    client.query(`UPDATE application.my_applications SET status = 'closed' WHERE stream_id = $1`, [
      changed?.stream_id,
    ]),
  );
  await connections.withTenant(tenant, (client) =>
    client.query(`DELETE FROM application.my_applications WHERE stream_id = $1`, [removed?.stream_id]),
  );
  expect(await differences()).toHaveLength(2);

  const [folding] = foldings;
  if (folding === undefined) throw new Error('the service has no folding');
  const meanwhile = Promise.all(samples(60).map(play));
  await rebuildReadModel(database.ownerUrl, folding, 'application.my_applications');
  await meanwhile;
  expect(await differences()).toEqual([]);
});

test('the run-time role can neither change nor remove an event, nor a stored configuration', async () => {
  const client = new pg.Client({ connectionString: database.serviceUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.tenant', $1, false)`, [tenant]);
    for (const statement of [
      `UPDATE event_store.events SET payload = '{}'`,
      `DELETE FROM event_store.events`,
      `UPDATE application.service_configurations SET configuration = '{}'`,
      `DELETE FROM application.service_configurations`,
    ]) {
      await expect(client.query(statement)).rejects.toThrow(/permission denied/);
    }
  } finally {
    await client.end();
  }
});
