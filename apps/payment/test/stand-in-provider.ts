import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { eventually, freePort } from '#testing';

const program = resolve(__dirname, '../../../dist/apps/stand-ins/src/payment-provider/main.js');

/** The city's accounts at the providers that the stand-in is. */
export const accounts = {
  xbezahl: { originatorId: 'parken', endPointId: '05112000' },
  pmpay: { originatorId: 'parken', endPointId: '05124000' },
  stadtpay: { merchantId: 'stadt-duisburg' },
} as const;

/** The stand-in for payment providers, as it was built, as a process of its own. */
export class StandInProvider {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<StandInProvider> {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-provider-'));
    mkdirSync(join(folder, 'cities/duisburg'), { recursive: true });
    const city = { name: 'Stadt Duisburg', payment: { providers: accounts } };
    writeFileSync(join(folder, 'cities/duisburg/tenant.yaml'), stringify(city));
    const standIn = new StandInProvider(folder, {
      PATH: process.env['PATH'],
      PORT: String(await freePort()),
      TLS_PORT: String(await freePort()),
      STATE_DIR: join(folder, 'state'),
      PAYMENT_KEYS: join(folder, 'keys'),
      TENANTS_DIR: join(folder, 'cities'),
    });
    await standIn.run();
    return standIn;
  }

  async run(): Promise<void> {
    this.process = spawn(process.execPath, [program], { env: this.environment, stdio: 'inherit' });
    await eventually(
      'the stand-in is ready',
      async () => (await fetch(`${this.url}/health/ready`)).ok,
      30_000,
    );
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.process?.kill(signal);
    if (this.process !== undefined) await once(this.process, 'exit');
    this.process = undefined;
  }

  /** PAYMENT_PROVIDERS. */
  get providersFile(): string {
    return join(this.folder, 'keys/providers.yaml');
  }

  /** What a test has it do. */
  async control(path: string, body?: object, method = 'POST'): Promise<void> {
    const response = await fetch(`${this.url}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${await response.text()}`);
  }

  private get url(): string {
    return `http://127.0.0.1:${this.environment['PORT']}`;
  }
}
