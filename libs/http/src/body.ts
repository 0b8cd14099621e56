import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { parse as parseLeniently, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { cleanText, cleanValue } from './clean';
import { Problem } from './problem';

/** Largest body that a service reads, in bytes, after decompression. */
export const bodyLimitBytes = 1024 * 1024;

const jsonTypes = ['application/json', 'application/*+json'];

/**
 * Reads JSON bodies: UTF-8 only, at most `limit` bytes (413), with the place of a mistake (400), every text clean and in
 * Unicode normal form C. Any other content type is 415, because no service takes one.
 */
export function readJsonBody(limit: number = bodyLimitBytes): RequestHandler[] {
  const read = express.raw({ type: jsonTypes, limit });
  return [
    (request: Request, response: Response, next: NextFunction): void => {
      if (hasBody(request) && !request.is(jsonTypes)) return next(new Problem('unsupported-media-type'));
      if (!isUtf8(request)) return next(new Problem('unsupported-media-type'));
      read(request, response, (error?: unknown) => next(isTooLarge(error) ? tooLarge(limit) : error));
    },
    (request: Request, _response: Response, next: NextFunction): void => {
      const bytes: unknown = request.body;
      request.body =
        bytes instanceof Buffer && bytes.length > 0 ? cleanValue(parseJson(textOf(bytes))) : undefined;
      next();
    },
  ];
}

/** The problem of a body above the limit. */
export function tooLarge(limit: number): Problem {
  return new Problem('body-too-large', { limitBytes: limit });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 413;
}

function hasBody(request: Request): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  );
}

function isUtf8(request: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
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

/** Cleans what comes with the address: refuses broken encodings and NUL, and normalises the query's texts. */
export function cleanAddress(request: Request, _response: Response, next: NextFunction): void {
  assertDecodable(request.url);
  const cleaned = cleanValue({ ...request.query });
  // Express 5 parses the query anew at every access; what was checked is what the controllers get.
  Object.defineProperty(request, 'query', { value: cleaned, enumerable: true, configurable: true });
  next();
}

function assertDecodable(url: string): void {
  try {
    cleanText(decodeURIComponent(url), '');
  } catch (error) {
    throw new Problem('malformed-address', {}, { cause: error });
  }
}
