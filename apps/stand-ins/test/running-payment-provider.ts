import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Agent, fetch, type Response } from 'undici';
import { parse, stringify } from 'yaml';
import { eventually, freePort } from '#testing';

const program = resolve(__dirname, '../../../dist/apps/stand-ins/src/payment-provider/main.js');

/** Who may be paid in these tests. */
export const accounts = {
  xbezahl: { originatorId: 'serviceportal', endPointId: '05112000' },
  pmpay: { originatorId: 'serviceportal', endPointId: '05112000' },
  stadtpay: { merchantId: 'stadt-duisburg' },
};

/** An answer as a test looks at it. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Response['headers'];
  readonly body: Body;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown;
  readonly agent?: Agent;
}

interface ProvidersFile {
  readonly xbezahl: { readonly url: string };
  readonly pmpay: {
    readonly url: string;
    readonly auth: { readonly tokenUrl: string; readonly clientId: string };
  };
  readonly stadtpay: { readonly url: string };
}

/** A transaction as `/control/` shows it. */
export interface ControlledTransaction {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly told: readonly { readonly id: string; readonly done: boolean }[];
  readonly page: string;
  readonly later?: unknown;
}

/** The payment provider as a process of its own, with folders of its own. */
export class RunningPaymentProvider {
  private process: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly url: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<RunningPaymentProvider> {
    const folder = mkdtempSync(join(tmpdir(), 'payment-provider-'));
    mkdirSync(join(folder, 'cities/duisburg'), { recursive: true });
    writeFileSync(
      join(folder, 'cities/duisburg/tenant.yaml'),
      stringify({ name: 'Stadt Duisburg', payment: { providers: accounts } }),
    );
    const [port, tlsPort] = [await freePort(), await freePort()];
    const provider = new RunningPaymentProvider(folder, `http://127.0.0.1:${port}`, {
      PATH: process.env['PATH'],
      PORT: String(port),
      TLS_PORT: String(tlsPort),
      STATE_DIR: join(folder, 'state'),
      PAYMENT_KEYS: join(folder, 'keys'),
      TENANTS_DIR: join(folder, 'cities'),
    });
    await provider.run();
    return provider;
  }

  async run(): Promise<void> {
    this.process = spawn(process.execPath, [program], { env: this.environment, stdio: 'inherit' });
    await eventually('the provider is ready', async () => (await fetch(`${this.url}/health/ready`)).ok);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.process?.kill(signal);
    if (this.process) await once(this.process, 'exit');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true });
  }

  key(name: string): string {
    return readFileSync(join(this.folder, 'keys', name), 'utf8').trim();
  }

  /** The file that names it to the payment service. */
  get providers(): ProvidersFile {
    return parse(this.key('providers.yaml')) as ProvidersFile;
  }

  /** @param url below this provider, or anywhere */
  async ask<Body>(
    url: string,
    { method = 'GET', headers, body, agent }: Asking = {},
  ): Promise<Answered<Body>> {
    const answer = await fetch(new URL(url, this.url), {
      method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(agent && { dispatcher: agent }),
    });
    const said = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? JSON.parse(said) : said) as Body,
    };
  }

  control<Body>(path: string, method = 'GET', body?: unknown): Promise<Answered<Body>> {
    return this.ask<Body>(`/control/${path}`, { method, body });
  }

  /** What somebody does who is not a program: opens a page, sends its form. */
  send(page: string, form: Readonly<Record<string, string>>): Promise<Answered<string>> {
    return this.ask<string>(page, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  }

  async transaction(id: string): Promise<ControlledTransaction> {
    return (await this.control<ControlledTransaction>(`transactions/${id}`)).body;
  }

  /** The client's side of mutual TLS. @param certified the pair of files to show; none where undefined */
  agent(certified?: { readonly cert: string; readonly key: string }): Agent {
    return new Agent({ connect: { ca: this.key('ca.crt'), ...certified } });
  }
}
