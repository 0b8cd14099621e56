import pg from 'pg';
import { type Contender, repeat } from '../measure';
import { metadata, moved, newStreamId, rowOf, streamType, tenant } from './subject';

const recordedAt = '2026-11-20T15:42:13.123456Z';
const hash = 'ab'.repeat(32);

/**
 * The statements of the store by `pg` alone, where there is no pgbench: prepared, one connection a worker, no hashing.
 */
export async function rawPg(options: {
  readonly url: string;
  readonly connections: number;
  readonly appendText: string;
  readonly readText: string;
}) {
  const { url, connections, appendText, readText } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url, options: `-c app.tenant=${tenant}` });
      await client.connect();
      return client;
    }),
  );
  const contender = (name: string, reads: boolean, caseLength: number): Contender => ({
    name,
    run: (concurrency, seconds) =>
      repeat(concurrency, seconds, (worker) => {
        const client = clients[worker];
        let streamId = newStreamId();
        let version = 0;
        return async () => {
          if (version === caseLength) [streamId, version] = [newStreamId(), 0];
          if (reads)
            await client?.query({ name: 'read', text: readText, values: [tenant, streamId, null, null] });
          const { type, data } = moved(`step ${version}`);
          const row = Object.values(rowOf({ status: data.status, steps: version }, { recordedAt }));
          const header = [
            tenant,
            streamId,
            version,
            streamType,
            recordedAt,
            JSON.stringify(metadata()),
            version === 0 ? '' : hash,
          ];
          await client?.query({
            name: 'append',
            text: appendText,
            values: [...header, type, 1, JSON.stringify(data), hash, ...row],
          });
          version += 1;
        };
      }),
  });
  return {
    append: contender('plain client: append', false, Infinity),
    command: contender('plain client: read and append', true, 10),
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  };
}
