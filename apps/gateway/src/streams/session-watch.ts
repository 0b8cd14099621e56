import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { rest } from '#waiting';
import { IdentitySessions } from './identity-sessions';

/** An open event stream, and whose it is. */
export interface WatchedStream {
  readonly personId: string;
  /** Public handle of the session. */
  readonly handle: string;
  /** Ends the stream; its session is over. */
  end(): void;
}

/** Milliseconds after which identity is asked again when it did not answer. */
const afterFailureMs = 500;

/**
 * Ends event streams with their sessions, within two seconds, wherever and however these end: identity tells every gateway when
 * somebody signs in or out, and until when a session lasts. While identity cannot tell, a stream goes on.
 */
@Injectable()
export class SessionWatch implements BeforeApplicationShutdown {
  private readonly cities = new Map<string, CityWatch>();
  private readonly stopping = new AbortController();

  constructor(private readonly identity: IdentitySessions) {}

  /** From now on the stream ends with its session. @returns tells that the stream is over */
  watch(tenant: string, stream: WatchedStream): () => void {
    let city = this.cities.get(tenant);
    if (city === undefined) {
      city = new CityWatch(this.identity, tenant, this.stopping.signal, () => this.cities.delete(tenant));
      this.cities.set(tenant, city);
    }
    return city.add(stream);
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}

/** The streams of one city. It listens to identity while there are any. */
class CityWatch {
  private readonly logger = new Logger(SessionWatch.name);
  private readonly streams = new Set<WatchedStream>();
  /** By handle: when its session may be over by itself. */
  private readonly ends = new Map<string, NodeJS.Timeout>();
  private readonly closing = new AbortController();
  private readonly signal: AbortSignal;
  /** Identity tells of every change from now on. */
  private listens = false;

  constructor(
    private readonly identity: IdentitySessions,
    private readonly tenant: string,
    stopping: AbortSignal,
    private readonly over: () => void,
  ) {
    this.signal = AbortSignal.any([stopping, this.closing.signal]);
    void this.listen();
  }

  add(stream: WatchedStream): () => void {
    this.streams.add(stream);
    // The session was known to the gateway, perhaps from a minute ago. Until somebody listens, the beginning of that looks.
    if (this.listens) void this.look([stream.handle]);
    return () => this.remove(stream);
  }

  private remove(stream: WatchedStream): void {
    this.streams.delete(stream);
    const { handle } = stream;
    if (![...this.streams].some((other) => other.handle === handle)) {
      clearTimeout(this.ends.get(handle));
      this.ends.delete(handle);
    }
    if (this.streams.size > 0) return;
    this.closing.abort();
    this.over();
  }

  private async listen(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        for await (const change of this.identity.changes(this.tenant, this.signal)) {
          this.listens = true;
          const concerned = [...this.streams].filter(
            ({ personId }) => change === 'any' || personId === change.personId,
          );
          void this.look(concerned.map(({ handle }) => handle));
        }
      } catch (error) {
        if (this.signal.aborted) return;
        this.logger.warn({ err: error }, 'identity does not tell whose sessions end; asking again');
      }
      this.listens = false;
      await rest(afterFailureMs, this.signal);
    }
  }

  /** Ends the streams of those of these sessions that are over, until identity has said so of each. */
  private async look(handles: readonly string[]): Promise<void> {
    const asked = [...new Set(handles)];
    while (asked.length > 0 && !this.signal.aborted) {
      try {
        const running = await this.identity.running(this.tenant, asked);
        for (const handle of asked) this.heard(handle, running.get(handle));
        return;
      } catch {
        await rest(afterFailureMs, this.signal);
      }
    }
  }

  private heard(handle: string, remainingMs: number | undefined): void {
    clearTimeout(this.ends.get(handle));
    this.ends.delete(handle);
    const own = [...this.streams].filter((stream) => stream.handle === handle);
    if (remainingMs === undefined) for (const stream of own) stream.end();
    else if (own.length > 0)
      this.ends.set(
        handle,
        setTimeout(() => void this.look([handle]), remainingMs),
      );
  }
}
