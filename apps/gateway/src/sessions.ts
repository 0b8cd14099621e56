import { createHash, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { decodeJwt } from 'jose';
import { Problem } from '#http';

/** Name of the session cookie, which identity sets (HttpOnly, SameSite=Lax, host-only), where there is no TLS. */
export const sessionCookie = 'session';
const plainCookie = /(?:^|;)\s*session=([^;]*)/;
/** The same over TLS, with the prefix by which no other host can have set it. */
const hostCookie = /(?:^|;)\s*__Host-session=([^;]*)/;

/** The header that proves that an unsafe request of a session comes from the city's own pages. */
export const csrfHeader = 'x-csrf-token';

/** What identity says about an open session. */
export interface SessionToken {
  /** The service token that speaks for the person (compact JWT). */
  readonly token: string;
  /** The value that `GET /me` shows and unsafe requests send back. */
  readonly csrfToken: string;
}

/** What a browser brings along. */
export interface Browser {
  /** Its `Cookie` header. */
  readonly cookie: string;
  /** Whether it came by TLS. */
  readonly overTls: boolean;
}

/** What identity is asked about a session. */
export interface SessionQuestion {
  readonly sessionId: string;
  readonly tenant: string;
  /** Whether somebody does something: only that keeps the session and its level from being idle. */
  readonly active: boolean;
  readonly correlationId?: string | undefined;
}

/** Asks identity for the token of a session; undefined when there is no such session (any more). */
export type AskIdentity = (question: SessionQuestion) => Promise<SessionToken | undefined>;

/** Longest time in milliseconds for which a token is reused without asking: a session that was ended elsewhere ends here too. */
const maxAgeMs = 60_000;
/** A token is not used in its last seconds: it has to be valid still when the service behind reads it. */
const marginMs = 10_000;
/** So many sessions are remembered; then the one that was asked for the longest time ago is forgotten. */
const capacity = 10_000;

interface Entry {
  readonly answer: Promise<SessionToken | undefined>;
  /** Identity was told that somebody does something. */
  readonly active: boolean;
  /** Milliseconds since 1970; set when the answer is there. */
  until: number;
}

/**
 * The tokens of the sessions that were active a moment ago. Requests that come at the same time ask identity once.
 * A sign-out forgets the session; a question that was under way then is answered but not remembered.
 */
export class Sessions {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly ask: AskIdentity,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The token of the request's session; undefined without a session cookie, or when its session is over. A token that was asked
   * for while nobody did anything serves nobody who does: identity would not hear of it.
   * @param active whether the request is something that somebody does
   */
  async of(
    browser: Browser,
    tenant: string,
    active: boolean,
    correlationId?: string,
  ): Promise<SessionToken | undefined> {
    const sessionId = sessionIdOf(browser.cookie, browser.overTls);
    if (sessionId === undefined) return undefined;
    const key = keyOf(sessionId, tenant);
    const known = this.entries.get(key);
    if (known && known.until > this.now() && (known.active || !active)) return known.answer;
    return this.asked(key, { sessionId, tenant, active, correlationId });
  }

  /** The way to forget the session of a request, also once its headers are gone. */
  forgetter(browser: Browser, tenant: string): () => void {
    const sessionId = sessionIdOf(browser.cookie, browser.overTls);
    return () => void (sessionId !== undefined && this.entries.delete(keyOf(sessionId, tenant)));
  }

  private asked(key: string, question: SessionQuestion): Entry['answer'] {
    const answer = this.ask(question);
    const entry: Entry = { answer, active: question.active, until: Infinity };
    this.entries.delete(key);
    this.entries.set(key, entry);
    this.forgetOldest();
    const drop = (): void => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    };
    answer.then((session) => {
      if (session) entry.until = usableUntil(session.token, this.now());
      else drop();
    }, drop);
    return answer;
  }

  private forgetOldest(): void {
    if (this.entries.size <= capacity) return;
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.entries.delete(oldest.value);
  }
}

/**
 * Refuses an unsafe request of a session that does not carry the session's CSRF token.
 * @throws Problem `csrf-token-invalid` (403)
 */
export function assertNotForged(request: IncomingMessage, session: SessionToken): void {
  if (isSafe(request.method)) return;
  const given = request.headers[csrfHeader];
  if (typeof given !== 'string' || !sameSecret(given, session.csrfToken))
    throw new Problem('csrf-token-invalid');
}

/**
 * Refuses an unsafe request that a browser says comes from another site; also without a session, so that nobody is
 * signed in to somebody else's account unawares.
 * @param protocol `http` or `https`: how the browser came
 * @throws Problem `cross-site-request` (403)
 */
export function assertSameSite(request: IncomingMessage, protocol: string): void {
  if (isSafe(request.method)) return;
  const { origin, host = '' } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== originOf(protocol, host)) throw new Problem('cross-site-request');
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    throw new Problem('cross-site-request');
  }
}

function isSafe(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The origin of a page at this host, as browsers write it: without the port that goes without saying. */
function originOf(protocol: string, host: string): string | undefined {
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** Over TLS a cookie without the prefix is nobody's: any neighbour under the same domain could have set it. */
function sessionIdOf(cookie: string, overTls: boolean): string | undefined {
  const [, found] = hostCookie.exec(cookie) ?? (overTls ? null : plainCookie.exec(cookie)) ?? [];
  const value = found?.trim();
  // Whatever does not look like a session id is none: it is not worth a question to identity.
  return value && /^[\w.~-]{16,512}$/.test(value) ? value : undefined;
}

/** The session id is a secret, so that it is not kept itself. */
function keyOf(sessionId: string, tenant: string): string {
  return hash('sha256', `${tenant} ${sessionId}`, 'base64url');
}

function usableUntil(token: string, now: number): number {
  const { exp } = decodeJwt(token);
  return Math.min(now + maxAgeMs, (exp ?? 0) * 1000 - marginMs);
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
