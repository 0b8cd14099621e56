import { Injectable } from '@nestjs/common';
import { request, type Dispatcher } from 'undici';
import { Unavailable } from '#availability';
import { TokenSigner } from './token-signer';

/** One question to another service. */
export interface ServiceCall {
  /** Name of the service that is asked, for messages: `identity`. */
  readonly service: string;
  /** Where it is: its base address and the path below it, which begins with `/internal/`. */
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
  constructor(private readonly signer: TokenSigner) {}

  /**
   * The JSON answer to a call (`undefined` for 204). The caller names the shape that the other service documents.
   * @throws Unavailable or ServiceRefused
   */
  async call<Answer>(call: ServiceCall): Promise<Answer> {
    const { statusCode: status, body } = await this.send(call);
    // A service that sends elsewhere is not the one that was asked.
    if (status >= 500 || status === 429 || (status >= 300 && status < 400)) {
      await body.dump();
      throw unavailable(call, new Error(`HTTP ${status}`));
    }
    if (status >= 400) throw new ServiceRefused(call.service, status, await slugOf(body));
    if (status === 204) {
      await body.dump();
      return undefined as Answer;
    }
    try {
      return (await body.json()) as Answer;
    } catch (error) {
      throw unavailable(call, error);
    }
  }

  /** By undici's own door: `fetch` was measured to cost both sides together more than twice as much. */
  private async send(call: ServiceCall): Promise<Dispatcher.ResponseData> {
    const token = await this.signer.signAsService(call.tenant);
    try {
      return await request(new URL(call.path, call.baseUrl), {
        method: call.method ?? 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json, application/problem+json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(call.correlationId ? { 'x-correlation-id': call.correlationId } : {}),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: AbortSignal.timeout(call.timeoutMs ?? 3_000),
      });
    } catch (error) {
      throw unavailable(call, error);
    }
  }
}

/** No answer, none in time, or an error of the other service's own: worth trying again later. */
function unavailable({ service }: ServiceCall, cause: unknown): Unavailable {
  return new Unavailable(`service ${service}`, cause);
}

/** The slug of a problem answer (RFC 9457), whose type is `urn:serviceportal:problem:<slug>`. */
async function slugOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  try {
    const { type } = (await body.json()) as { type?: unknown };
    return typeof type === 'string' ? (type.split(':').at(-1) ?? 'unknown') : 'unknown';
  } catch {
    return 'unknown'; // not a problem document: the status alone is all there is
  }
}
