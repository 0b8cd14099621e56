import type { ClientRequest } from 'node:http';
import type { Request, Response } from 'express';
import { Problem, tooLarge } from '#http';
import { partNotAnswering, partUnavailable, type Part } from '../parts';

/** Methods whose body is passed on. A body elsewhere means nothing, and proxies disagree on where it ends. */
const withBody = new Set(['POST', 'PATCH', 'PUT']);

/** One request on its way through the gateway, from both ends. */
export class Exchange {
  private upstream: ClientRequest | undefined;
  private reason: Problem | undefined;
  /** Whether the part may have begun to work: it got the request and did not answer. */
  private sent = false;

  constructor(
    readonly part: Part,
    readonly path: string,
  ) {}

  /**
   * Counts the body while it passes.
   * @throws Problem `body-not-expected` or `body-too-large`
   */
  limitBody(request: Request, limitBytes: number): void {
    const length = Number(request.headers['content-length'] ?? 0);
    const chunked = request.headers['transfer-encoding'] !== undefined;
    if (!withBody.has(request.method) && (chunked || length > 0)) throw new Problem('body-not-expected');
    if (length > limitBytes) throw tooLarge(limitBytes);
    if (!chunked) return;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) this.stop(tooLarge(limitBytes));
    });
    // Listening sets the stream in motion; it has to wait for the proxy, or the first bytes are lost.
    request.pause();
  }

  /** The request to the part exists: from now on both ends follow each other. */
  connected(upstream: ClientRequest, response: Response, patienceMs: number): void {
    this.upstream = upstream;
    if (this.reason) upstream.destroy(this.reason);
    upstream.once('finish', () => (this.sent = true));
    upstream.setTimeout(patienceMs, () => this.stop(partNotAnswering(this.part)));
    // A browser that leaves ends the work for it; otherwise every closed event stream would stay open behind.
    response.once('close', () => {
      if (!response.writableFinished) upstream.destroy();
    });
  }

  /** The problem that the client is told when the exchange fails before an answer began. */
  problemOf(error: Error): Problem {
    if (error instanceof Problem) return error;
    return this.sent && !isRefused(error)
      ? partNotAnswering(this.part, error)
      : partUnavailable(this.part, error);
  }

  private stop(reason: Problem): void {
    this.reason = reason;
    this.upstream?.destroy(reason);
  }
}

function isRefused(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND');
}
