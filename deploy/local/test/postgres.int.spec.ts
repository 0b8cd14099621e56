import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { asAdmin, closeDatabases } from '#database';
import { createPorts } from '../ports.mjs';
import { postgresFolder, startPostgres } from '../postgres.mjs';

test('the embedded server is durable, its data survives being killed, and its databases can be closed to all but their own roles', async () => {
  const state = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(state, 0o755);
  const port = await createPorts().next(0);
  const first = await startPostgres({ state, port });
  const { rows: settings } = await asAdmin(first.adminUrl, (admin) =>
    admin.query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name`,
    ),
  );
  expect(settings).toStrictEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
  await asAdmin(first.adminUrl, (admin) => admin.query('CREATE TABLE kept AS SELECT 1 AS one'));
  await asAdmin(first.adminUrl, (admin) => admin.query(`CREATE ROLE somebody LOGIN PASSWORD 'known'`));
  const somebody = `postgres://somebody:known@127.0.0.1:${port}/postgres`;
  await asAdmin(somebody, (client) => client.query('SELECT pg_current_xact_id()'));
  await closeDatabases(first.adminUrl);
  await expect(asAdmin(somebody, (client) => client.query('SELECT'))).rejects.toThrow('permission denied');
  first.process.kill();
  await first.process.exited;

  const second = await startPostgres({ state, port });
  const { rows } = await asAdmin(second.adminUrl, (admin) => admin.query('SELECT one FROM kept'));
  expect(rows).toStrictEqual([{ one: 1 }]);
  await second.process.stop();
  rmSync(state, { recursive: true, force: true });
});

test('a first start that was interrupted leaves nothing that keeps the next one from starting', async () => {
  const state = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(state, 0o755);
  // What initdb has written when it is killed half-way, also in the place where the data lies in the end.
  for (const folder of ['data', 'data.incomplete']) {
    mkdirSync(join(state, 'postgres', folder, 'base'), { recursive: true });
  }
  writeFileSync(join(state, 'postgres', 'data.incomplete', 'PG_VERSION'), '18\n');
  writeFileSync(join(state, 'postgres', 'password'), 'of the interrupted start\n');
  const server = await startPostgres({ state, port: await createPorts().next(0) });
  expect(server.version).toMatch(/^18\./);
  await server.process.stop();
  rmSync(state, { recursive: true, force: true });
});

test('below a folder that is closed to others, a server that may not run as root keeps its data elsewhere', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'closed-')); // mode 0700
  const folder = postgresFolder(closed);
  if (process.getuid?.() !== 0) return expect(folder).toBe(join(closed, 'postgres'));
  expect(folder).toMatch(/^\/var\/tmp\/serviceportal-/);
  const server = await startPostgres({ state: closed, port: await createPorts().next(0) });
  expect(server.version).toMatch(/^18\./);
  await server.process.stop();
  rmSync(dirname(folder), { recursive: true, force: true });
  expect(existsSync(folder)).toBe(false);
});
