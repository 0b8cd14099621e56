import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as a controller has it, on whichever platform the service runs: Express' is Node's own, Fastify's holds it. */
export type AnyRequest = IncomingMessage | { readonly raw: IncomingMessage };

/** A response as a controller has it, likewise. */
export type AnyResponse = ServerResponse | { readonly raw: ServerResponse };

/** What Express' and Fastify's requests have in common, as far as controllers look at it. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they were asked for. */
  readonly originalUrl: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: unknown;
}

/** Node's own request. */
export function nodeRequest(request: AnyRequest): IncomingMessage {
  return 'raw' in request ? request.raw : request;
}

/** Node's own response: for its headers; who writes the answer with it takes it over by {@link takeOver}. */
export function nodeResponse(response: AnyResponse): ServerResponse {
  return 'raw' in response ? response.raw : response;
}

/** Node's own response, for who writes the whole answer: the platform sends nothing of its own any more. */
export function takeOver(response: AnyResponse): ServerResponse {
  if ('hijack' in response && typeof response.hijack === 'function') response.hijack();
  return nodeResponse(response);
}
