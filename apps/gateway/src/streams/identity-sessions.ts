import { Inject, Injectable } from '@nestjs/common';
import { ServiceCaller } from '#auth';
import { gatewayParts, type Parts } from '../parts';

/** Whose sessions have changed: one person's, or (whoever listens anew may have missed something) anybody's. */
export type SessionChange = 'any' | { readonly personId: string };

/** Identity answers at most so many questions about sessions at once. */
const mostAtOnce = 200;
/** Milliseconds without a sign of life (it gives one every 15 s) after which identity is listened to anew. */
const silenceMs = 20_000;

/** What identity tells a gateway about sessions. */
@Injectable()
export class IdentitySessions {
  constructor(
    private readonly caller: ServiceCaller,
    @Inject(gatewayParts) private readonly parts: Parts,
  ) {}

  /**
   * The changes of a city's sessions, as they happen; first `any`, once identity tells of every later one.
   * @throws Unavailable or ServiceRefused
   */
  async *changes(tenant: string, signal: AbortSignal): AsyncGenerator<SessionChange> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const call = { ...this.call(tenant), path: '/internal/sessions/changes' };
      const answer = await this.caller.follow(call, AbortSignal.any([signal, silence.signal]));
      let [text, isFirst] = ['', true];
      for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
        timer.refresh();
        const events = (text + chunk).split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          const change = changeIn(event);
          if (change === undefined || (change === 'any' && !isFirst)) continue;
          isFirst = false;
          yield change;
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** How many milliseconds each of these sessions (public handles) still lasts, unless it is used; nothing of those that are over. */
  async running(tenant: string, handles: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const running = new Map<string, number>();
    for (let first = 0; first < handles.length; first += mostAtOnce) {
      const body = { handles: handles.slice(first, first + mostAtOnce) };
      const call = {
        ...this.call(tenant),
        path: '/internal/sessions/running',
        method: 'POST',
        body,
      } as const;
      const answer = await this.caller.call<{ running: { handle: string; remainingMs: number }[] }>(call);
      for (const { handle, remainingMs } of answer.running) running.set(handle, remainingMs);
    }
    return running;
  }

  private call(tenant: string) {
    return { service: 'identity', baseUrl: this.parts.identity.url, tenant };
  }
}

/** The change that a server-sent event tells; an id without data comes first, once every later change will be told, and again as a sign of life. */
function changeIn(event: string): SessionChange | undefined {
  const data = /^data: (.*)$/m.exec(event)?.[1];
  if (data !== undefined) return JSON.parse(data) as { personId: string };
  return /^id: /m.test(event) ? 'any' : undefined;
}
