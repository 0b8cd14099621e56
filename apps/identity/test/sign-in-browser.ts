import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, freePort } from '#testing';
import { actingOn, type RunningIdentity } from './running-identity';

/** Who works for the cities, as the stand-in has them. */
export const staffFile = resolve(__dirname, '../../../deploy/local/staff.yaml');

/** Starts the stand-in for the staff's directory as the launcher does. */
export const startProvider = ({ staffFile: staff = staffFile, publicPort = 8080 } = {}) =>
  start('identity-provider', 'localhost', publicPort, (secret, issuer) => ({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'serviceportal',
    OIDC_CLIENT_SECRET: secret,
    STAFF_FILE: staff,
  }));

/** Starts the stand-in for Google, on another site than the portals, as the launcher does. */
export async function startGoogle() {
  const folder = mkdtempSync(join(tmpdir(), 'google-'));
  const GOOGLE_CLIENT_SECRET_FILE = join(folder, 'client-secret');
  const provider = await start('google', '127.0.0.1', 8080, (secret, issuer) => {
    writeFileSync(GOOGLE_CLIENT_SECRET_FILE, `${secret}\n`);
    return { GOOGLE_ISSUER: issuer, GOOGLE_CLIENT_SECRET_FILE };
  });
  return { ...provider, providersFile: providersFile(folder, provider.issuer) };
}

/** SIGN_IN_PROVIDERS with an OpenID Connect provider for citizens, whose secret lies beside it. */
export function providersFile(folder: string, issuer: string): string {
  const file = join(folder, 'providers.yaml');
  const google = { protocol: 'oidc', issuer, clientId: 'serviceportal', clientSecretFile: 'client-secret' };
  writeFileSync(file, JSON.stringify({ google }));
  return file;
}

async function start(
  name: string,
  host: string,
  publicPort: number,
  variables: (secret: string, issuer: string) => Readonly<Record<string, string>>,
) {
  const port = await freePort();
  const issuer = `http://${host}:${port}`;
  const clientSecret = randomBytes(24).toString('base64url');
  const main = resolve(__dirname, `../../../dist/apps/stand-ins/src/${name}/main.js`);
  const child = spawn(process.execPath, [main], {
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_PORT: String(publicPort),
      TENANTS_DIR: resolve(__dirname, '../../../deploy/tenants'),
      ...variables(clientSecret, issuer),
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

/** A site of a city, and the way in that its people take. */
const sites = {
  backoffice: { host: 'backoffice.', method: 'oidc', page: '/work-list' },
  portal: { host: '', method: 'google', page: '/antraege' },
} as const;
export type Site = keyof typeof sites;

/** A browser with a cookie jar, which reaches a site of a city directly at identity, as the gateway would pass it on. */
export class SignInBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  constructor(
    private readonly identity: RunningIdentity,
    private readonly tenant: string,
    private readonly site: Site = 'backoffice',
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
  async signIn(user: string, password = 'demo', returnTo: string = this.page): Promise<Shown> {
    return this.open(await this.callbackAddress(user, password, returnTo));
  }

  /** Goes through the provider, but stops before the browser comes back to the city. */
  async callbackAddress(user: string, password = 'demo', returnTo: string = this.page): Promise<string> {
    const query = new URLSearchParams({ returnTo });
    return this.through(`${this.startAddress}?${query}`, { user, password });
  }

  /** Goes to the provider from an address, and fills its form in where it shows one; stops before the browser comes back. */
  async through(start: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const form = await this.open(start, {}, isCallback);
    if (isCallback(form.address)) return form.address;
    const action = /<form method="post" action="([^"]+)"/.exec(form.page)?.[1];
    if (action === undefined) throw new Error(`the provider shows no form but: ${form.page}`);
    const init = { method: 'POST', body: new URLSearchParams(fields) };
    return (await this.open(new URL(action, form.address).href, init, isCallback)).address;
  }

  cookie(name: string): string | undefined {
    return this.jarOf(this.origin).get(name);
  }

  get origin(): string {
    return `http://${sites[this.site].host}${this.tenant}.localhost:${this.identity.publicPort}`;
  }

  /** Where its sign-in begins. */
  get startAddress(): string {
    return `${this.origin}/api/sign-in/${sites[this.site].method}/start`;
  }

  /** A page of the site. */
  get page(): string {
    return sites[this.site].page;
  }

  private async send(address: string, init: RequestInit): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    const jar = this.jarOf(origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie && { cookie }) };
    const response =
      origin === this.origin
        ? await this.atSite(pathname + search, { ...init, headers })
        : await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Only what is below /api reaches identity; everything else would be a page of the site. */
  private async atSite(path: string, init: RequestInit): Promise<Response> {
    if (!path.startsWith('/api/')) return new Response(`a page: ${path}`);
    const within = path.replace('/api/', `/${this.site}/`);
    const people = actingOn(this.identity);
    const session = this.cookie('session');
    if (session !== undefined && (await people.askForToken(session, this.tenant)).status === 200)
      return people.as(session, within, init, this.tenant);
    const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: this.tenant } as const;
    return this.identity.send(within, stranger, init);
  }

  private jarOf(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}

const isCallback = (address: string) => /\/api\/sign-in\/\w+\/callback/.test(address);

/** What the browser shows in the end. */
export interface Shown {
  readonly address: string;
  readonly response: Response;
  readonly page: string;
}
