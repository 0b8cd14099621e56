import { HttpException } from '@nestjs/common';
import { KeyAlreadyUsed, KeyReused, Refusal, StoreUnavailable, VersionConflict } from '#event-sourcing';
import { Problem, type ProblemSlug } from './problem';
import { commonProblems, findProblemKind, type ProblemKind } from './problem-catalogue';

/** Another part that this service needs does not answer, so that trying again later makes sense (503 with Retry-After). */
export abstract class PartUnavailable extends Error {}

/**
 * The problem that an error of any origin is for the one who asked. Everything unknown is `internal-error`,
 * and nothing of the error itself (message, stack) is told.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return refusalProblem(error);
  if (error instanceof VersionConflict) return new Problem('version-conflict', {}, { cause: error });
  if (error instanceof KeyReused) return new Problem('idempotency-key-reused', {}, { cause: error });
  if (error instanceof KeyAlreadyUsed) return new Problem('request-in-progress', {}, { cause: error });
  if (error instanceof StoreUnavailable || error instanceof PartUnavailable || isDatabaseAway(error)) {
    return new Problem('temporarily-unavailable', {}, { cause: error });
  }
  if (isRefusedByDatabase(error)) return new Problem('bad-request', {}, { cause: error });
  return new Problem(slugOfStatus(statusOf(error)), {}, { cause: error });
}

/** A decider's refusal: 409 under its own code, unless the catalogue says otherwise. */
function refusalProblem(refusal: Refusal): Problem {
  const { status, title, detail } = commonProblems['not-allowed-now'];
  const plain: ProblemKind = { status, title, ...('allowed' in refusal.details && detail && { detail }) };
  const kind = findProblemKind(refusal.code) ?? plain;
  return new Problem(refusal.code, refusal.details, { kind, cause: refusal });
}

/** HTTP status that an error of Nest, express or one of its parsers asks for; 500 for everything else. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  if (typeof error === 'object' && error !== null && 'status' in error && 'expose' in error) {
    return typeof error.status === 'number' ? error.status : 500;
  }
  return 500;
}

function slugOfStatus(status: number): ProblemSlug {
  switch (status) {
    case 400:
      return 'bad-request';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 406:
      return 'not-acceptable';
    case 408:
      return 'request-timeout';
    case 409:
      return 'not-allowed-now';
    case 412:
      return 'version-conflict';
    case 413:
      return 'body-too-large';
    case 415:
      return 'unsupported-media-type';
    case 428:
      return 'if-match-required';
    case 429:
      return 'too-many-requests';
    case 431:
      return 'headers-too-large';
    case 503:
      return 'temporarily-unavailable';
    default:
      return status >= 400 && status < 500 ? 'bad-request' : 'internal-error';
  }
}

/** An error and everything that it wraps (pg in TypeORM in our own; one per address in an AggregateError). */
function* withCauses(error: unknown, depth = 0): Generator<{ code: string | undefined; message: string }> {
  if (!(error instanceof Error) || depth > 5) return;
  yield {
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    message: error.message,
  };
  yield* withCauses(error.cause, depth + 1);
  if ('driverError' in error) yield* withCauses(error.driverError, depth + 1);
  if (error instanceof AggregateError) for (const one of error.errors) yield* withCauses(one, depth + 1);
}

/** SQLSTATE classes: 08 connection, 53 resources, 57P admin shutdown or start-up, 40 rolled back (deadlock). */
const awayCode = /^(08...|53...|57P0.|40001|40P01|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|EPIPE)$/;
/** What pg says without a code when a connection breaks or cannot be had in time. */
const awayMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether the database (or another part behind this service) does not answer, so that trying again later makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  for (const { code, message } of withCauses(error)) {
    if (code ? awayCode.test(code) : awayMessage.test(message)) return true;
  }
  return false;
}

/** SQLSTATE of values that no column can hold: bad text, number or time. Input that slipped through every check before. */
function isRefusedByDatabase(error: unknown): boolean {
  for (const { code } of withCauses(error)) {
    if (code && /^(22P02|22021|22001|22003|22007|22008|22P05)$/.test(code)) return true;
  }
  return false;
}
