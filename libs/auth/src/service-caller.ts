import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Injectable } from '@nestjs/common';
import { Instances, Unavailable } from '#availability';
import { TokenSigner } from './token-signer';

/** One question to another service. */
export interface ServiceCall {
  /** Name of the service that is asked, for messages: `identity`. */
  readonly service: string;
  /** Where it is: the base address of each instance, separated by commas, and the path below it, which begins with `/internal/`. */
  readonly baseUrl: string;
  readonly path: string;
  /** The tenant in whose name is asked: the other service shows nothing of another one. */
  readonly tenant: string;
  /** Default GET. */
  readonly method?: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Ties the logs of both services together. */
  readonly correlationId?: string;
  /** Milliseconds until the call is given up, default 3,000. */
  readonly timeoutMs?: number;
}

/** The other service said no: trying again changes nothing. */
export class ServiceRefused extends Error {
  constructor(
    readonly service: string,
    /** HTTP status, 400 to 499. */
    readonly status: number,
    /** Slug of the problem, e.g. `not-found`. */
    readonly slug: string,
  ) {
    super(`service ${service} refused with ${status} ${slug}`);
    this.name = 'ServiceRefused';
  }
}

/** Asks other services in the name of this one, with a service token of its own. */
@Injectable()
export class ServiceCaller {
  private readonly instances = new Map<string, Instances>();

  constructor(private readonly signer: TokenSigner) {}

  /**
   * The JSON answer to a call (`undefined` for 204). The caller names the shape that the other service documents.
   * @throws Unavailable or ServiceRefused
   */
  async call<Answer>(call: ServiceCall): Promise<Answer> {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), call.timeoutMs ?? 3_000);
    try {
      const response = await this.send(call, ending.signal);
      const { statusCode: status = 500 } = response;
      if (isNoAnswer(status)) {
        response.resume();
        throw unavailable(call, new Error(`HTTP ${status}`));
      }
      const text = await textOf(response).catch((error: unknown) => {
        throw unavailable(call, error);
      });
      if (status >= 400) throw new ServiceRefused(call.service, status, slugOf(text));
      return (status === 204 ? undefined : readJson(call, text)) as Answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The open answer to a call, for what goes on for as long as both want, such as server-sent events.
   * @param signal ends it
   * @throws Unavailable or ServiceRefused
   */
  async follow(call: ServiceCall, signal: AbortSignal): Promise<IncomingMessage> {
    const response = await this.send(call, signal);
    const { statusCode: status = 500 } = response;
    if (status < 300) return response;
    if (status >= 400 && status < 500)
      throw new ServiceRefused(call.service, status, slugOf(await textOf(response)));
    response.resume();
    throw unavailable(call, new Error(`HTTP ${status}`));
  }

  /** One instance after the other, as long as nothing can have been done: the connection was refused, or it was only read. */
  private async send(call: ServiceCall, signal: AbortSignal): Promise<IncomingMessage> {
    const token = await this.signer.signAsService(call.tenant);
    const instances = this.instancesAt(call.baseUrl);
    let failure: unknown;
    for (const url of instances.inTurn()) {
      try {
        const response = await ask(new URL(call.path, url), call, token, signal);
        if (response.headers.connection === 'close') instances.passOver(url);
        return response;
      } catch (error) {
        failure = error;
        if (signal.aborted || (!isRefusedConnection(error) && (call.method ?? 'GET') !== 'GET')) break;
        instances.passOver(url);
      }
    }
    throw unavailable(call, failure);
  }

  private instancesAt(addresses: string): Instances {
    const known = this.instances.get(addresses);
    if (known !== undefined) return known;
    const instances = new Instances(addresses);
    this.instances.set(addresses, instances);
    return instances;
  }
}

const connections = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
};

/** By `node:http`, which a service has in memory already: `fetch` was measured to take three times as long. */
function ask(url: URL, call: ServiceCall, token: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { method = 'GET', correlationId } = call;
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const options = {
    method,
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, application/problem+json',
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...(correlationId ? { 'x-correlation-id': correlationId } : {}),
    },
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? https.request(url, { ...options, agent: connections.https })
        : http.request(url, { ...options, agent: connections.http });
    request.on('response', resolve);
    request.on('error', (error) => {
      // A connection that had rested was closed by the other side in this moment.
      if (request.reusedSocket && method === 'GET' && !signal.aborted) resolve(ask(url, call, token, signal));
      else reject(error);
    });
    request.end(body);
  });
}

/** None, or one that will be another soon; a redirection is none between services. */
const isNoAnswer = (status: number): boolean =>
  status >= 500 || status === 429 || (status >= 300 && status < 400);

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function readJson(call: ServiceCall, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unavailable(call, error);
  }
}

/** Nothing was sent: nobody listens there. */
function isRefusedConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ECONNREFUSED') return true;
  if (error instanceof AggregateError) return error.errors.every(isRefusedConnection);
  return isRefusedConnection(error.cause);
}

/** No answer, none in time, or an error of the other service's own: worth trying again later. */
function unavailable({ service }: ServiceCall, cause: unknown): Unavailable {
  return new Unavailable(`service ${service}`, cause);
}

/** The slug of a problem answer (RFC 9457), whose type is `urn:serviceportal:problem:<slug>`. */
function slugOf(text: string): string {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return typeof type === 'string' ? (type.split(':').at(-1) ?? 'unknown') : 'unknown';
  } catch {
    return 'unknown'; // not a problem document: the status alone is all there is
  }
}
