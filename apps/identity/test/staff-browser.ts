import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { eventually, freePort, tenantsFolder } from '#testing';
import { publicPort, type RunningIdentity } from './running-identity';

/** Who may sign in at the stand-in provider. */
export const staffFile = resolve(__dirname, '../../../deploy/local/staff.yaml');

/** Starts the stand-in provider as the launcher does. */
export async function startProvider() {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const clientSecret = randomBytes(24).toString('base64url');
  const main = resolve(__dirname, '../../../dist/apps/stand-ins/src/identity-provider/main.js');
  const child = spawn(process.execPath, [main], {
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'serviceportal',
      OIDC_CLIENT_SECRET: clientSecret,
      PUBLIC_PORT: String(publicPort),
      TENANTS_DIR: tenantsFolder,
      STAFF_FILE: staffFile,
    },
    stdio: 'ignore',
  });
  child.unref(); // a test that fails half-way must not keep the run from ending
  process.once('exit', () => child.kill());
  await eventually('the stand-in provider is ready', async () => (await fetch(`${issuer}/health/ready`)).ok);
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  };
  return { issuer, clientSecret, stop };
}

/** A browser with a cookie jar, which reaches the back-office of a city directly at identity, as the gateway would pass it on. */
export class StaffBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  constructor(
    private readonly identity: RunningIdentity,
    private readonly tenant: string,
  ) {}

  /** Opens an address and follows redirects until a page is shown, or until `stopAt` would be opened. */
  async open(address: string, init: RequestInit = {}, stopAt?: (address: string) => boolean): Promise<Shown> {
    let next = address;
    let request = init;
    for (let hop = 0; hop < 15; hop++) {
      if (stopAt?.(next)) return { address: next, response: new Response(), page: '' };
      const response = await this.send(next, request);
      const location = response.headers.get('location');
      if (location === null) return { address: next, response, page: await response.text() };
      next = new URL(location, next).href;
      request = {};
    }
    throw new Error(`there is no end to the redirects; the last one leads to ${next}`);
  }

  /** Signs in at the provider with the form that it shows; returns where the browser ends. */
  async signIn(user: string, password = 'demo', returnTo = '/work-list'): Promise<Shown> {
    return this.open(await this.callbackAddress(user, password, returnTo));
  }

  /** Goes through the provider, but stops before the browser comes back to the city. */
  async callbackAddress(user: string, password = 'demo', returnTo = '/work-list'): Promise<string> {
    const start = `${this.origin}/api/sign-in/oidc/start?returnTo=${encodeURIComponent(returnTo)}`;
    const isCallback = (address: string) => address.includes('/api/sign-in/oidc/callback');
    const form = await this.open(start, {}, isCallback);
    if (isCallback(form.address)) return form.address;
    const action = /<form method="post" action="([^"]+)"/.exec(form.page)?.[1];
    if (action === undefined) throw new Error(`the provider shows no form but: ${form.page}`);
    const body = new URLSearchParams({ user, password });
    const { address } = await this.open(
      new URL(action, form.address).href,
      { method: 'POST', body },
      isCallback,
    );
    return address;
  }

  cookie(name: string): string | undefined {
    return this.jarOf(this.origin).get(name);
  }

  get origin(): string {
    return `http://backoffice.${this.tenant}.localhost:${publicPort}`;
  }

  private async send(address: string, init: RequestInit): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    const jar = this.jarOf(origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie && { cookie }) };
    const response =
      origin === this.origin
        ? await this.atBackoffice(pathname + search, { ...init, headers })
        : await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Only what is below /api reaches identity; everything else would be a page of the back-office. */
  private atBackoffice(path: string, init: RequestInit): Promise<Response> {
    if (!path.startsWith('/api/')) return Promise.resolve(new Response(`a page: ${path}`));
    const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: this.tenant } as const;
    return this.identity.send(path.replace('/api/', '/backoffice/'), stranger, init);
  }

  private jarOf(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}

/** What the browser shows in the end. */
export interface Shown {
  readonly address: string;
  readonly response: Response;
  readonly page: string;
}
