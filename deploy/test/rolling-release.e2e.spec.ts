import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Citizen, dogRegistration, Staff, type RunFile } from '#portal-client';
import { eventually } from '#testing';

/** W6c: a release is a restart of every instance, one after the other, while people work. */

const launcherScript = resolve(__dirname, '../local/start.mjs');
const state = mkdtempSync(join(tmpdir(), 'rolling-'));
const output = join(state, 'output.log');
let launcher: ChildProcess;
let door: FrontDoor;

const runFile = () => JSON.parse(readFileSync(join(state, 'run.json'), 'utf8')) as RunFile;

/** What stands before the gateways in a city's network: sends each new connection to one that says that it is ready. */
class FrontDoor {
  private ready: readonly number[] = [];
  private turn = 0;
  private readonly looking: NodeJS.Timeout;

  private constructor(private readonly server: Server) {
    this.looking = setInterval(() => void this.look(), 100);
  }

  static async open(): Promise<FrontDoor> {
    const server = createServer((client) => {
      const { ready } = door;
      const gateway = connect({ host: '127.0.0.1', port: ready[door.turn++ % ready.length] ?? 0 });
      client.pipe(gateway).pipe(client);
      client.on('error', () => gateway.destroy());
      gateway.on('error', () => client.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new FrontDoor(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async look(): Promise<void> {
    const gateways = runFile().processes.filter(({ name }) => name.startsWith('gateway'));
    const ready = await Promise.all(
      gateways.map(async ({ port, innerPort }) => {
        const answer = await fetch(`http://127.0.0.1:${innerPort}/health/ready`).catch(() => undefined);
        await answer?.body?.cancel();
        return answer?.ok === true && port !== undefined ? [port] : [];
      }),
    );
    this.ready = ready.flat();
  }

  close(): void {
    clearInterval(this.looking);
    this.server.close();
  }
}

beforeAll(async () => {
  chmodSync(state, 0o755);
  const log = openSync(output, 'a');
  const { NODE_ENV: _, ...environment } = process.env;
  launcher = spawn(process.execPath, [launcherScript, '--state', state, '--instances', '2'], {
    env: { ...environment, PORT: '23080', LOG_LEVEL: 'warn' },
    stdio: ['ignore', log, log],
  });
  await eventually(
    'two instances of each service are ready',
    () => readFileSync(output, 'utf8').includes('\nReady after'),
    290_000,
  );
  door = await FrontDoor.open();
  await door.look();
}, 300_000);

afterAll(() => {
  door?.close();
  launcher.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

test('W6c every instance is restarted while citizens and a caseworker work, and no request fails', async () => {
  const run = runFile();
  const throughTheDoor = (address: string) => {
    const url = new URL(address);
    url.port = String(door.port);
    return url.href;
  };
  const { portal, backoffice } = run.tenants['duisburg'] as RunFile['tenants'][string];
  const tenants = {
    ...run.tenants,
    duisburg: { portal: throughTheDoor(portal), backoffice: throughTheDoor(backoffice) },
  };
  const citizens = await Promise.all(
    ['a', 'b', 'c'].map((name) => Citizen.signIn({ ...run, tenants }, 'duisburg', `${name}@example.org`)),
  );
  const caseworker = await Staff.signIn({ ...run, tenants }, 'm.nguyen');
  const failures: string[] = [];
  let answered = 0;
  let ending = false;
  const again = async (step: () => Promise<unknown>) => {
    while (!ending) {
      try {
        await step();
        answered += 1;
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const work = [
    ...citizens.map((citizen, nth) =>
      again(async () => {
        await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration(nth)));
        await citizen.myApplications();
        await citizen.get('/mailbox');
      }),
    ),
    again(() => caseworker.get('/work-list')),
  ];
  const roll = spawn(process.execPath, [resolve(__dirname, '../local/roll.mjs')], {
    env: { ...process.env, STATE_DIR: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [roll.stdout, roll.stderr]) stream.on('data', (data) => (said += String(data)));
  const code = await new Promise<number | null>((ended) => roll.once('exit', ended));
  ending = true;
  await Promise.all(work);
  for (const person of [...citizens, caseworker]) person.close();

  expect([code, said]).toEqual([0, expect.stringContaining('Every service was restarted.')]);
  const restarted = [...said.matchAll(/✓ (\S+)/g)].map(([, name]) => name).sort();
  const services = ['application', 'audit', 'gateway', 'identity', 'mailbox', 'notification', 'payment'];
  expect(restarted).toEqual(services.flatMap((name) => [name, `${name}.2`]));
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(20);
}, 280_000);
