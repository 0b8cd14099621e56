import { once } from 'node:events';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Request, Response } from 'express';

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

  constructor(
    /** The id of the last event that the browser saw, when it resumes. */
    readonly lastEventId: string | undefined,
    private readonly response: Response,
    { heartbeatMs = 15_000, retryMs = 2_000 }: EventStreamOptions,
  ) {
    response.status(200).setHeader('Content-Type', 'text/event-stream; charset=utf-8');
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

  /** Ends the stream; the browser comes back by itself with its `Last-Event-ID`. */
  close(): void {
    this.response.end();
    this.end();
  }

  private beat(): void {
    // A reader that does not keep up needs no heartbeat: there is data on its way already.
    if (!this.response.writableNeedDrain) this.response.write(': still here\n\n');
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

/** Opens event streams and closes those that are still open when the service stops, so that it can stop. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<EventStream>();

  /** Turns a request into an event stream. The controller must take the response with `@Res()`. */
  start(request: Request, response: Response, options: EventStreamOptions = {}): EventStream {
    const header = request.headers['last-event-id'];
    const stream = new EventStream(
      typeof header === 'string' && header !== '' ? header : undefined,
      response,
      options,
    );
    this.open.add(stream);
    stream.closed.addEventListener('abort', () => this.open.delete(stream));
    return stream;
  }

  /** How many streams are open now. */
  get count(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.open) stream.close();
  }
}
