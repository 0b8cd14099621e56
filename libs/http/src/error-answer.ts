import { HttpException } from '@nestjs/common';
import { Unavailable } from '#availability';
import type { ProblemMembers, ProblemSlug } from './problem';

/** The problem that an error is for the one who asked. */
export interface ErrorAnswer {
  readonly slug: ProblemSlug;
  readonly members?: ProblemMembers;
  /** The slug whose status and words stand for `slug` where no module has any for it. */
  readonly otherwise?: ProblemSlug;
}

/** What some kind of error means to the one who asked; undefined for errors that are none of its business. */
export type ErrorMapping = (error: unknown) => ErrorAnswer | undefined;

/** What errors mean that can happen everywhere. Everything else is an internal error. */
export function commonErrors(error: unknown): ErrorAnswer {
  if (error instanceof Unavailable) return { slug: 'temporarily-unavailable' };
  return { slug: slugOfStatus(statusOf(error)) };
}

/** HTTP status that an error of Nest, the platform or one of its parsers asks for; 500 for everything else. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  if (typeof error !== 'object' || error === null) return 500;
  if ('status' in error && 'expose' in error && typeof error.status === 'number') return error.status;
  if (!('code' in error) || !/^FST_/.test(String(error.code))) return 500;
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
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
