import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';

/** The header that carries the id shared by everything that follows from one request. */
export const correlationHeader = 'X-Correlation-Id';

const current = new AsyncLocalStorage<string>();
const ofRequest = new WeakMap<IncomingMessage, string>();

/** Everything that a request causes runs under its correlation id, and the answer names it. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  const id = assignCorrelationId(request);
  response.setHeader(correlationHeader, id);
  current.run(id, next);
}

/**
 * Gives a request its correlation id (UUID): the caller's `X-Correlation-Id`, else the trace id of `traceparent` (W3C),
 * else a new one. Whatever is not a UUID is ignored, because the id is stored with every event.
 */
export function assignCorrelationId(request: IncomingMessage): string {
  const id = givenId(request) ?? uuidv7();
  ofRequest.set(request, id);
  return id;
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function givenId(request: IncomingMessage): string | undefined {
  const own = request.headers[correlationHeader.toLowerCase()];
  if (typeof own === 'string' && uuid.test(own)) return own.toLowerCase();
  const trace = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    String(request.headers['traceparent']),
  );
  return trace?.[1]?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The correlation id of a request. */
export function correlationIdOf(request: IncomingMessage): string | undefined {
  return ofRequest.get(request);
}

/** The correlation id of the request that is being served; a new one outside of a request. */
export function currentCorrelationId(): string {
  return current.getStore() ?? uuidv7();
}

/** Does work under a given correlation id, e.g. the one of the Kafka message that caused it. */
export function withCorrelationId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}
