import type { IncomingMessage, ServerResponse } from 'node:http';

/** Ours hold no comma. */
const tag = /^(?:W\/)?"([\x21\x23-\x2b\x2d-\x7e\x80-\xff]*)"$/;

/**
 * The entity tags of an `If-Match` or `If-None-Match` (RFC 9110, 13.1), without quotes; `any` for `*`; undefined for what is no
 * list of tags. A weak tag counts as the strong one: proxies that compress an answer weaken its tag, and ours name versions.
 */
export function entityTags(header: string): readonly string[] | 'any' | undefined {
  if (header.trim() === '*') return 'any';
  const tags: string[] = [];
  for (const part of header.split(',')) {
    const found = tag.exec(part.trim())?.[1];
    if (found === undefined) return undefined;
    tags.push(found);
  }
  return tags;
}

/**
 * Lets a GET that names in `If-None-Match` what it has already be answered with 304, once the answer's `ETag` is known and is
 * one of these. Only where the answer may be kept: what is `no-store` nobody has, and its tag, for `If-Match`, names the version of
 * a thing and not what a reader in a language and with a session is shown of it. Costs a request without that header nothing.
 */
export function answerNotModified({ method, headers }: IncomingMessage, response: ServerResponse): void {
  const header = headers['if-none-match'];
  if (header === undefined || (method !== 'GET' && method !== 'HEAD')) return;
  const known = entityTags(header);
  if (known === undefined) return;
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  const isKnown = (): boolean => {
    if (String(response.getHeader('cache-control') ?? '').includes('no-store')) return false;
    const [own] = entityTags(String(response.getHeader('etag') ?? '')) ?? [];
    return own !== undefined && (known === 'any' || known.includes(own));
  };
  // Node itself sends no body with a 304.
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(status === 200 && isKnown() ? 304 : status, ...rest)) as ServerResponse['writeHead'];
}
