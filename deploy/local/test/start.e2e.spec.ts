import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunFile } from '#portal-client';
import { eventually, tenantsFolder } from '#testing';

import { table, withInstances } from '../services.mjs';
import { FrontDoor } from './front-door';
import { PeopleAtWork } from './people-at-work';
import { isAlive } from './programs';

/** One real system of its own, with two instances of each service, through its whole life: these tests build on each other and run in order. */
const start = resolve(__dirname, '../start.mjs');
const state = mkdtempSync(join(tmpdir(), 'start-'));
const output = join(state, 'output.log');
const cities = join(state, 'cities');
let launcher: ChildProcess;

const said = () => readFileSync(output, 'utf8');
const run = () => JSON.parse(readFileSync(join(state, 'run.json'), 'utf8')) as RunFile;
const pidOf = (name: string) => run().processes.find((process) => process.name === name)?.pid;
const isReady = async (name: string) => {
  const port = run().processes.find((process) => process.name === name)?.innerPort;
  return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
};

beforeAll(async () => {
  chmodSync(state, 0o755);
  cpSync(tenantsFolder, cities, { recursive: true });
  const log = openSync(output, 'a');
  const { NODE_ENV: _, ...environment } = process.env;
  launcher = spawn(process.execPath, [start, '--state', state, '--instances', '2'], {
    env: { ...environment, PORT: '21080', LOG_LEVEL: 'warn', TENANTS_DIR: cities },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise<never>((_resolve, reject) => {
    launcher.once('exit', () =>
      reject(new Error(`the launcher ended before the system was ready:\n${said()}`)),
    );
  });
  ended.catch(() => undefined); // later on it is ended by a test
  await Promise.race([
    eventually('the system is ready', () => said().includes('\nReady after'), 590_000),
    ended,
  ]);
}, 600_000);

afterAll(() => {
  launcher.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

test('the run file tells programs what the banner tells people, and only its owner can read it', async () => {
  const { ready, gateway, tenants, processes, postgres, logins } = run();
  expect(statSync(join(state, 'run.json')).mode & 0o777).toBe(0o600);
  expect(ready).toBe(true);
  expect(said()).toContain(tenants['duisburg']?.portal);
  expect(await isReady('gateway')).toBe(true);
  for (const path of ['/health/ready', '/health/live', '/metrics'])
    expect((await fetch(`${gateway}${path}`)).status).toBe(404);
  expect(Object.keys(postgres.databases).sort()).toStrictEqual([
    'application',
    'audit',
    'identity',
    'mailbox',
    'notification',
    'payment',
  ]);
  expect(logins.staff.length).toBeGreaterThan(0);
  expect(processes.map(({ name }) => name).sort()).toStrictEqual(
    ['kafka', 'postgres', ...withInstances(table, 2).map(({ name }) => name)].sort(),
  );
  expect(processes.every(({ pid }) => isAlive(pid))).toBe(true);
});

test('a second start says that one runs, and where', () => {
  const second = spawnSync(process.execPath, [start, '--state', state], { encoding: 'utf8' });
  expect(second.status).toBe(1);
  expect(second.stdout).toContain(
    `The system is running already (process ${launcher.pid}, ${run().gateway})`,
  );
});

test('W6c R5a H6a every instance is restarted while people work and read, and no request fails', async () => {
  const door = await FrontDoor.open(run);
  const tenants = Object.fromEntries(
    Object.entries(run().tenants).map(([city, { portal, backoffice }]) => [
      city,
      { portal: door.through(portal), backoffice: door.through(backoffice) },
    ]),
  );
  const people = await PeopleAtWork.begin({ ...run(), tenants }, ['wuppertal', 'rees', 'herford']);
  const roll = spawn(process.execPath, [resolve(__dirname, '../roll.mjs')], {
    env: { ...process.env, STATE_DIR: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [roll.stdout, roll.stderr]) stream.on('data', (data) => (told += String(data)));
  const code = await new Promise<number | null>((ended) => roll.once('exit', ended));
  await people.end();
  door.close();

  expect([code, told]).toEqual([0, expect.stringContaining('Every service was restarted.')]);
  const restarted = [...told.matchAll(/✓ (\S+)/g)].map(([, name]) => name).sort();
  const services = table.filter(({ standIn }) => !standIn).map(({ name }) => name);
  expect(restarted).toEqual(services.flatMap((name) => [name, `${name}.2`]).sort());
  expect(people.failures).toEqual([]);
  expect(people.done).toBeGreaterThan(20);
}, 600_000);

test('D2 what changes in the files of the cities is live without a restart; what is wrong is said, and stops nothing', async () => {
  const edit = (file: string, from: string, to: string) => {
    const path = join(cities, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };
  const nameAt = async (): Promise<string | undefined> => {
    const { tenants } = (await (await fetch(run().gateway)).json()) as {
      tenants: { key: string; name: string }[];
    };
    return tenants.find(({ key }) => key === 'duisburg')?.name;
  };
  edit('wuppertal/services/hundesteuer-abmeldung.yaml', 'office: steueramt', 'office: steuramt');
  edit('duisburg/tenant.yaml', 'name: Stadt Duisburg', 'name: Duisburg am Rhein');
  await eventually('the new name', async () => (await nameAt()) === 'Duisburg am Rhein');
  await eventually('what is said', () => said().includes('✓ duisburg: tenant.yaml is in force as changed'));
  // Which of the two is said first is not said.
  await eventually('what is said of the wrong file', () =>
    /! wuppertal\/services\/hundesteuer-abmeldung\.yaml:\d+, \/office: tenant\.yaml has no office "steuramt"\. Did you mean "steueramt"\?/.test(
      said(),
    ),
  );
  expect(await isReady('application')).toBe(true);
});

test.each(['mailbox', 'gateway'])('%s, killed with -9, is started again, and that is said', async (name) => {
  const before = pidOf(name) ?? 0;
  process.kill(before, 'SIGKILL');
  await eventually(`another process of ${name}`, () => pidOf(name) !== undefined && pidOf(name) !== before);
  await eventually(`${name} is ready again`, () => isReady(name), 60_000);
  expect(said()).toContain(`! ${name} ended (SIGKILL); starting it again in 0.5 s`);
});

test('PostgreSQL, killed with -9, is started again, and the services find it', async () => {
  process.kill(Number(readFileSync(join(state, 'postgres/server.pid'), 'utf8')), 'SIGKILL');
  await eventually('PostgreSQL runs again', () => said().includes('✓ postgres runs again'), 30_000);
  await eventually('the application service is ready again', () => isReady('application'), 60_000);
});

test('after the launcher was killed with -9, no process is left', async () => {
  const servers = ['postgres/server.pid', 'kafka/broker.pid'].map((file) =>
    Number(readFileSync(join(state, file), 'utf8')),
  );
  const pids = [...run().processes.map(({ pid }) => pid), ...servers];
  launcher.kill('SIGKILL');
  await eventually('no process is left', () => !pids.some(isAlive), 40_000);
});
