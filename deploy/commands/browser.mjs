import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How long people go on trying while a part of the system is away, in ms. */
const patienceMs = 60_000;
/** Between two tries when nobody said when to come back, in ms. */
const pauseMs = 500;

/** An answer that was not what the step needed: carries the problem details for the reader. */
export class UnexpectedAnswer extends Error {
  /**
   * @param {string} what method and address
   * @param {number} status HTTP status
   * @param {any} body parsed JSON or text
   */
  constructor(what, status, body) {
    const detail =
      typeof body === 'object' && body !== null
        ? `${body.title ?? ''} ${body.detail ?? ''} (${body.type ?? ''})`
        : String(body).slice(0, 200);
    super(`${what} answered ${status}: ${detail}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * @typedef {{ json?: unknown, form?: Record<string, string>, headers?: Record<string, string> }} Request
 * @typedef {{ status: number, headers: http.IncomingHttpHeaders, body: any, text: string, url: URL }} Answer
 */

/**
 * What a browser does, without a browser: cookies per host, redirects, forms, the CSRF header.
 * `*.localhost` is resolved to the loopback address as browsers do.
 */
export class Browser {
  /**
   * @param {string} [language] value of Accept-Language
   * @param {number} [patience] how long it goes on trying while a part of the system is away, in ms
   */
  constructor(language = 'de', patience = patienceMs) {
    this.language = language;
    this.patience = patience;
    /** @type {Map<string, Map<string, string>>} */
    this.cookies = new Map();
    /** @type {Map<string, string>} CSRF token by origin, learnt from `GET /api/me` */
    this.csrf = new Map();
    this.agent = new http.Agent({ keepAlive: true });
  }

  /**
   * A request, redirects not followed. While a part of the system is away it is repeated as it is, and so with the same
   * `Idempotency-Key`; without a key only where certainly nothing happened.
   * @param {string} method
   * @param {string | URL} address
   * @param {Request} [options]
   * @returns {Promise<Answer>}
   */
  async request(method, address, options = {}) {
    const end = Date.now() + this.patience;
    const repeatable = method === 'GET' || options.headers?.['idempotency-key'] !== undefined;
    for (;;) {
      const answer = await this.#attempt(method, address, options).catch((error) => ({ error }));
      const pause =
        'error' in answer ? pauseAfterFailure(answer.error, repeatable) : pauseAfter(answer, repeatable);
      if (pause !== undefined && Date.now() + pause < end) await delay(pause);
      else if ('error' in answer)
        throw new Error(`${method} ${address} failed: ${answer.error.message}`, { cause: answer.error });
      else return answer;
    }
  }

  /**
   * @param {string} method
   * @param {string | URL} address
   * @param {Request} options
   * @returns {Promise<Answer>}
   */
  #attempt(method, address, { json, form, headers = {} }) {
    const url = new URL(address);
    const body =
      json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined;
    const jar = this.cookies.get(url.hostname);
    const csrf = this.csrf.get(url.origin);
    const unsafe = !['GET', 'HEAD'].includes(method);
    /** @type {Record<string, string>} */
    const allHeaders = {
      accept: 'application/json, text/html;q=0.9',
      'accept-language': this.language,
      host: url.host,
      ...(json !== undefined ? { 'content-type': 'application/json' } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(body !== undefined ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...(jar?.size ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...(unsafe && csrf ? { 'x-csrf-token': csrf } : {}),
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
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            this.#keepCookies(url.hostname, response.headers['set-cookie'] ?? []);
            const text = Buffer.concat(chunks).toString('utf8');
            const isJson = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: isJson && text ? JSON.parse(text) : text,
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

  /**
   * A command: POST or PATCH with an idempotency key and, where given, `If-Match`.
   * @param {string} method
   * @param {string} address
   * @param {{ json?: unknown, version?: number, key?: string }} [options]
   * @throws {UnexpectedAnswer} unless the answer is 2xx
   */
  async command(method, address, { json = {}, version, key = randomUUID() } = {}) {
    const answer = await this.request(method, address, {
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

  /**
   * @param {string} address
   * @throws {UnexpectedAnswer} unless the answer is 2xx
   */
  async get(address) {
    const answer = await this.request('GET', address);
    if (answer.status >= 300) throw new UnexpectedAnswer(`GET ${address}`, answer.status, answer.body);
    return answer.body;
  }

  /**
   * Follows redirects until a page stands.
   * @param {string} method
   * @param {string | URL} address
   * @param {{ form?: Record<string, string> }} [options]
   */
  async open(method, address, options = {}) {
    let answer = await this.request(method, address, options);
    for (let hops = 0; answer.status >= 301 && answer.status <= 308; hops++) {
      if (hops > 15) throw new Error(`too many redirects at ${answer.url}`);
      answer = await this.request('GET', new URL(answer.headers.location ?? '', answer.url));
    }
    return answer;
  }

  /** Submits the first form of a page with additional values. */
  submitForm(page, values = {}) {
    const form = /<form[^>]*>/i.exec(page.text)?.[0];
    if (!form) throw new UnexpectedAnswer(`no form on ${page.url}`, page.status, page.body);
    const action = unescapeHtml(/action="([^"]*)"/i.exec(form)?.[1] ?? page.url.href);
    const hidden = [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)].map(([input]) => [
      /name="([^"]*)"/i.exec(input)?.[1] ?? '',
      unescapeHtml(/value="([^"]*)"/i.exec(input)?.[1] ?? ''),
    ]);
    return this.open('POST', new URL(action, page.url), {
      form: { ...Object.fromEntries(hidden), ...values },
    });
  }

  #keepCookies(host, lines) {
    const jar = this.cookies.get(host) ?? new Map();
    for (const line of lines) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      if (!value || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    this.cookies.set(host, jar);
  }

  close() {
    this.agent.destroy();
  }
}

/**
 * How long to wait before the same request again; undefined when its answer stands.
 * @param {Answer} answer
 * @param {boolean} repeatable
 */
function pauseAfter({ status, headers }, repeatable) {
  const nothingHappened = status === 503;
  const stillRunning = status === 409 && headers['retry-after'] !== undefined;
  const nobodyKnows = status === 502 || status === 504 || stillRunning;
  if (!nothingHappened && !(nobodyKnows && repeatable)) return undefined;
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? seconds * 1000 : pauseMs;
}

/**
 * The same when there was no answer at all.
 * @param {NodeJS.ErrnoException} error
 * @param {boolean} repeatable
 */
function pauseAfterFailure({ code }, repeatable) {
  return code === 'ECONNREFUSED' || repeatable ? pauseMs : undefined;
}

const unescapeHtml = (text) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
