import { createHash } from 'node:crypto';
import type { Agent, Dispatcher } from 'undici';
import { Reread } from '#configuration';
import { ProviderAway } from './provider';

/** Ms until a connection is there, and until the whole answer is. */
const connectMs = 3_000;
const answerMs = 10_000;
/** Bytes of an answer; of a page of a list more. */
const answerBytes = 64 * 1024;
/** Connections to one provider; what needs more waits for one. */
const connections = 8;

/** The time that one operation at a provider may take, however many questions it needs. */
export const wholeTime = () => AbortSignal.timeout(answerMs);

/** What a connection proves itself by, and whom it trusts, as PEM. Without `ca`: whom Node trusts. */
export interface TlsMaterial {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

/** Whether a connection's files have changed is looked at for every request. */
export interface TlsFiles {
  readonly files: readonly string[];
  /** @throws Error with one sentence where one cannot be used */
  read(): TlsMaterial;
}

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends it earlier than after its time. */
  readonly signal?: AbortSignal;
  /** Largest answer in bytes; default 64 kB. */
  readonly limitBytes?: number;
}

/** An answer as it came, whatever it says. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly raw: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly digest: string;
}

/**
 * The way to one provider over HTTP: bounded in time and size, never redirected, with client certificates that can be exchanged
 * while it is in use.
 */
export class Exchange {
  private readonly tls: Reread<TlsMaterial>;
  private current: { readonly agent: Agent; readonly tls: TlsMaterial } | undefined;

  constructor(
    readonly provider: string,
    tls: TlsFiles = { files: [], read: () => ({}) },
  ) {
    this.tls = new Reread(
      () => tls.files,
      () => tls.read(),
    );
  }

  /**
   * @returns the answer of the provider itself, of status 200 to 499
   * @throws ProviderAway where none came, it is too large or late, or the provider says that it cannot answer now
   */
  async ask({ method, url, headers = {}, body, signal, limitBytes = answerBytes }: Question): Promise<Reply> {
    // Loaded with the first question: a service that nobody pays at does not hold it in memory.
    const undici = await import('undici');
    try {
      const response = await undici.request(url, {
        method,
        headers: { accept: 'application/json, application/problem+json', ...headers },
        ...(body !== undefined && { body }),
        dispatcher: this.agentOf(undici.Agent),
        signal: signal ?? wholeTime(),
      });
      const { statusCode: status, headers: got } = response;
      if (isAboutNothing(status)) {
        discard(response);
        throw new ProviderAway(this.provider, `HTTP ${status}`);
      }
      const bytes = await bytesOf(response, limitBytes);
      return {
        status,
        contentType: String(got['content-type'] ?? ''),
        // Some begin with a byte order mark, which is no JSON.
        raw: bytes.toString('utf8').replace(/^\uFEFF/, ''),
        digest: createHash('sha256').update(bytes).digest('hex'),
      };
    } catch (error) {
      throw error instanceof ProviderAway ? error : new ProviderAway(this.provider, wordsFor(error), error);
    }
  }

  /**
   * What an answer says as JSON.
   * @throws ProviderAway where it is something else (a page of a proxy, half an answer): nothing is known by it
   */
  json({ status, contentType, raw }: Reply): unknown {
    if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType))
      throw new ProviderAway(this.provider, `HTTP ${status} with ${mediaType(contentType)} instead of JSON`);
    const said = this.parsed(status, raw);
    if (saysTwice(raw, said)) throw new ProviderAway(this.provider, `HTTP ${status} says a thing twice`);
    return said;
  }

  private parsed(status: number, raw: string): unknown {
    try {
      return JSON.parse(raw);
    } catch (error) {
      throw new ProviderAway(this.provider, `HTTP ${status} with broken JSON`, error);
    }
  }

  /** Our own certificate with this provider, PEM; none where it knows us otherwise. */
  get certificate(): string | undefined {
    return this.tls.value.cert;
  }

  /** Ends its connections, those in use after their answer. */
  async close(): Promise<void> {
    await this.current?.agent.close();
  }

  /** The connections, made anew where what they prove themselves by has changed. */
  private agentOf(AgentOfUndici: typeof Agent): Agent {
    const tls = this.tls.value;
    if (this.current?.tls === tls) return this.current.agent;
    const agent = new AgentOfUndici({
      connect: { timeout: connectMs, ...tls },
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
      connections,
      pipelining: 1,
    });
    void this.current?.agent.close();
    this.current = { agent, tls };
    return agent;
  }
}

/** What a proxy says, or a provider that is overloaded or has moved: nothing about a transaction. */
function isAboutNothing(status: number): boolean {
  return status < 200 || (status >= 300 && status < 400) || [408, 425, 429].includes(status) || status >= 500;
}

/**
 * Whether an object of an answer has a name twice: who reads the first one and who reads the last one would book two different things
 * (RFC 8259, 4). JSON.parse takes the last: the names that it kept are counted beside those that stand there.
 */
function saysTwice(raw: string, said: unknown): boolean {
  const written = [...raw.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(
    ([, colon]) => colon !== undefined,
  ).length;
  let kept = 0;
  const open: unknown[] = [said];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner: unknown[] = Object.values(value);
    if (!Array.isArray(value)) kept += inner.length;
    for (const one of inner) open.push(one);
  }
  return kept !== written;
}

/** Ends the connection at the first byte too many. */
async function bytesOf(response: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new AnswerTooLarge(`an answer of more than ${limit / 1024} kB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function discard({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => undefined).destroy();
}

class AnswerTooLarge extends Error {}

/** For the operator: by codes and figures alone, never by a text that came from outside. */
function wordsFor(error: unknown): string {
  const { name, code, cause } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (error instanceof AnswerTooLarge) return error.message;
  if (name === 'TimeoutError') return `no answer within ${answerMs / 1000} s`;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return `no connection within ${connectMs / 1000} s`;
  if (typeof code === 'string') return `no answer (${code})`;
  return cause === undefined ? 'no answer' : wordsFor(cause);
}

/** The type alone, and no more of it than a type has. */
function mediaType(contentType: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(contentType)?.[0] ?? 'no content type';
}
