import { StoreUnavailable } from '#event-sourcing';
import { isDatabaseFailure } from '#database';

/**
 * Thrown by a handler when something that it needs does not answer at all (a mail server, another service): nobody's
 * mistake, so the record is neither counted as failed nor parked; the consumer waits and tries again.
 */
export class DependencyUnavailable extends Error {
  constructor(
    /** What does not answer, e.g. `smtp`. */
    readonly dependency: string,
    cause: unknown,
  ) {
    super(`${dependency} does not answer`, { cause });
    this.name = 'DependencyUnavailable';
  }
}

/** True when infrastructure failed (database, network, broker), not the handler: waiting helps, parking does not. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof DependencyUnavailable || error instanceof StoreUnavailable || isDatabaseFailure(error)
  );
}

/** What of an error may be kept and shown: the text of a database error quotes values, so only its name and code are. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error} was thrown`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const quotesValues = 'severity' in error || 'driverError' in error || 'query' in error;
  return quotesValues ? `${error.name}${code}` : `${error.name}${code}: ${error.message}`.slice(0, 500);
}
