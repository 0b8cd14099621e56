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

/** An open stream of server-sent events to one browser. */
export class EventStream {
  private readonly ended = new AbortController();
  private readonly heartbeat: NodeJS.Timeout;
  private place: string | undefined;

  constructor(
    /** The id of the last event that the browser saw, when it resumes. */
    readonly lastEventId: string | undefined,
    private readonly response: ServerResponse,
    { heartbeatMs = 15_000, retryMs = 2_000 }: EventStreamOptions,
  ) {
    response.statusCode = 200;
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    // nginx buffers otherwise, and the browser would see nothing until the buffer is full.
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    response.write(`retry: ${retryMs}\n\n`);
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
    response.once('close', () => this.end());
  }

  /** Aborted when the stream is over, whoever ended it. */
  get closed(): AbortSignal {
    return this.ended.signal;
  }

  /** Sends one event. Resolves when the connection can take the next one: await it, or memory grows with a slow reader. */
  async send({ id, event, data }: StreamedEvent): Promise<void> {
    if (this.closed.aborted) return;
    const lines = [
      id && `id: ${oneLine(id)}`,
      event && `event: ${oneLine(event)}`,
      `data: ${JSON.stringify(data)}`,
    ];
    if (this.response.write(lines.filter(Boolean).join('\n') + '\n\n')) return;
    await once(this.response, 'drain', { signal: this.closed }).catch(() => undefined);
  }

  /**
   * Everything up to this id has been sent or is of no concern to this reader. The browser learns it at once the first time,
   * then with every heartbeat: it resumes where the feed stood a moment ago, not at the last event that was its own.
   */
  reached(id: string): void {
    const isFirst = this.place === undefined;
    this.place = oneLine(id);
    if (isFirst) this.beat();
  }

  /** Ends the stream; the browser comes back by itself with its `Last-Event-ID`. */
  close(): void {
    this.response.end();
    this.end();
  }

  private beat(): void {
    // A reader that does not keep up needs no heartbeat: there is data on its way already.
    if (this.closed.aborted || this.response.writableNeedDrain) return;
    // An id without data moves `Last-Event-ID` and is no event (HTML Standard, 9.2.6).
    this.response.write(this.place === undefined ? ': still here\n\n' : `id: ${this.place}\n\n`);
  }

  private end(): void {
    clearInterval(this.heartbeat);
    this.ended.abort();
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
  /** Whose each open stream is. */
  private readonly open = new Map<EventStream, string>();

  /**
   * Turns a request into an event stream. The controller must take the response with `@Res()`.
   * @throws Problem `too-many-streams` (429)
   */
  start(
    anyRequest: AnyRequest,
    response: AnyResponse,
    reader: { readonly tenant: string; readonly personId: string },
    options: EventStreamOptions = {},
  ): EventStream {
    const person = `${reader.tenant}/${reader.personId}`;
    const own = [...this.open.values()].filter((other) => other === person).length;
    if (own >= streamsPerPerson || this.count >= streamsPerProcess) throw new Problem('too-many-streams');
    const request = nodeRequest(anyRequest);
    const header = request.headers['last-event-id'];
    const stream = new EventStream(
      typeof header === 'string' && header !== '' ? header : undefined,
      takeOver(response),
      options,
    );
    this.open.set(stream, person);
    stream.closed.addEventListener('abort', () => this.open.delete(stream));
    // Who asks for the headers alone must not wait for a body that never ends.
    if (request.method === 'HEAD') stream.close();
    return stream;
  }

  /** How many streams are open now. */
  get count(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.open.keys()) stream.close();
  }
}
