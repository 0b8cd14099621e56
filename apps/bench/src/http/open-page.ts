import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { Person } from '#portal-client';

/** A page that somebody has open: it notes when an application is said to be in a status (server-sent events). */
export class OpenPage {
  private readonly waiting = new Map<string, (at: number) => void>();
  private text = '';

  private constructor(
    private readonly request: http.ClientRequest,
    response: IncomingMessage,
  ) {
    response.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk, performance.now()));
    request.on('error', () => undefined); // the system ends before the page is closed
  }

  /** Opens it. @throws Error when the stream of events is refused */
  static async of({ browser, site }: Pick<Person, 'browser' | 'site'>): Promise<OpenPage> {
    const url = new URL('/api/events', site);
    const request = http.get({
      host: '127.0.0.1',
      port: url.port,
      path: url.pathname,
      headers: { host: url.host, cookie: browser.cookieHeader(url.hostname) },
      agent: false,
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`GET /api/events answered ${response.statusCode}`);
    return new OpenPage(request, response);
  }

  /** Resolves with the moment (`performance.now()`) at which the page is told that an application is in a status. */
  told(id: string, status: string): Promise<number> {
    return new Promise((resolve) => this.waiting.set(`${id} ${status}`, resolve));
  }

  close(): void {
    this.request.destroy();
  }

  private read(chunk: string, at: number): void {
    const messages = (this.text + chunk).split('\n\n');
    this.text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === undefined) continue;
      const { id, status } = JSON.parse(data) as { id: string; status: string };
      const key = `${id} ${status}`;
      this.waiting.get(key)?.(at);
      this.waiting.delete(key);
    }
  }
}
