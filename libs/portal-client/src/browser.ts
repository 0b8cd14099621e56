import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How long people go on trying while a part of the system is away, in ms. */
const patienceMs = 60_000;
/** Between two tries when nobody said when to come back, in ms. */
const pauseMs = 500;

/** What is read of problem details (RFC 9457). */
interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly type: string;
  readonly errors: readonly { readonly pointer?: string; readonly message?: string }[];
}

/** An answer that was not what the step needed: carries the problem details for the reader. */
export class UnexpectedAnswer extends Error {
  /** The slug of the problem, e.g. `version-conflict`; empty where the answer is none. */
  readonly problem: string;

  /**
   * @param what method and address
   * @param status HTTP status
   * @param body parsed JSON or text
   */
  constructor(
    what: string,
    readonly status: number,
    readonly body: unknown,
  ) {
    const problem = Object(body) as Partial<Problem>;
    const { title = '', detail = '', type = '', errors = [] } = problem;
    const wrong = errors.map(({ pointer = '', message = '' }) => ` ${pointer}: ${message}`).join('');
    const said =
      typeof body === 'object' && body !== null
        ? `${title} ${detail}${wrong} (${type})`
        : String(body).slice(0, 200);
    super(`${what} answered ${status}: ${said}`);
    this.problem = String(type).split(':').at(-1) ?? '';
  }
}

/** What is sent beside method and address. */
export interface Asked {
  readonly json?: unknown;
  readonly form?: FormValues;
  /** A file, as it is; what it is stands in the headers. */
  readonly content?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page whose form is sent. What it sends to another site comes there without cookies (`SameSite=Lax`). */
  readonly from?: URL;
}

/** The fields of a form; one that is ticked several times has several values. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** An answer, its body parsed where it is JSON. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Body;
  readonly text: string;
  readonly url: URL;
}

/** What a command takes: its input, the version it is given upon, and the key that repeating it would carry again. */
export interface CommandInput {
  readonly json?: unknown;
  readonly version?: number | undefined;
  readonly key?: string;
}

/**
 * What a browser does, without a browser: cookies per host, redirects, forms, the CSRF header.
 * `*.localhost` is resolved to the loopback address as browsers do.
 */
export class Browser {
  /** Cookies by host name. */
  readonly cookies = new Map<string, Map<string, string>>();
  /** CSRF token by origin, learnt from `GET /api/me`. */
  readonly csrf = new Map<string, string>();
  private readonly agent = new http.Agent({ keepAlive: true });

  /**
   * @param language value of Accept-Language
   * @param patience how long it goes on trying while a part of the system is away, in ms
   */
  constructor(
    readonly language = 'de',
    public patience = patienceMs,
  ) {}

  /**
   * A request, redirects not followed. While a part of the system is away it is repeated as it is, and so with the same
   * `Idempotency-Key`; without a key only where certainly nothing happened.
   * @throws Error when nobody answers within the browser's patience
   */
  async request<Body = unknown>(
    method: string,
    address: string | URL,
    asked: Asked = {},
  ): Promise<Answer<Body>> {
    const end = Date.now() + this.patience;
    const repeatable = method === 'GET' || asked.headers?.['idempotency-key'] !== undefined;
    for (;;) {
      const answer = await this.attempt<Body>(method, address, asked).catch(
        (error: NodeJS.ErrnoException) => ({ error }),
      );
      const pause =
        'error' in answer ? pauseAfterFailure(answer.error, repeatable) : pauseAfter(answer, repeatable);
      if (pause !== undefined && Date.now() + pause < end) await delay(pause);
      else if ('error' in answer)
        throw new Error(`${method} ${String(address)} failed: ${answer.error.message}`, {
          cause: answer.error,
        });
      else return answer;
    }
  }

  /**
   * A command: POST or PATCH with an idempotency key and, where given, `If-Match`.
   * @throws UnexpectedAnswer unless the answer is 2xx
   */
  async command<Body = unknown>(
    method: 'POST' | 'PATCH',
    address: string,
    { json = {}, version, key = randomUUID() }: CommandInput = {},
  ): Promise<Answer<Body>> {
    const answer = await this.request<Body>(method, address, {
      json,
      headers: {
        'idempotency-key': key,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {}),
      },
    });
    if (answer.status >= 300) throw new UnexpectedAnswer(`${method} ${address}`, answer.status, answer.body);
    return answer;
  }

  /** @throws UnexpectedAnswer unless the answer is 2xx */
  async get<Body = unknown>(address: string): Promise<Body> {
    const answer = await this.request<Body>('GET', address);
    if (answer.status >= 300) throw new UnexpectedAnswer(`GET ${address}`, answer.status, answer.body);
    return answer.body;
  }

  /** Follows redirects until a page stands. */
  async open(method: string, address: string | URL, asked: Asked = {}): Promise<Answer> {
    let answer = await this.request(method, address, asked);
    for (let hops = 0; answer.status >= 301 && answer.status <= 308; hops++) {
      if (hops > 15) throw new Error(`too many redirects at ${answer.url.href}`);
      answer = await this.request('GET', new URL(answer.headers.location ?? '', answer.url));
    }
    return answer;
  }

  /**
   * Submits the first form of a page with additional values.
   * @throws UnexpectedAnswer when the page has none
   */
  submitForm(page: Answer, values: FormValues = {}): Promise<Answer> {
    const form = /<form[^>]*>/i.exec(page.text)?.[0];
    if (!form) throw new UnexpectedAnswer(`no form on ${page.url.href}`, page.status, page.body);
    const action = unescapeHtml(/action="([^"]*)"/i.exec(form)?.[1] ?? page.url.href);
    const hidden = [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)].map(([input]) => [
      /name="([^"]*)"/i.exec(input)?.[1] ?? '',
      unescapeHtml(/value="([^"]*)"/i.exec(input)?.[1] ?? ''),
    ]);
    return this.open('POST', new URL(action, page.url), {
      form: { ...Object.fromEntries(hidden), ...values },
      from: page.url,
    });
  }

  /** The `Cookie` header that this browser sends to a host; empty when it has none for it. */
  cookieHeader(host: string): string {
    return [...(this.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  close(): void {
    this.agent.destroy();
  }

  private attempt<Body>(
    method: string,
    address: string | URL,
    { json, form, content, headers = {}, from }: Asked,
  ): Promise<Answer<Body>> {
    const url = new URL(address);
    const body = json !== undefined ? JSON.stringify(json) : form ? encodeForm(form) : content;
    const isCrossSite = from !== undefined && siteOf(from) !== siteOf(url);
    const cookie = isCrossSite ? '' : this.cookieHeader(url.hostname);
    const csrf = this.csrf.get(url.origin);
    const unsafe = !['GET', 'HEAD'].includes(method);
    const allHeaders = {
      accept: 'application/json, text/html;q=0.9',
      'accept-language': this.language,
      host: url.host,
      ...(json !== undefined ? { 'content-type': 'application/json' } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(body !== undefined ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...(cookie ? { cookie } : {}),
      ...(unsafe && csrf ? { 'x-csrf-token': csrf } : {}),
      ...(from ? { origin: from.origin, 'sec-fetch-site': fetchSite(from, url) } : {}),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: url.port || 80,
          path: url.pathname + url.search,
          method,
          headers: allHeaders,
          agent: this.agent,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            this.keepCookies(url.hostname, response.headers['set-cookie'] ?? []);
            const text = Buffer.concat(chunks).toString('utf8');
            const isJson = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: (isJson && text ? JSON.parse(text) : text) as Body,
              text,
              url,
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  private keepCookies(host: string, lines: readonly string[]): void {
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      if (!value || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    this.cookies.set(host, jar);
  }
}

/** How long to wait before the same request again, in ms; undefined when its answer stands. */
function pauseAfter({ status, headers }: Answer, repeatable: boolean): number | undefined {
  const nothingHappened = status === 503;
  const stillRunning = status === 409 && headers['retry-after'] !== undefined;
  const nobodyKnows = status === 502 || status === 504 || stillRunning;
  if (!nothingHappened && !(nobodyKnows && repeatable)) return undefined;
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? seconds * 1000 : pauseMs;
}

/** The same when there was no answer at all. */
function pauseAfterFailure({ code }: NodeJS.ErrnoException, repeatable: boolean): number | undefined {
  return code === 'ECONNREFUSED' || repeatable ? pauseMs : undefined;
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function encodeForm(form: FormValues): string {
  const fields = Object.entries(form).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as [string, string]),
  );
  return new URLSearchParams(fields).toString();
}

/** Which addresses share their cookies: those of one registered name (`localhost` is nobody's), or of one IP address. */
function siteOf({ hostname }: URL): string {
  return /^[\d.]+$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
}

function fetchSite(from: URL, to: URL): string {
  if (from.origin === to.origin) return 'same-origin';
  return siteOf(from) === siteOf(to) ? 'same-site' : 'cross-site';
}
