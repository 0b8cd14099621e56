import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { Person } from '#portal-client';

/**
 * A page that somebody has open: it notes when an application is said to be in a status (server-sent events). A stream that
 * the portal ends is opened again where it stopped, as browsers do.
 */
export class OpenPage {
  /** How often the stream was opened again. */
  reopened = 0;
  private readonly waiting = new Map<string, (at: number) => void>();
  private onNext: () => void = () => undefined;
  private request: http.ClientRequest | undefined;
  private text = '';
  private lastEventId: string | undefined;

  private constructor(private readonly person: Pick<Person, 'browser' | 'site'>) {}

  /** Opens it. @throws Error when the stream of events is refused */
  static async of(person: Pick<Person, 'browser' | 'site'>): Promise<OpenPage> {
    const page = new OpenPage(person);
    await page.open();
    return page;
  }

  /** Resolves with the moment (`performance.now()`) at which the page is told that an application is in a status. */
  told(id: string, status: string): Promise<number> {
    return new Promise((resolve) => this.waiting.set(`${id} ${status}`, resolve));
  }

  /** Resolves with the next thing that the page is told about any application. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.onNext = resolve));
  }

  close(): void {
    const { request } = this;
    this.request = undefined;
    request?.destroy();
  }

  private async open(): Promise<void> {
    const { browser, site } = this.person;
    const url = new URL('/api/events', site);
    const request = http.get({
      host: '127.0.0.1',
      port: url.port,
      path: url.pathname,
      headers: {
        host: url.host,
        cookie: browser.cookieHeader(url.hostname),
        ...(this.lastEventId === undefined ? {} : { 'last-event-id': this.lastEventId }),
      },
      agent: false,
    });
    this.request = request;
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`GET /api/events answered ${response.statusCode}`);
    this.text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk, performance.now()));
    request.on('error', () => undefined); // its end is noticed by 'close'
    response.once('close', () => {
      if (this.request !== request) return; // closed by us
      this.reopened += 1;
      // What waits for this page says when it waited in vain.
      this.open().catch(() => undefined);
    });
  }

  private read(chunk: string, at: number): void {
    const messages = (this.text + chunk).split('\n\n');
    this.text = messages.pop() ?? '';
    for (const message of messages) {
      this.lastEventId = /^id: (.*)$/m.exec(message)?.[1] ?? this.lastEventId;
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === undefined) continue;
      this.onNext();
      const { id, status } = JSON.parse(data) as { id: string; status: string };
      const key = `${id} ${status}`;
      this.waiting.get(key)?.(at);
      this.waiting.delete(key);
    }
  }
}
