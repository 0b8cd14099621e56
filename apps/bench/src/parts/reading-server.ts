import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * As `http/plain/server.ts`, but what it answers it reads anew for each request: one row, by its key, with a prepared statement. Forked; takes
 * the URL of the database and the key.
 */
const [url = '', key = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
const statement = { name: 'answer', text: 'SELECT body FROM bench.answers WHERE id = $1' };
const headers = { 'content-type': 'application/json' };

const server = http.createServer((_, response) => {
  pool.query<{ body: string }>({ ...statement, values: [key] }).then(
    ({ rows: [row] }) => {
      const bytes = Buffer.from(row?.body ?? '');
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
    },
    () => response.writeHead(503).end(),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
