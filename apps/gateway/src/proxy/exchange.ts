import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { endBehindBody, Problem } from '#http';
import { partNotAnswering, partUnavailable, type Part } from '../parts';
import { refuse } from '../refusal';
import { answerHeaders } from './headers';

type Controller = Dispatcher.DispatchController;

/** One request on its way through the gateway: whatever happens at one end happens at the other. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Set as soon as the request is being written to the part. */
  private controller: Controller | undefined;
  /** How many instances had to be passed over. */
  private tried = 0;
  /** The answer is not passed on: it is asked for once more. */
  private asksAgain = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly part: Part,
    private readonly correlationId: string,
    private readonly body: Readable | undefined,
    /** Where the answer stands for as long as it is an open event stream. */
    private readonly streams: Set<ServerResponse>,
    /** Told when the answer begins to be one. */
    private readonly onEventStream: (response: ServerResponse) => void,
    /** Where the instances of the part are, in the order in which they are tried. */
    private readonly instances: readonly string[],
    private readonly dispatch: (url: string, exchange: Exchange) => void,
    /** Has who asks introduced as identity knows them now; undefined for strangers, and once that was done. */
    private introduceAgain: (() => Promise<void>) | undefined,
  ) {
    // A client that leaves ends the work for it; otherwise every closed event stream would stay open behind.
    response.once('close', () => {
      this.streams.delete(response);
      this.controller?.abort(clientLeft);
      // Also where the request never got as far as the part: a body that nobody reads must not keep its timer.
      this.body?.destroy();
    });
  }

  /** Sends the request to the first instance. */
  begin(): void {
    this.dispatch(this.instance, this);
  }

  private get instance(): string {
    return this.instances[this.tried] ?? '';
  }

  onRequestStart(controller: Controller): void {
    if (this.response.destroyed) controller.abort(clientLeft);
    else this.controller = controller;
  }

  onResponseStart(_: Controller, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.asksAgain = status === 401 && this.introduceAgain !== undefined && this.onlyReads;
    if (this.asksAgain) return;
    // It ends soon: what comes next goes to another one.
    if (headers.connection === 'close') this.part.instances.passOver(this.instance);
    const told = answerHeaders(this.part.name, headers, this.correlationId);
    // A part that answers before it has read everything: the rest must not be taken for the next request.
    if (!this.request.complete) told.push('Connection', 'close');
    this.response.writeHead(status, told);
    if (!headers['content-type']?.startsWith('text/event-stream')) return;
    this.streams.add(this.response);
    this.response.flushHeaders();
    this.onEventStream(this.response);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.asksAgain || this.response.writableEnded || this.response.write(chunk)) return;
    controller.pause();
    this.response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    if (this.asksAgain) void this.askAgain();
    else endBehindBody(this.request, this.response);
  }

  /** What a part did not accept may have been remembered here from before the session went on under another name. */
  private async askAgain(): Promise<void> {
    const { introduceAgain } = this;
    this.asksAgain = false;
    this.introduceAgain = undefined;
    try {
      await introduceAgain?.();
      this.begin();
    } catch (error) {
      this.onResponseError(undefined, error as Error);
    }
  }

  /** Before an answer began, the client is told what happened; an answer that breaks off is broken off. */
  onResponseError(_: Controller | undefined, error: Error): void {
    if (this.mayGoElsewhere(error)) {
      this.part.instances.passOver(this.instance);
      this.controller = undefined;
      this.tried += 1;
      return this.begin();
    }
    refuse(this.request, this.response, this.problemOf(error));
  }

  /**
   * Another instance may do it, as long as this one has done nothing: it never got the request, or the request only reads and
   * no answer began before the connection broke.
   */
  private mayGoElsewhere(error: Error): boolean {
    if (this.tried + 1 >= this.instances.length || this.response.headersSent || this.response.destroyed)
      return false;
    const isUnsent = this.controller === undefined;
    return (
      brokenConnection.has(String((error as NodeJS.ErrnoException).code)) && (isUnsent || this.onlyReads)
    );
  }

  private get onlyReads(): boolean {
    return this.body === undefined && ['GET', 'HEAD'].includes(this.request.method ?? '');
  }

  private problemOf(error: Error): Problem {
    if (error instanceof Problem) return error;
    // Only a part that has the whole request may have begun to work.
    const isSent = this.controller !== undefined && (this.body?.readableEnded ?? true);
    return isSent ? partNotAnswering(this.part, error) : partUnavailable(this.part, error);
  }
}

/** Codes of a connection that was refused or broke; a part that is only slow is not asked twice. */
const brokenConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

const clientLeft = new Error('the client has left');
