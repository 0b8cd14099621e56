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
    const response = await this.send(call);
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel();
      throw unavailable(call, new Error(`HTTP ${response.status}`));
    }
    if (!response.ok) throw new ServiceRefused(call.service, response.status, await slugOf(response));
    if (response.status === 204) return undefined as Answer;
    try {
      return (await response.json()) as Answer;
    } catch (error) {
      throw unavailable(call, error);
    }
  }

  /**
   * The open answer to a call, for what goes on for as long as both want, such as server-sent events.
   * @param signal ends it
   * @throws Unavailable or ServiceRefused
   */
  async follow(call: ServiceCall, signal: AbortSignal): Promise<Response> {
    const response = await this.send(call, signal);
    if (response.ok) return response;
    if (response.status < 500)
      throw new ServiceRefused(call.service, response.status, await slugOf(response));
    await response.body?.cancel();
    throw unavailable(call, new Error(`HTTP ${response.status}`));
  }

  /** One instance after the other, as long as nothing can have been done: the connection was refused, or it was only read. */
  private async send(
    call: ServiceCall,
    signal = AbortSignal.timeout(call.timeoutMs ?? 3_000),
  ): Promise<Response> {
    const token = await this.signer.signAsService(call.tenant);
    const instances = this.instancesAt(call.baseUrl);
    let failure: unknown;
    for (const url of instances.inTurn()) {
      try {
        const response = await this.ask(new URL(call.path, url), call, token, signal);
        if (response.headers.get('connection') === 'close') instances.passOver(url);
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

  private ask(url: URL, call: ServiceCall, token: string, signal: AbortSignal): Promise<Response> {
    return fetch(url, {
      method: call.method ?? 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json, application/problem+json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.correlationId ? { 'x-correlation-id': call.correlationId } : {}),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: 'error',
      signal,
    });
  }
}

/** Nothing was sent: nobody listens there. */
function isRefusedConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'UND_ERR_CONNECT_TIMEOUT'))
    return true;
  if (error instanceof AggregateError) return error.errors.every(isRefusedConnection);
  return isRefusedConnection(error.cause);
}

/** No answer, none in time, or an error of the other service's own: worth trying again later. */
function unavailable({ service }: ServiceCall, cause: unknown): Unavailable {
  return new Unavailable(`service ${service}`, cause);
}

/** The slug of a problem answer (RFC 9457), whose type is `urn:serviceportal:problem:<slug>`. */
async function slugOf(response: Response): Promise<string> {
  try {
    const { type } = (await response.json()) as { type?: unknown };
    return typeof type === 'string' ? (type.split(':').at(-1) ?? 'unknown') : 'unknown';
  } catch {
    return 'unknown'; // not a problem document: the status alone is all there is
  }
}
