import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';

/** Whoever listens: an application of this process, or anything with an address. */
export interface Listening {
  getUrl(): Promise<string>;
}

/** One request of a test; what is missing is a GET of Duisburg's portal by a stranger. */
export interface Asking {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as it is when a text, as JSON otherwise. */
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; a broken one fails the test. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Opens a request to an application under any host name, without waiting for the end of its answer. */
export async function open(app: Listening, path: string, asking: Asking = {}): Promise<IncomingMessage> {
  const { host = 'duisburg.localhost', method = 'GET', headers = {}, body } = asking;
  const { port, hostname } = new URL(await app.getUrl());
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type =
    text === undefined
      ? {}
      : {
          'content-type': 'application/json',
          ...(!headers['transfer-encoding'] && { 'content-length': Buffer.byteLength(text) }),
        };
  return new Promise((resolve, reject) => {
    httpRequest(
      { hostname, port, path, method, headers: { host, ...type, ...headers }, agent: false },
      resolve,
    )
      .on('error', reject)
      .end(text);
  });
}

/** Asks and reads the whole answer. */
export async function ask(app: Listening, path: string, asking: Asking = {}): Promise<Answered> {
  const answer = await open(app, path, asking);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text,
    get json() {
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}
