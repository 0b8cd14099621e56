import type { IncomingMessage } from 'node:http';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { Problem, tooLarge } from '#http';

/** Methods whose body is passed on. A body elsewhere means nothing, and proxies disagree on where it ends. */
const withBody = new Set(['POST', 'PATCH', 'PUT']);

/**
 * The body of a request as it is passed on; undefined when it has none. It fails with `body-too-large` when it turns out
 * to be longer than the limit on its way.
 * @throws Problem `body-not-expected` or `body-too-large`
 */
export function passedBody(request: IncomingMessage, limitBytes: number): Readable | undefined {
  const length = Number(request.headers['content-length'] ?? 0);
  const chunked = request.headers['transfer-encoding'] !== undefined;
  if (!chunked && length === 0) return undefined;
  if (!withBody.has(request.method ?? '')) throw new Problem('body-not-expected');
  if (length > limitBytes) throw tooLarge(limitBytes);
  // A stream of its own, because whoever sends it ends it with the request to the part: the client must still get an answer.
  return request.pipe(new Limited(limitBytes));
}

class Limited extends Transform {
  private bytes = 0;

  constructor(private readonly limitBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limitBytes) done(tooLarge(this.limitBytes));
    else done(null, chunk);
  }
}
