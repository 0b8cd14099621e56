import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuseUnreadable } from './address';
import { correlationHeader, correlationIdFor, withCorrelationId } from './correlation';
import { answerNotModified } from './entity-tags';
import type { ServiceLogger } from './logging';
import { measured } from './metrics';
import { nodeRequest, nodeResponse, type AnyRequest, type AnyResponse } from './node-http';
import type { ProblemCatalogue } from './problem-catalogue';

/** The edge of one service: what its requests meet before and after everything else. */
export interface Edge {
  readonly logger: ServiceLogger;
  problems: ProblemCatalogue;
}

/** What is noted of a request when it arrives. */
interface Arrival {
  readonly correlationId: string;
  readonly problems: ProblemCatalogue;
}

/** What is noted beside that of one that is measured and logged here. */
interface MeasuredArrival extends Arrival {
  readonly logger: ServiceLogger;
  /** `performance.now()`, in milliseconds. */
  readonly began: number;
  /** The platform's request: once it is answered, it knows its route. */
  readonly request: AnyRequest;
}

const arrivalKey = Symbol('arrival');
type Noted<Kind = Arrival> = IncomingMessage & { [arrivalKey]?: Kind };

/**
 * The first that every request meets: it gets its correlation id, is measured and (where that says something) logged once its
 * answer is over, and is refused when its address cannot be read. Nothing is allocated here that is not needed: this runs for
 * everything.
 * @throws Problem `malformed-address`
 */
export function arrive(
  { logger, problems }: Edge,
  request: AnyRequest,
  response: AnyResponse,
  next: () => void,
): void {
  const [incoming, outgoing] = [nodeRequest(request) as Noted<MeasuredArrival>, nodeResponse(response)];
  const correlationId = correlationIdFor(incoming.headers);
  incoming[arrivalKey] = { correlationId, problems, logger, began: performance.now(), request };
  outgoing.setHeader(correlationHeader, correlationId);
  // Nearly every answer is about a person; what anybody may keep says so itself.
  outgoing.setHeader('Cache-Control', 'no-store');
  outgoing.on('close', leave);
  answerNotModified(incoming, outgoing);
  refuseUnreadable(incoming.url);
  withCorrelationId(correlationId, next);
}

/**
 * For who answers a request without Nest: gives it its correlation id, and the words for its problems.
 * @returns the correlation id
 */
export function noteArrival(request: IncomingMessage, problems: ProblemCatalogue): string {
  const correlationId = correlationIdFor(request.headers);
  (request as Noted)[arrivalKey] = { correlationId, problems };
  return correlationId;
}

function leave(this: ServerResponse): void {
  const request: Noted<MeasuredArrival> = this.req;
  const arrival = request[arrivalKey];
  if (arrival === undefined) return;
  // An event stream lasts as long as somebody looks at it: that is no time to answer.
  if (String(this.getHeader('content-type')).startsWith('text/event-stream')) return;
  const milliseconds = performance.now() - arrival.began;
  const { correlationId } = arrival;
  const [method, route, status] = [request.method ?? '', routeOf(arrival.request), this.statusCode];
  measured(method, route, status, milliseconds / 1000);
  arrival.logger.answered({ method, route, status, milliseconds, correlationId });
}

/** The pattern of the route that answered, never the address: ids have no place in metrics. */
function routeOf(request: AnyRequest): string {
  const { route, routeOptions } = request as {
    readonly route?: { readonly path?: unknown };
    readonly routeOptions?: { readonly url?: unknown };
  };
  return String(route?.path ?? routeOptions?.url ?? 'none');
}

/** The correlation id of a request; undefined for one that no service has taken yet. */
export function correlationIdOf(request: AnyRequest): string | undefined {
  return (nodeRequest(request) as Noted)[arrivalKey]?.correlationId;
}

/** The problems of the service that a request has arrived at. */
export function problemsAt(request: AnyRequest): ProblemCatalogue | undefined {
  return (nodeRequest(request) as Noted)[arrivalKey]?.problems;
}
