// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createKeys } from '../local/keys.mjs';
import { createPorts } from '../local/ports.mjs';
import { startPostgres } from '../local/postgres.mjs';
import { root } from '../local/prepare.mjs';
import { provisionDatabase } from '../postgres/provision.mjs';

/**
 * What one request costs the application service itself: processor time of its process per request, beside a plain
 * `node:http` server that answers as many bytes, and a small service without a database on either platform. Nobody else runs but PostgreSQL; there is no broker.
 *
 * npm run bench -- requests [--connections 16] [--seconds 5] [--rounds 3] [--profile <folder>]
 */
const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    connections: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    profile: { type: 'string' },
  },
});
const person = '00000000-0000-7000-8000-0000000000c1';
const connections = Number(options.connections);
const seconds = Number(options.seconds);
const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node supports

const state = mkdtempSync(join(tmpdir(), 'serviceportal-bench-'));
chmodSync(state, 0o755);
/** @type {(() => unknown)[]} */
const stops = [() => rmSync(state, { recursive: true, force: true })];
try {
  const ports = createPorts();
  const keys = createKeys(join(state, 'keys'), ['application', 'identity', 'gateway']);
  const postgres = await startPostgres({ state, port: await ports.next(0) });
  stops.push(() => postgres.process.stop());
  const service = await startApplication(postgres.adminUrl, keys, await ports.next(0));
  const floor = await startFloor(await ports.next(0));
  const onFastify = await startSmall('fastify', await ports.next(0));
  const onExpress = await startSmall('express', await ports.next(0));
  const sign = await signer(keys);
  const citizen = await sign('identity', {
    kind: 'person',
    sub: person,
    roles: ['citizen'],
    levelOfAssurance: 'low',
  });
  const stranger = await sign('gateway', {
    kind: 'anonymous',
    sub: 'anonymous',
    roles: [],
    levelOfAssurance: 'none',
  });
  for (let n = 0; n < 3; n += 1) await draft(service, citizen, n);
  const contenders = [
    { name: 'plain node:http', server: floor, path: '/', token: stranger },
    { name: 'small service on Fastify', server: onFastify, path: '/things49/7/parts', token: stranger },
    { name: 'small service on Express', server: onExpress, path: '/things49/7/parts', token: stranger },
    { name: 'GET portal/tenant', server: service, path: '/portal/tenant', token: stranger },
    { name: 'GET portal/applications', server: service, path: '/portal/applications', token: citizen },
  ];
  /** @type {Map<string, number[]>} */
  const costs = new Map(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await load(contender, 2);
  for (let round = 0; round < Number(options.rounds); round += 1)
    for (const contender of contenders) costs.get(contender.name)?.push(await load(contender, seconds));
  for (const [name, each] of costs) {
    const sorted = each.sort((a, b) => a - b);
    console.log(
      `${name.padEnd(28)} ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0).padStart(6)} µs of CPU per request (${sorted.map((cost) => cost.toFixed(0)).join(', ')})`,
    );
  }
  console.log(
    `${'memory of the service'.padEnd(28)} ${(memoryOf(service.pid) / 1024).toFixed(0).padStart(6)} MB`,
  );
} finally {
  for (const stop of stops.reverse()) await stop();
}

/** @typedef {{ pid: number, port: number }} Server */

/** @param {string} adminUrl @param {import('../local/keys.mjs').Keys} keys @param {number} port @returns {Promise<Server>} */
async function startApplication(adminUrl, keys, port) {
  const passwords = { owner: 'bench', service: 'bench' };
  const urls = await provisionDatabase({
    adminUrl,
    service: 'application',
    database: 'application',
    passwords,
  });
  const folder = join(root, 'dist/apps/application/src');
  const [migrated] = await once(
    spawn(process.execPath, [join(folder, 'migrate.js')], {
      env: { ...process.env, DATABASE_OWNER_URL: urls.owner },
      stdio: 'inherit',
    }),
    'exit',
  );
  if (migrated !== 0) throw new Error('the migrations failed');
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  return started(
    port,
    spawn(
      process.execPath,
      [...profile, ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? []), join(folder, 'main.js')],
      {
        env: {
          ...process.env,
          PORT: String(port),
          LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
          DATABASE_URL: urls.service,
          KAFKA_BROKERS: '127.0.0.1:9',
          TENANTS_DIR: join(root, 'deploy/tenants'),
          TOKEN_PRIVATE_KEY_FILE: keys.privateKeyFile('application'),
          TOKEN_PUBLIC_KEYS_FILE: keys.publicKeysFile,
          KEY_ENCRYPTION_KEY_FILE: keys.keyEncryptionKeyFile,
          IDENTITY_URL: 'http://127.0.0.1:9',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    ),
  );
}

/** @param {number} port @returns {Promise<Server>} */
function startFloor(port) {
  const program = `const body = JSON.stringify({ text: 'x'.repeat(1200) });
    require('node:http').createServer((request, response) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)).listen(${port}, '127.0.0.1')`;
  return started(port, spawn(process.execPath, ['-e', program], { stdio: 'inherit' }));
}

/** @param {'express' | 'fastify'} platform @param {number} port @returns {Promise<Server>} */
function startSmall(platform, port) {
  const program = join(import.meta.dirname, 'requests/small-service.mjs');
  return started(
    port,
    spawn(process.execPath, [program, platform, String(port)], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );
}

/** Waits until a server takes connections. @param {number} port @param {import('node:child_process').ChildProcess} child @returns {Promise<Server>} */
async function started(port, child) {
  stops.push(async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the server at ${port} has ended`);
    try {
      await get(new http.Agent(), port, '/health/live', '');
      return { pid: /** @type {number} */ (child.pid), port };
    } catch {
      await delay(100);
    }
  }
  throw new Error(`nobody listens at ${port}`);
}

/** @param {import('../local/keys.mjs').Keys} keys */
async function signer(keys) {
  const { SignJWT, importJWK } = await import('jose');
  return async (/** @type {string} */ issuer, /** @type {Record<string, unknown>} */ claims) => {
    const key = await importJWK(JSON.parse(readFileSync(keys.privateKeyFile(issuer), 'utf8')), 'EdDSA');
    // A new one each time it is asked for: a token lives for a minute, a benchmark longer.
    /** @type {{ until: number, jwt: string }} */
    let last = { until: 0, jwt: '' };
    return async () => {
      const now = Math.floor(Date.now() / 1000);
      if (last.until < now)
        last = {
          until: now + 30,
          jwt: await new SignJWT({ tenant: 'duisburg', offices: [], ...claims })
            .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: issuer })
            .setIssuer(issuer)
            .setAudience('serviceportal')
            .setIssuedAt(now)
            .setExpirationTime(now + 60)
            .sign(key),
        };
      return last.jwt;
    };
  };
}

/** @param {Server} server @param {() => Promise<string>} token @param {number} n */
async function draft({ port }, token, n) {
  const answer = await fetch(`http://127.0.0.1:${port}/portal/applications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-${n}`,
    },
    body: JSON.stringify({ serviceKey: 'meldebescheinigung' }),
  });
  if (answer.status !== 201)
    throw new Error(`a draft was answered with ${answer.status} ${await answer.text()}`);
}

/**
 * Processor time per request in µs while every connection asks again as soon as it is answered.
 * @param {{ server: Server, path: string, token: () => Promise<string> }} contender @param {number} forSeconds
 */
async function load({ server, path, token }, forSeconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const before = cpuSecondsOf(server.pid);
  const end = performance.now() + forSeconds * 1000;
  let answered = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const status = await get(agent, server.port, path, await token());
        if (status !== 200) throw new Error(`GET ${path} was answered with ${status}`);
        answered += 1;
      }
    }),
  );
  agent.destroy();
  return ((cpuSecondsOf(server.pid) - before) * 1e6) / answered;
}

/** @param {http.Agent} agent @param {number} port @param {string} path @param {string} token @returns {Promise<number | undefined>} */
function get(agent, port, path, token) {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}`, 'accept-language': 'de' };
  return new Promise((resolve, reject) => {
    http
      .get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      })
      .once('error', reject);
  });
}

/** User and system time of a process so far, in seconds. @param {number} pid */
function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory of a process in kB. @param {number} pid */
function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
