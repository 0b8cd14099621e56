import { eventStoreMigrations, PostgresEventStore, runCommand, type Aggregate } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { DataSource } from 'typeorm';

type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } };

const counter: Aggregate<number, number, Counted> = {
  streamType: 'counter',
  decider: {
    initialState: 0,
    decide: (by, total) => (total + by > 100 ? [] : [{ type: 'Counted', data: { by } }]),
    evolve: (total, event) => total + event.data.by,
  },
  readModels: [],
};

export async function countToFive(ownerUrl: string, serviceUrl: string, streamId: string): Promise<number> {
  // Once, as the owner of the database; the role `testing_service` exists already (`provisionDatabase` of #database).
  const migrations = [...eventStoreMigrations('testing')];
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl, migrations }).initialize();
  await owner.runMigrations();
  await owner.destroy();

  const database = openTenantDatabase(serviceUrl, { connections: 10 });
  const store = new PostgresEventStore(database);
  const stream = { tenant: 'duisburg', streamId };
  const commandId = '0199a3f2-0000-7000-8000-00000000c0de';
  const actor = { personId: 'service:example', role: 'service' as const };
  const metadata = { actor, commandId, correlationId: commandId, causationId: commandId };
  await runCommand(store, counter, stream, 2, { metadata });
  const { state } = await runCommand(store, counter, stream, 3, { metadata });
  await database.close();
  return state;
}
