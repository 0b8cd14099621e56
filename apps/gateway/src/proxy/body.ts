import type { IncomingMessage } from 'node:http';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { Problem, tooLarge } from '#http';

/** Methods whose body is passed on. A body elsewhere means nothing, and proxies disagree on where it ends. */
const withBody = new Set(['POST', 'PATCH', 'PUT']);

/** What a body may be. */
export interface BodyLimits {
  readonly bytes: number;
  /** Milliseconds without a byte of it. */
  readonly patienceMs: number;
}

/**
 * The body of a request as it is passed on; undefined when it has none. It fails with `body-too-large` or `request-timeout`
 * when it goes beyond its limits on the way.
 * @throws Problem `body-not-expected` or `body-too-large`
 */
export function passedBody(request: IncomingMessage, limits: BodyLimits): Readable | undefined {
  const length = Number(request.headers['content-length'] ?? 0);
  const chunked = request.headers['transfer-encoding'] !== undefined;
  if (!chunked && length === 0) return undefined;
  if (!withBody.has(request.method ?? '')) throw new Problem('body-not-expected');
  if (length > limits.bytes) throw tooLarge(limits.bytes);
  // A stream of its own: whoever sends it destroys it with the exchange, and the client must still get an answer.
  return request.pipe(new LimitedBody(limits));
}

class LimitedBody extends Transform {
  private bytes = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly limits: BodyLimits) {
    super();
    this.timer = setTimeout(() => this.lookAgain(), limits.patienceMs);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.timer.refresh();
    this.bytes += chunk.length;
    if (this.bytes > this.limits.bytes) done(tooLarge(this.limits.bytes));
    else done(null, chunk);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    done(error);
  }

  private lookAgain(): void {
    // What waits here waits for the part, whose own time is measured elsewhere.
    if (this.readableLength > 0 || this.writableEnded) this.timer.refresh();
    else this.destroy(new Problem('request-timeout'));
  }
}
