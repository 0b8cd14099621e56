import { DataSource, EntitySchema } from 'typeorm';
import { type Contender, repeat } from '../measure';
import { columns, metadata, moved, newStreamId, openCases, rowOf, streamType, tenant } from './subject';

const event = new EntitySchema({
  name: 'Event',
  schema: 'event_store',
  tableName: 'events',
  columns: {
    tenant: { type: 'text', primary: true },
    streamId: { type: 'uuid', primary: true, name: 'stream_id' },
    version: { type: 'int', primary: true },
    streamType: { type: 'text', name: 'stream_type' },
    type: { type: 'text' },
    schemaVersion: { type: 'smallint', name: 'schema_version' },
    recordedAt: { type: 'timestamptz', name: 'recorded_at' },
    metadata: { type: 'text' },
    payload: { type: 'text' },
    previousHash: { type: 'bytea', name: 'previous_hash' },
    hash: { type: 'bytea' },
  },
});

const [schema, tableName] = openCases.split('.');
const openCase = new EntitySchema({
  name: 'OpenCase',
  schema: schema ?? '',
  tableName: tableName ?? '',
  columns: {
    tenant: { type: 'text', primary: true },
    streamId: { type: 'uuid', primary: true, name: 'stream_id' },
    version: { type: 'int' },
    ...Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, { type }])),
  },
});

/** `save` of the same two rows in a transaction; without hashing. */
export async function typeormSave(url: string, connections: number) {
  const options = `-c app.tenant=${tenant}`;
  const extra = { max: connections, options };
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    entities: [event, openCase],
    extra,
  }).initialize();
  const hash = Buffer.alloc(32, 0xab);
  const recordedAt = '2026-11-20T15:42:13.123456Z';
  const contender: Contender = {
    name: 'typeorm save',
    run: (concurrency, seconds) =>
      repeat(concurrency, seconds, () => {
        const streamId = newStreamId();
        let version = 0;
        return async () => {
          const { type, data } = moved(`step ${version}`);
          version += 1;
          const stored = {
            ...{ tenant, streamId, version, streamType, type, schemaVersion: 1, recordedAt, hash },
            ...{ metadata: JSON.stringify(metadata()), payload: JSON.stringify(data) },
            previousHash: version === 1 ? Buffer.alloc(0) : hash,
          };
          const row = {
            tenant,
            streamId,
            version,
            ...rowOf({ status: data.status, steps: version }, { recordedAt }),
          };
          await dataSource.transaction(async (manager) => {
            await manager.save(event, stored);
            await manager.save(openCase, row);
          });
        };
      }),
  };
  return { contender, close: () => dataSource.destroy() };
}
