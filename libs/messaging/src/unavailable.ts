import { Unavailable } from '#availability';
import { isDatabaseFailure } from '#database';

/** True when infrastructure failed (database, network, broker), not the handler: waiting helps, parking does not. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Unavailable || isDatabaseFailure(error);
}

/** What of an error may be kept and shown: the text of a database error quotes values, so only its name and code are. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error} was thrown`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const quotesValues = 'severity' in error || 'driverError' in error || 'query' in error;
  return quotesValues ? `${error.name}${code}` : `${error.name}${code}: ${error.message}`.slice(0, 500);
}
