import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createContext, type RouterContextProvider } from 'react-router';
import { request } from 'undici';
import { createApi, type ApiOf } from '#api-client';
import { languageOfPath, type Language } from './language';

/** Headers of a visit that the API is told again: who asks (signed by the gateway), with which session, and under which trace. */
const passedOn = ['cookie', 'x-visitor', 'x-correlation-id', 'traceparent', 'tracestate', 'user-agent'];

/** How long other pages may take to say something, in milliseconds. */
const patienceMs = 3_000;

/** What a visit takes from a request. */
interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly originalUrl: string;
}

/**
 * One request for a page: in whose name the API is asked, in which language, and what its answer may run.
 * `Paths` are those of the API at the host that is visited.
 */
export class Visit<Paths extends object = object> {
  readonly language: Language;
  /** Of the page, also where its data alone is asked for. */
  readonly path: string;
  /** Of what of this answer's scripts and styles stands in the page itself. */
  readonly nonce = randomBytes(18).toString('base64url');
  readonly api: ApiOf<Paths>;
  /** By which the browser knows the pages: it says which city. */
  readonly host: string;
  /** Whether a form was sent: a page is then loaded to say what became of it, and must not lead away from that. */
  readonly isAct: boolean;
  /** Whether the browser has a session, perhaps an ended one. */
  readonly mayBeSignedIn: boolean;
  /** The cookies that make the session, as the browser sent them; empty without one. */
  readonly session: string;
  /** Whether the browser came by TLS. */
  readonly isSecure: boolean;
  /** `light` unless the person has chosen `dark`. */
  readonly theme: 'light' | 'dark';
  private readonly asked = new Map<string, Promise<unknown>>();

  /** @param keep has the browser keep a cookie: of the API, or of the pages themselves */
  constructor(
    private readonly gatewayUrl: string,
    { headers, method, originalUrl }: Asked,
    readonly keep: (cookie: string) => void,
  ) {
    this.path = pathOf(originalUrl);
    this.isAct = method === 'POST';
    this.language = languageOfPath(this.path);
    const { cookie = '' } = headers;
    this.host = String(headers['x-forwarded-host'] ?? headers.host);
    this.isSecure = headers['x-forwarded-proto'] === 'https';
    this.session = (cookie.match(/(?:__Host-)?session=[^;]*/g) ?? []).join(';');
    this.mayBeSignedIn = /(?:^|;)\s*(?:__Host-)?session=/.test(cookie);
    this.theme = /(?:^|;)\s*theme=dark(?:;|$)/.test(cookie) ? 'dark' : 'light';
    const told = new Headers({ 'accept-language': this.language });
    for (const name of passedOn) {
      const value = headers[name];
      if (typeof value === 'string') told.set(name, value);
    }
    this.api = createApi<Paths>({
      baseUrl: gatewayUrl,
      headers: told,
      onCookie: (set) => {
        // What is asked next in this visit is asked with it, too: a session that has just begun.
        told.set('cookie', withCookie(told.get('cookie') ?? '', set));
        keep(set);
      },
    });
  }

  /** Asks once for a page, however many of its parts want to know; each time where a form was sent, for that may have changed it. */
  once<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> {
    if (this.isAct) return ask();
    const known = this.asked.get(what) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const asked = ask();
    this.asked.set(what, asked);
    return asked;
  }

  /**
   * Whether the pages at another host of the city answer: asked for what they know by themselves. Not by `fetch`, which names no
   * other host than the one it asks.
   */
  async pagesAnswerAt(host: string): Promise<boolean> {
    const ask = async (gateway: string): Promise<true> => {
      const signal = AbortSignal.timeout(patienceMs);
      const { statusCode, body } = await request(`${gateway}/robots.txt`, { headers: { host }, signal });
      await body.dump();
      if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
      return true;
    };
    return Promise.any(this.gatewayUrl.split(',').map(ask)).catch(() => false);
  }

  /** What the browser may do with the page: only what this answer brings or names. */
  get policy(): string {
    return [
      "default-src 'none'",
      `script-src 'self' 'nonce-${this.nonce}'`,
      `style-src 'self' 'nonce-${this.nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "media-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  }
}

/** A `Cookie` header after an answer has set one; its former value goes. */
function withCookie(cookies: string, set: string): string {
  const [pair = ''] = set.split(';', 1);
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const others = cookies.split(/;\s*/).filter((cookie) => cookie !== '' && !cookie.startsWith(name));
  return [...others, pair].join('; ');
}

/** The page's path: of a request for its data alone, that of the page (`/postkorb.data`, `/_root.data`). */
function pathOf(target: string): string {
  const [path = '/'] = target.split('?');
  if (!path.endsWith('.data')) return path;
  return path.slice(0, -'.data'.length).replace(/\/?_root$/, '') || '/';
}

/** Where loaders and actions find the visit. */
export const visiting = createContext<Visit>();

/** The visit that a loader or an action belongs to. */
export function visitOf<Paths extends object>(context: Readonly<RouterContextProvider>): Visit<Paths> {
  return context.get(visiting) as Visit<Paths>;
}

/** A key for an `Idempotency-Key`, made when a page is rendered: however often its form is sent, it acts once. */
export const newKey = (): string => randomUUID();
