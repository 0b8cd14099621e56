import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderKey } from './accounts';
import type { Answer } from './answers';

/**
 * How a provider can be away: 503 as its protocol says it, 500 without a word, a page for people, no answer at all, an answer drop by
 * drop, 10 MB, a connection that is cut, or one that is cut after the request has had its effect.
 */
export const modes = [
  'unavailable',
  'error',
  'html',
  'nothing',
  'slow',
  'huge',
  'cut',
  'lost-answer',
] as const;
export type Mode = (typeof modes)[number];

/** What a payment service asks for. */
export const operations = ['begin', 'look', 'list', 'refund', 'status', 'token'] as const;
export type Operation = (typeof operations)[number];

/** For how long, and to whom, a provider is away. */
export interface Away {
  readonly mode: Mode;
  /** Time in milliseconds since the epoch. */
  readonly until: number;
  /** For so many requests at most. */
  readonly times: number;
  /** All of them where it is not said. */
  readonly provider?: ProviderKey;
  readonly on?: Operation;
}

const page = '<!doctype html><html lang="de"><title>Wartung</title><h1>Wir sind gleich wieder da</h1></html>';
const hugeBytes = 10_000_000;
const dropMs = 250;

/** Whether a provider answers now as it should. */
export class GoingAway {
  private away: Away[] = [];

  begin(away: Away): void {
    this.away.push(away);
  }

  end(): void {
    this.away = [];
  }

  now(): readonly Away[] {
    this.away = this.away.filter(({ until, times }) => until > Date.now() && times > 0);
    return this.away;
  }

  /** How one request is treated; it counts. */
  take(provider: ProviderKey, operation: Operation): Mode | undefined {
    const found = this.now().find(
      (one) => (one.provider ?? provider) === provider && (one.on ?? operation) === operation,
    );
    if (found) this.away = this.away.map((one) => (one === found ? { ...one, times: one.times - 1 } : one));
    return found?.mode;
  }
}

/**
 * Treats a request as somebody does who is away.
 * @param answer what it would be answered; asking lets the request have its effect
 * @param unavailable how the protocol says that it cannot answer now
 */
export async function answerAway(
  mode: Mode,
  response: ServerResponse,
  answer: () => Answer,
  unavailable: Answer,
  write: (answer: Answer) => void,
): Promise<void> {
  switch (mode) {
    case 'unavailable':
      return write(unavailable);
    case 'error':
      return void response.writeHead(500).end();
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    case 'nothing':
      return; // whoever asked hangs up
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(`{"padding":"${'0'.repeat(hugeBytes)}"}`);
    case 'cut':
      return void response.destroy();
    case 'lost-answer':
      answer();
      return void response.destroy();
    case 'slow': {
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' });
      for (const drop of JSON.stringify(body)) {
        if (response.destroyed) return;
        response.write(drop);
        await delay(dropMs, undefined, { ref: false });
      }
      return void response.end();
    }
  }
}
