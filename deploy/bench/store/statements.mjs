// @ts-check
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { aggregate, metadata, newStreamId, tenant } from './subject.mjs';

/** The very statements that the store prepares on a connection. @param {string} url @returns {Promise<{ appendText: string, readText: string }>} */
export async function statements(url) {
  const database = openTenantDatabase(url, { connections: 1 });
  const store = new PostgresEventStore(database);
  await runCommand(store, aggregate, { tenant, streamId: newStreamId() }, 'filed', { metadata: metadata() });
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query('SELECT name, statement FROM pg_prepared_statements'),
  );
  await database.close();
  const text = (/** @type {RegExp} */ name) => {
    const found = rows.find((row) => name.test(row.name));
    if (found === undefined) throw new Error(`the store prepared no statement ${name}`);
    return found.statement;
  };
  return { appendText: text(/^append/), readText: text(/^read_stream$/) };
}
