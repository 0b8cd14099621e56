import { openTenantDatabase } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { aggregate, metadata, newStreamId, tenant } from './subject';

/** The very statements that the store prepares on a connection. */
export async function statements(url: string): Promise<{ appendText: string; readText: string }> {
  const database = openTenantDatabase(url, { connections: 1 });
  const store = new PostgresEventStore(database);
  await runCommand(store, aggregate, { tenant, streamId: newStreamId() }, 'filed', { metadata: metadata() });
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ name: string; statement: string }>('SELECT name, statement FROM pg_prepared_statements'),
  );
  await database.close();
  const text = (name: RegExp) => {
    const found = rows.find((row) => name.test(row.name));
    if (found === undefined) throw new Error(`the store prepared no statement ${name}`);
    return found.statement;
  };
  return { appendText: text(/^append/), readText: text(/^read_stream$/) };
}
