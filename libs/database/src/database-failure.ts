import { isNativeError } from 'node:util/types';
import type { ErrorMapping } from '#http';

/**
 * Tells a database that does not answer from a statement that it refused.
 * The first is answered with "try again later" (503), the second is somebody's mistake.
 */

/** SQLSTATE classes in which the server, not the statement, is the problem (PostgreSQL manual, appendix A). */
const failingClasses = new Set([
  '08', // connection exception
  '53', // insufficient resources: too many connections, disk full
  '57', // operator intervention: shutdown, statement timeout
  '58', // system error
]);

/** Failures of the socket, as Node names them. */
const socketErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** `pg` and `pg-pool` have no codes for these. */
const driverMessages =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Received unexpected \w+ message from backend|Cannot use a pool after calling end)/;

/** True when the connection or the server failed; the caller cannot know more than that, and should try again later. */
export function isDatabaseFailure(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.some(isDatabaseFailure)) return true;
  if ('code' in error && typeof error.code === 'string') {
    if (
      socketErrors.has(error.code) ||
      (error.code.length === 5 && failingClasses.has(error.code.slice(0, 2)))
    )
      return true;
  }
  // FATAL: the server has ended this connection.
  if ('severity' in error && (error.severity === 'FATAL' || error.severity === 'PANIC')) return true;
  // TypeORM keeps the driver's error beside its own.
  if ('driverError' in error && isDatabaseFailure(error.driverError)) return true;
  return driverMessages.test(error.message) || isDatabaseFailure(error.cause);
}

/** SQLSTATE of a server that answers and can store nothing: no space on its disk (53100), read-only (25006). */
const cannotStore = new Set(['53100', '25006']);

/** True when the server could not store what was to be written, whatever it is. */
export function isStorageFailure(error: unknown): boolean {
  return cannotStore.has(sqlStateOf(error));
}

/** SQLSTATE of a transaction that the server rolled back because of another one: the same again succeeds. */
const rolledBack = new Set(['40001', '40P01']);

/** SQLSTATE of values that no column can hold: bad text, number or time. Input that slipped through every check before. */
const impossibleValues = new Set(['22P02', '22021', '22001', '22003', '22007', '22008', '22P05']);

/** What the errors of a database mean to the one who asked: try again later, or not with this value. */
export const databaseErrors: ErrorMapping = (error) => {
  const code = sqlStateOf(error);
  if (rolledBack.has(code) || isStorageFailure(error) || isDatabaseFailure(error))
    return { slug: 'temporarily-unavailable' };
  return impossibleValues.has(code) ? { slug: 'bad-request' } : undefined;
};

/** The SQLSTATE of an error or of what it wraps; empty where there is none. */
function sqlStateOf(error: unknown): string {
  if (!isNativeError(error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code.length === 5) return error.code;
  return sqlStateOf('driverError' in error ? error.driverError : error.cause);
}
