import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { correlationHeader } from '#http';
import type { Client } from '../clients';
import { isPagePart, type PartName } from '../parts';
import { securityHeaders } from '../security-headers';
import { visitorHeader } from '../visitors';

/**
 * What a client may say to a service. Everything else stays outside: `Authorization` and `X-…` would let it speak for
 * somebody else, hop-by-hop headers and `Expect` are the gateway's own business.
 */
const passedOn = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'traceparent',
  'tracestate',
  'tus-resumable',
  'upload-checksum',
  'upload-length',
  'upload-metadata',
  'upload-offset',
  'user-agent',
] as const;

/** What a caller with words of its own (a signature) may not say either: who speaks, and what is between two hops alone. */
const withheld =
  /^(authorization|cookie|host|expect|forwarded|x-forwarded-.*|x-client-authorization|x-correlation-id|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;

/** What a part says to the gateway alone: hop-by-hop headers (RFC 9110, 7.6.1), and what it was made with. */
const inner = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-powered-by',
  correlationHeader.toLowerCase(),
]);

const security = securityHeaders.map(([name, value]) => ({ name, key: name.toLowerCase(), value }));

/** Who asks, as a part is told. */
export interface Introduction {
  /** The service token of who asks; pages have none, for they ask as the browser. */
  readonly token?: string;
  /**
   * Asks identity anew whose session it is, and tells the token: what is remembered of a session may be from before it went on under
   * another name.
   */
  readonly askAgain?: () => Promise<string>;
  /** For pages: what they say of the visitor when they ask the API. */
  readonly visitor?: string;
  readonly client: Client;
  readonly correlationId: string;
  /** Whether the client may show the part itself who it is, beside the token. */
  readonly saysWhoItIs?: boolean;
  /** Whether a provider calls, whose signature stands in a header of its own. */
  readonly isCall?: boolean;
}

/** Identity knows sessions, and pages ask with the browser's own; to every other part a cookie would be a secret too many. */
const mayKeepCookies = (part: PartName): boolean => part === 'identity' || isPagePart(part);

/** The headers with which a request goes to a part, name after value: what the client may say, who asks, and where it came in. */
export function requestHeaders(
  { headers }: IncomingMessage,
  part: PartName,
  { token, visitor, client, correlationId, saysWhoItIs = false, isCall = false }: Introduction,
): string[] {
  const told = [correlationHeader, correlationId];
  if (token !== undefined) told.push('authorization', `Bearer ${token}`);
  if (visitor !== undefined) told.push(visitorHeader, visitor);
  told.push('x-forwarded-for', client.address, 'x-forwarded-proto', client.protocol);
  told.push('x-forwarded-host', headers.host ?? '');
  const names = isCall ? Object.keys(headers).filter((name) => !withheld.test(name)) : passedOn;
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') told.push(name, value);
  }
  if (saysWhoItIs && headers.authorization) told.push('x-client-authorization', headers.authorization);
  if (mayKeepCookies(part) && headers.cookie) told.push('cookie', headers.cookie);
  return told;
}

/** The headers with which a part's answer goes to the client, name after value. */
export function answerHeaders(part: PartName, headers: IncomingHttpHeaders, correlationId: string): string[] {
  const told = [correlationHeader, correlationId];
  for (const { name, key, value } of security) if (headers[key] === undefined) told.push(name, value);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || inner.has(name)) continue;
    if (name === 'set-cookie' && !mayKeepCookies(part)) continue;
    if (typeof value === 'string') told.push(name, value);
    else for (const one of value) told.push(name, one);
  }
  return told;
}
