import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import {
  eventually,
  tenantsFolder,
  testKeys,
  tokenFor,
  type Keys,
  type MigrationClass,
  type TestClaims,
  type TestDatabase,
} from '#testing';
import { createPorts } from '../../local/ports.mjs';
import { environmentOf, table, tokenServices, type System } from '../../local/services.mjs';
import { startBrokerWithUsers, type BrokerWithUsers } from './broker-with-users';
import { formerKeyFile, restoreFormer } from './restore';

const root = resolve(__dirname, '../../..');

export interface Answer {
  readonly status: number;
  readonly version: number;
  /** What the tests look at of an answer; each answer has some of it. */
  readonly body: {
    readonly items: readonly unknown[];
    readonly history: readonly unknown[];
    readonly entries: readonly unknown[];
    readonly declarationHash: string;
    readonly status: string;
    readonly draft: { readonly version: number; readonly savedAt: string; readonly endsAt: string };
    readonly form: object;
    readonly streams: readonly {
      readonly hashes: readonly string[];
      readonly brokenAt?: number;
      readonly differences: readonly unknown[];
    }[];
    readonly events: number;
    readonly intact: boolean;
    readonly sources: readonly { readonly behind: number }[];
  };
}

/** The services of this version as they are built, on the databases of the former one and beside an empty broker that lets each do what it must. */
export class FormerSystem {
  private readonly processes: ChildProcess[] = [];
  private output = '';

  private constructor(
    readonly databases: Readonly<Record<string, TestDatabase>>,
    private readonly broker: BrokerWithUsers,
    private readonly keys: Keys,
    private readonly ports: Record<string, number>,
    private readonly innerPorts: Record<string, number>,
  ) {}

  /** Restores the databases, runs what is new of the migrations, and starts the services. */
  static async start(migrations: Readonly<Record<string, readonly MigrationClass[]>>): Promise<FormerSystem> {
    const [broker, ...restored] = await Promise.all([
      startBrokerWithUsers(Object.keys(migrations)),
      ...Object.entries(migrations).map(
        async ([service, all]) => [service, await restoreFormer(service, all)] as const,
      ),
    ]);
    const keys = testKeys(tokenServices);
    copyFileSync(formerKeyFile, keys.keyEncryptionKeyFile);
    const free = createPorts();
    const ports: Record<string, number> = {};
    const innerPorts: Record<string, number> = {};
    for (const { name } of table) [ports[name], innerPorts[name]] = [await free.next(0), await free.next(0)];
    const system = new FormerSystem(Object.fromEntries(restored), broker, keys, ports, innerPorts);
    try {
      await system.startAll();
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    // Nobody waits for them to finish in order: what they work on is thrown away.
    await Promise.all(
      this.processes.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
    await this.broker.remove();
    await Promise.all(Object.values(this.databases).map((database) => database.drop()));
  }

  async send(
    service: string,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    who: TestClaims,
    { body, ifMatch }: { body?: object; ifMatch?: number } = {},
  ): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.ports[service]}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(this.keys, who)}`,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      version: Number(/\d+/.exec(response.headers.get('etag') ?? '')?.[0]),
      body: JSON.parse(text || '{}') as Answer['body'],
    };
  }

  /**
   * Resolves when those who listen to a topic have worked through everything in it.
   * @param told how many records lie in it at least
   */
  async allHeard(topic: string, told: number, listeners: readonly string[]): Promise<void> {
    const admin = new Kafka({
      brokers: this.broker.brokers,
      ...(this.broker.operator && { sasl: this.broker.operator }),
      logLevel: logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const sum = (offsets: readonly string[]) =>
      offsets.reduce((total, offset) => total + Math.max(0, Number(offset)), 0);
    for (const groupId of listeners) {
      await eventually(
        `${groupId} has heard everything in ${topic}`,
        async () => {
          const lies = sum((await admin.fetchTopicOffsets(topic)).map(({ high }) => high));
          const [heard] = await admin.fetchOffsets({ groupId, topics: [topic] });
          return lies >= told && sum(heard?.partitions.map(({ offset }) => offset) ?? []) === lies;
        },
        60_000,
      );
    }
    await admin.disconnect();
  }

  /** Nobody signs in here: the file that names the providers of identities names none. */
  private noProviders(): { providersFile: string; keysFolder: string } {
    const keysFolder = join(this.keys.keyEncryptionKeyFile, '..');
    const providersFile = join(keysFolder, 'providers.yaml');
    writeFileSync(providersFile, '{}\n');
    return { providersFile, keysFolder };
  }

  private async startAll(): Promise<void> {
    // Settled, so that whoever stops the system after one has failed knows every process of it.
    const started = await Promise.allSettled(
      Object.keys(this.databases).map((service) => this.startService(service)),
    );
    for (const one of started) if (one.status === 'rejected') throw one.reason;
  }

  private async startService(service: string): Promise<void> {
    const database = this.databases[service];
    const row = table.find(({ name }) => name === service);
    if (row === undefined || database === undefined) throw new Error(`there is no service ${service}`);
    await promisify(execFile)(process.execPath, [join(root, `dist/apps/${service}/src/migrate.js`)], {
      env: { DATABASE_OWNER_URL: database.ownerUrl },
    });
    const child = spawn(process.execPath, [join(root, `dist/apps/${service}/src/main.js`)], {
      env: environmentOf(row, this.asLaunched()),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (this.output += String(text)));
    this.processes.push(child);
    await eventually(
      `${service} answers`,
      async () => {
        if (child.exitCode !== null) throw new Error(`it has ended: ${this.output}`);
        return (await fetch(`http://127.0.0.1:${this.innerPorts[service]}/health/live`)).ok;
      },
      60_000,
    );
  }

  /** What the launcher would know of this system. */
  private asLaunched(): System {
    const keyFolder = join(this.keys.keyEncryptionKeyFile, '..');
    return {
      ports: this.ports,
      innerPorts: this.innerPorts,
      smtpPort: 1,
      servicekontoPort: 1,
      paymentProviderTlsPort: 1,
      signIn: this.noProviders(),
      paymentProviders: this.noProviders().providersFile,
      handOverSecrets: join(keyFolder, 'hand-over'),
      handingOver: () => undefined,
      // What the services keep in files goes with the keys of this run.
      state: keyFolder,
      tenantsDir: tenantsFolder,
      logLevel: 'warn',
      databases: Object.fromEntries(
        Object.entries(this.databases).map(([name, { ownerUrl, serviceUrl }]) => [
          name,
          { owner: ownerUrl, service: serviceUrl },
        ]),
      ),
      brokers: this.broker.brokers,
      ...(this.broker.credentialsOf && { kafkaCredentials: this.broker.credentialsOf }),
      smtpUrl: 'smtp://127.0.0.1:1',
      keys: this.keys,
      staffDirectory: { issuer: 'http://localhost:1', clientId: 'serviceportal', clientSecret: 'none' },
    };
  }
}
