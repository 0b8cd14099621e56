import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { parse as parseLeniently, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { cleanValue } from './clean';
import { Problem } from './problem';

/** Largest body that a service reads, in bytes, after decompression. */
export const bodyLimitBytes = 1024 * 1024;

const json = /^application\/(json|[^;\s]+\+json)\s*(;|$)/i;
const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/**
 * Reads a request's body: UTF-8 JSON only (415), at most `limit` bytes after decompression (413), with the place of a mistake
 * (400), every text clean and in Unicode normal form C. Without a body: undefined.
 * @throws Problem
 */
export async function readJsonBody(
  request: IncomingMessage,
  limit: number = bodyLimitBytes,
): Promise<unknown> {
  if (!hasBody(request.headers)) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!json.test(type) || !/^utf-?8$/i.test(charset.exec(type)?.[1] ?? 'utf-8'))
    throw new Problem('unsupported-media-type');
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const bytes = await readBytes(request, decompressed(request), limit);
  return bytes.length === 0 ? undefined : cleanValue(parseJson(textOf(bytes)));
}

/** Whether a request has a body, as its headers say. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The problem of a body above the limit. */
export function tooLarge(limit: number): Problem {
  return new Problem('body-too-large', { limitBytes: limit });
}

function decompressed(request: IncomingMessage): Readable {
  switch (request.headers['content-encoding']?.toLowerCase() ?? 'identity') {
    case 'identity':
      return request;
    case 'gzip':
      return request.pipe(createGunzip());
    case 'deflate':
      return request.pipe(createInflate());
    case 'br':
      return request.pipe(createBrotliDecompress());
    default:
      throw new Problem('unsupported-media-type');
  }
}

/** What is left of a body that is refused is read away behind the answer. */
export function readBytes(request: IncomingMessage, source: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const fail = (error: unknown): void => {
      request.unpipe();
      source.removeAllListeners('data').pause();
      reject(error instanceof Problem ? error : new Problem('bad-request', {}, { cause: error }));
    };
    source.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) fail(tooLarge(limit));
      else chunks.push(chunk);
    });
    source.once('end', () => resolve(Buffer.concat(chunks, length)));
    source.once('error', fail);
    if (source !== request) request.once('error', fail);
  });
}

/** How long what is left of a body is read away behind its answer, in ms. */
const lingerMs = 10_000;

/**
 * Reads away what is left of a body: a sender whose connection is closed while it sends does not read the answer.
 * @param mostMs how long at most, in ms
 */
export async function readAway(request: IncomingMessage, mostMs: number): Promise<void> {
  if (request.complete || request.destroyed) return;
  await new Promise<void>((resolve) => {
    // A service that ends does not wait for it.
    const timer = setTimeout(resolve, mostMs).unref();
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done);
    // Whoever was given the body takes no more of it.
    request.unpipe();
    request.resume();
  });
}

/** Ends an answer that is written, and with it its connection where it says so, behind what is left of the request's body. */
export function endBehindBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || request.destroyed) response.end();
  else void readAway(request, lingerMs).then(() => response.end());
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-text', {
      pointer: '',
      found: { de: 'eine Bytefolge, die kein UTF-8 ist,', en: 'a sequence of bytes that is not UTF-8' },
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedJson(text);
  }
}

/** JSON.parse does not always say where; a second, tolerant parser does. */
function malformedJson(text: string): Problem {
  const errors: ParseError[] = [];
  parseLeniently(text, errors, { disallowComments: true, allowTrailingComma: false });
  const position = errors[0]?.offset ?? text.length;
  const before = text.slice(0, position).split('\n');
  return new Problem('malformed-json', {
    position,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    ...(errors[0] && { reason: printParseErrorCode(errors[0].error) }),
  });
}
