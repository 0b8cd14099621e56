import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { v7 as uuidv7 } from 'uuid';

/** The header that carries the id shared by everything that follows from one request. */
export const correlationHeader = 'X-Correlation-Id';

const current = new AsyncLocalStorage<string>();
/** Zeros alone are the id of nothing (RFC 9562, 5.9; W3C Trace Context, 3.2.2.3): tracers send them when they do not trace. */
const uuid = /^(?![0-]+$)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The correlation id (UUID) for a request: the caller's `X-Correlation-Id`, else the trace id of `traceparent` (W3C), else a
 * new one. Whatever is not a UUID is ignored, because the id is stored with every event.
 */
export function correlationIdFor(headers: IncomingHttpHeaders): string {
  const own = headers['x-correlation-id'];
  if (typeof own === 'string' && uuid.test(own)) return own.toLowerCase();
  return traceIdOf(headers['traceparent']) ?? uuidv7();
}

function traceIdOf(traceparent: string | string[] | undefined): string | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const trace = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(traceparent)?.[1];
  return trace?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The correlation id of the request or message that is being served; undefined outside of one. */
export function servedCorrelationId(): string | undefined {
  return current.getStore();
}

/** The correlation id of the request that is being served; a new one outside of a request. */
export function currentCorrelationId(): string {
  return current.getStore() ?? uuidv7();
}

/** Does work under a given correlation id, e.g. the one of the Kafka message that caused it. */
export function withCorrelationId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}
