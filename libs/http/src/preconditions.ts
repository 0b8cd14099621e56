import { createHash } from 'node:crypto';
import { createParamDecorator, type PipeTransform } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { describing, describingId } from './describing';
import { entityTags } from './entity-tags';
import { TellsETag } from './etag';
import type { AnyResponse, HttpRequest } from './node-http';
import { Problem } from './problem';
import { uuidPipe } from './validation';

/** A caller's idempotency key and what it was used for. */
export interface RequestKey {
  /** The `Idempotency-Key` header, checked. */
  readonly key: string;
  /** SHA-256 hex over method, path, query and body. */
  readonly fingerprint: string;
}

/** What a change of one thing carries in its request, beside its body. */
export interface ChangeRequest {
  /** The thing: the UUID `:id` in the path. */
  readonly id: string;
  /** `If-Match`: the version of it that the caller saw. */
  readonly expected: ExpectedVersions;
  readonly key: RequestKey;
  readonly request: HttpRequest;
  readonly response: AnyResponse;
}

/** `If-Match`: the versions of something that its caller would change, as they were given; `any` for `*`. */
export type ExpectedVersions = readonly [number, ...number[]] | 'any';

const version = /^(0|[1-9]\d{0,8})$/;
/** More versions than that are no honest list. */
const mostVersions = 10;
const etag = /^(\*|(W\/)?"(0|[1-9]\d{0,8})"( *, *(W\/)?"(0|[1-9]\d{0,8})")*)$/;
const idempotencyKey = /^[A-Za-z0-9._:-]{1,200}$/;

const describingHeader = (
  name: string,
  { source: pattern }: RegExp,
  description: string,
  example: string,
  required = true,
): ParameterDecorator =>
  describing(ApiHeader({ name, description, required, schema: { type: 'string', pattern, example } }));

const idInPath = describingId('id');
const ifMatchHeader = describingHeader(
  'If-Match',
  etag,
  'ETag of the state you saw. 428 without, 412 when the state has moved on.',
  '"5"',
);
/** Whoever changes a version is told the new one. */
const tellsETag = describing(TellsETag());
const idempotencyKeyHeader = describingHeader(
  'Idempotency-Key',
  idempotencyKey,
  'A new value (e.g. a UUID) per intended effect; the same one when a request is repeated.',
  '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
);

const optionalKeyHeader = describingHeader(
  'Idempotency-Key',
  idempotencyKey,
  'With one, a repeated request gets the first answer; without, it is 412 once the first has taken effect.',
  '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
  false,
);

const repeatKeyHeader = describingHeader(
  'Idempotency-Key',
  idempotencyKey,
  'With one (a new UUID), who was not answered may ask the same again within a minute, and is answered as the first time.',
  '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
  false,
);

const ifMatch: PipeTransform<HttpRequest, ExpectedVersions> = { transform: readIfMatch };
const requestKey: PipeTransform<HttpRequest, RequestKey> = { transform: readIdempotencyKey };
const optionalRequestKey: PipeTransform<HttpRequest, RequestKey | undefined> = {
  transform: (request) =>
    request.headers['idempotency-key'] === undefined ? undefined : readIdempotencyKey(request),
};
const wholeChange: PipeTransform<Exchange, Promise<ChangeRequest>> = {
  async transform({ request, response }, metadata) {
    const key = readIdempotencyKey(request);
    const expected = readIfMatch(request);
    const id = await uuid.transform(request.params.id, metadata);
    return { id, expected, key, request, response };
  },
};

/** A request for a change and its response, as a controller has them. */
interface Exchange {
  readonly request: HttpRequest & { readonly params: { readonly id: string } };
  readonly response: AnyResponse;
}

const uuid = uuidPipe('id');

/** Reads a part of the request by a pipe. @param describe what the OpenAPI document says of it */
function fromRequest<T>(
  pipe: PipeTransform<HttpRequest, T>,
  ...describe: ParameterDecorator[]
): () => ParameterDecorator {
  const read = createParamDecorator(
    (_: unknown, context) => context.switchToHttp().getRequest<HttpRequest>(),
    describe,
  );
  return () => read(pipe);
}

/**
 * The version the caller saw, from `If-Match: "5"`: {@link ExpectedVersions}, for {@link atExpectedVersion}.
 * @throws Problem `if-match-required` (428) or `if-match-malformed` (400).
 */
export const IfMatch = fromRequest(ifMatch, ifMatchHeader, tellsETag, isNoNumber);

/** TypeScript does not compare a parameter with its decorator; this does, when the controller is loaded. */
function isNoNumber(controller: object, method: string | symbol | undefined, index: number): void {
  const types = (method && Reflect.getMetadata('design:paramtypes', controller, method)) as
    unknown[] | undefined;
  if (types?.[index] === Number)
    throw new Error(
      `${controller.constructor.name}.${String(method)} takes If-Match for one number; it is ExpectedVersions`,
    );
}

/**
 * The caller's idempotency key: a `RequestKey`.
 * @throws Problem `idempotency-key-required` or `idempotency-key-malformed` (400).
 */
export const IdempotencyKey = fromRequest(requestKey, idempotencyKeyHeader);

/**
 * The same for a change that is idempotent by `If-Match` already: undefined where the caller gives no key. Who gives one
 * learns after a broken connection whether the change took effect.
 * @throws Problem `idempotency-key-malformed` (400).
 */
export const OptionalIdempotencyKey = fromRequest(optionalRequestKey, optionalKeyHeader);

/**
 * The same for what works once by itself: undefined where the caller gives no key.
 * @throws Problem `idempotency-key-malformed` (400).
 */
export const RepeatKey = fromRequest(
  {
    transform: (request: HttpRequest) =>
      request.headers['idempotency-key'] === undefined ? undefined : readIdempotencyKey(request).key,
  },
  repeatKeyHeader,
);

/**
 * Everything that a change of what the path names `:id` needs: a {@link ChangeRequest}.
 * @throws Problem as {@link IdempotencyKey}, {@link IfMatch} and `IdParam` do, in this order.
 */
export const Change = (): ParameterDecorator => readExchange(wholeChange);

const readExchange = createParamDecorator(
  (_: unknown, context): Exchange => {
    const http = context.switchToHttp();
    return { request: http.getRequest<Exchange['request']>(), response: http.getResponse<AnyResponse>() };
  },
  [idInPath, idempotencyKeyHeader, ifMatchHeader, tellsETag],
);

/** Reads `If-Match`; see the decorator of that name. */
export function readIfMatch({ headers }: Pick<HttpRequest, 'headers'>): ExpectedVersions {
  const header = headers['if-match'];
  if (header === undefined) throw new Problem('if-match-required');
  const tags = entityTags(header);
  if (tags === 'any') return 'any';
  const versions = [...new Set(tags)];
  const [first, ...others] = versions.map(Number);
  if (first === undefined || versions.length > mostVersions || !versions.every((one) => version.test(one)))
    throw new Problem('if-match-malformed');
  return [first, ...others];
}

/**
 * Changes something at whichever of the expected versions it is (RFC 9110, 13.1.1).
 * @param change given the version to expect, undefined for whatever it is at
 * @throws as `change` does; Problem `version-conflict` or a VersionConflict when it is at none of them.
 */
export async function atExpectedVersion<T>(
  expected: ExpectedVersions,
  change: (version: number | undefined) => Promise<T>,
): Promise<T> {
  if (expected === 'any') return change(undefined);
  const [first, ...others] = expected;
  let attempt = change(first);
  for (const version of others)
    attempt = attempt.catch((error: unknown) => {
      if (isConflict(error)) return change(version);
      throw error;
    });
  return attempt;
}

function isConflict(error: unknown): boolean {
  if (error instanceof Problem) return error.slug === 'version-conflict';
  return error instanceof Error && error.name === 'VersionConflict';
}

/** Reads `Idempotency-Key`; see the decorator of that name. */
export function readIdempotencyKey(request: HttpRequest): RequestKey {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') throw new Problem('idempotency-key-required');
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : '';
  if (!idempotencyKey.test(key)) throw new Problem('idempotency-key-malformed');
  return { key, fingerprint: requestFingerprint(request) };
}

/** The key as it is kept: two people may use the same key for different things. */
export function scopedKey(personId: string, { key, fingerprint }: RequestKey): RequestKey {
  return { key: `${personId}:${key}`, fingerprint };
}

/** SHA-256 hex over method, path, query and body; the order of an object's keys and the case of an id do not matter. */
export function requestFingerprint(request: Pick<HttpRequest, 'method' | 'originalUrl' | 'body'>): string {
  const body: unknown = request.body;
  const address = request.originalUrl.replaceAll(anyUuid, (id) => id.toLowerCase());
  return createHash('sha256')
    .update(`${request.method} ${address}\n${JSON.stringify(sorted(body)) ?? ''}`)
    .digest('hex');
}

const anyUuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
