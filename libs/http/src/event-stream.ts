import { once } from 'node:events';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { nodeRequest, takeOver, type AnyRequest, type AnyResponse } from './node-http';
import { Problem } from './problem';

/** One server-sent event. */
export interface StreamedEvent {
  /** Where the browser resumes after a break (`Last-Event-ID`). One line. */
  readonly id?: string;
  /** Name of the event, one line; `message` when omitted. */
  readonly event?: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

export interface EventStreamOptions {
  /** Milliseconds between two heartbeats, which keep proxies from closing a silent stream. Default 15 s. */
  readonly heartbeatMs?: number;
  /** Milliseconds that a browser waits before it comes back. Default 2 s. */
  readonly retryMs?: number;
}

/**
 * A stream of server-sent events to one browser. It is open, for the browser, with the first that is written: from then on nothing
 * may be missed, so whoever makes it first finds out where it begins. Many are open at once: each is one small object and no timer.
 */
export class EventStream {
  private ending: AbortController | undefined;
  private listeners: (() => void)[] = [];
  private place: (() => string) | undefined;
  private open = true;

  constructor(
    /** The id of the last event that the browser saw, when it resumes. */
    readonly lastEventId: string | undefined,
    private readonly response: ServerResponse,
    private readonly retryMs = 2_000,
  ) {
    response.statusCode = 200;
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    // A proxy that compressed it would keep events back until its block is full.
    response.setHeader('Cache-Control', 'no-store, no-transform');
    // nginx buffers otherwise, and the browser would see nothing until the buffer is full.
    response.setHeader('X-Accel-Buffering', 'no');
    response.once('close', () => this.end());
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Aborted when the stream is over, whoever ended it. */
  get closed(): AbortSignal {
    this.ending ??= new AbortController();
    if (!this.open) this.ending.abort();
    return this.ending.signal;
  }

  /** Calls `listener` once when the stream is over, whoever ended it. */
  onClose(listener: () => void): void {
    if (this.open) this.listeners.push(listener);
    else listener();
  }

  /** Sends one event. Resolves when the connection can take the next one: await it, or memory grows with a slow reader. */
  async send({ id, event, data }: StreamedEvent): Promise<void> {
    if (!this.open) return;
    const lines = [
      id && `id: ${oneLine(id)}`,
      event && `event: ${oneLine(event)}`,
      `data: ${JSON.stringify(data)}`,
    ];
    if (this.write(lines.filter(Boolean).join('\n'))) return;
    await once(this.response, 'drain', { signal: this.closed }).catch(() => undefined);
  }

  /**
   * Everything up to the id that `place` tells has been sent or is of no concern to this reader. The browser learns it at
   * once, then with every heartbeat: it resumes where the feed stood a moment ago, not at the last event that was its own.
   */
  reached(place: () => string): void {
    this.place = place;
    this.beat();
  }

  /** A sign of life, which keeps proxies from closing a silent stream. */
  beat(): void {
    // A reader that does not keep up needs no heartbeat: there is data on its way already.
    if (!this.open || this.response.writableNeedDrain) return;
    // An id without data moves `Last-Event-ID` and is no event (HTML Standard, 9.2.6).
    this.write(this.place === undefined ? ': still here' : `id: ${oneLine(this.place())}`);
  }

  /** Ends the stream; the browser comes back by itself with its `Last-Event-ID`. */
  close(): void {
    this.response.end();
    this.end();
  }

  /** @returns whether the connection can take more now */
  private write(block: string): boolean {
    const { headersSent } = this.response;
    return this.response.write(`${headersSent ? '' : `retry: ${this.retryMs}\n\n`}${block}\n\n`);
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    this.ending?.abort();
    for (const listener of this.listeners.splice(0)) listener();
  }
}

function oneLine(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error('id and event of a server-sent event must be one line');
  return text;
}

/** Streams that one person may have open at once: a few browser windows. */
const streamsPerPerson = 8;
const streamsPerProcess = 2_000;

/** Opens event streams and closes those that are still open when the service stops, so that it can stop. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<EventStream>();
  /** How many of them are whose. */
  private readonly byPerson = new Map<string, number>();
  private readonly heartbeats = new Map<number, Heartbeat>();

  /**
   * Turns a request into an event stream. The controller must take the response with `@Res()`.
   * @throws Problem `too-many-streams` (429)
   */
  start(
    anyRequest: AnyRequest,
    response: AnyResponse,
    reader: { readonly tenant: string; readonly personId: string },
    { heartbeatMs = 15_000, retryMs }: EventStreamOptions = {},
  ): EventStream {
    const person = `${reader.tenant}/${reader.personId}`;
    const own = this.byPerson.get(person) ?? 0;
    if (own >= streamsPerPerson || this.count >= streamsPerProcess) throw new Problem('too-many-streams');
    const request = nodeRequest(anyRequest);
    const header = request.headers['last-event-id'];
    const stream = new EventStream(
      typeof header === 'string' && header !== '' ? header : undefined,
      takeOver(response),
      retryMs,
    );
    this.open.add(stream);
    this.byPerson.set(person, own + 1);
    const heartbeat = this.heartbeatOf(heartbeatMs);
    heartbeat.add(stream);
    stream.onClose(() => {
      this.open.delete(stream);
      heartbeat.remove(stream);
      const left = (this.byPerson.get(person) ?? 1) - 1;
      if (left > 0) this.byPerson.set(person, left);
      else this.byPerson.delete(person);
    });
    // Who asks for the headers alone must not wait for a body that never ends.
    if (request.method === 'HEAD') stream.close();
    return stream;
  }

  /** How many streams are open now. */
  get count(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.open) stream.close();
  }

  private heartbeatOf(ms: number): Heartbeat {
    const known = this.heartbeats.get(ms);
    if (known !== undefined) return known;
    const heartbeat = new Heartbeat(ms);
    this.heartbeats.set(ms, heartbeat);
    return heartbeat;
  }
}

/** In so many strokes each stream has its turn once. */
const strokes = 15;

/** The heartbeats of all streams by one timer, which runs while there are any. Spread over the interval: never all at once. */
class Heartbeat {
  private readonly groups = Array.from({ length: strokes }, () => new Set<EventStream>());
  private readonly groupOf = new Map<EventStream, Set<EventStream>>();
  private timer: NodeJS.Timeout | undefined;
  private stroke = 0;

  constructor(private readonly ms: number) {}

  add(stream: EventStream): void {
    // The group that has just had its turn: the first beat comes a whole interval from now.
    const group = this.groups[this.stroke] as Set<EventStream>;
    group.add(stream);
    this.groupOf.set(stream, group);
    this.timer ??= setInterval(() => this.strike(), this.ms / strokes);
  }

  remove(stream: EventStream): void {
    this.groupOf.get(stream)?.delete(stream);
    this.groupOf.delete(stream);
    if (this.groupOf.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private strike(): void {
    this.stroke = (this.stroke + 1) % strokes;
    for (const stream of this.groups[this.stroke] as Set<EventStream>) stream.beat();
  }
}
