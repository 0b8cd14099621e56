import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import { correlationHeader, correlationIdOf } from '#http';
import type { PartName } from '../parts';

/**
 * What a client may say to a service. Everything else stays outside: `Authorization` and `X-…` would let it speak for
 * somebody else, hop-by-hop headers are the gateway's own business.
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
  'transfer-encoding',
  'traceparent',
  'tracestate',
  'user-agent',
] as const;

/** The headers with which a request goes to a part: what the client may say, who asks, and where it came in. */
export function forwardedHeaders(request: Request, part: PartName, token: string): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  // Only identity knows sessions; to every other part the cookie would be a secret too many.
  if (part === 'identity' && request.headers.cookie) headers.cookie = request.headers.cookie;
  return {
    ...headers,
    authorization: `Bearer ${token}`,
    [correlationHeader.toLowerCase()]: correlationIdOf(request),
    'x-forwarded-for': request.ip,
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': request.protocol,
  };
}
