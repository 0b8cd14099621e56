import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Mails } from './mails';
import { listPage, mailPage, notFoundPage, style } from './pages';

const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** A web server that shows the mails: `GET /` for people, `GET /api/messages?to=` for programs. */
export function showMails(mails: Mails): Server {
  return createServer((request, response) => {
    if (!isOwnHost(request)) return answer(response, 421, 'text/plain', 'only as localhost');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'text/plain', 'only GET');
    const address = `http://inbox${request.url ?? '/'}`;
    const { pathname, searchParams } = new URL(URL.canParse(address) ? address : 'http://inbox/unreadable');
    const to = searchParams.get('to');
    if (pathname === '/health/ready') {
      response.setHeader('X-Process-Id', process.pid);
      return answer(response, 200, 'application/json', '{"status":"ready"}');
    }
    if (pathname === '/api/messages')
      return answer(response, 200, 'application/json', JSON.stringify(mails.list(to)));
    if (pathname === '/style.css') return answer(response, 200, 'text/css', style);
    if (pathname === '/') return answer(response, 200, 'text/html', listPage(mails.list(to), to));
    const mail = mails.find(pathname.replace(/^\/mails\//, ''));
    return mail
      ? answer(response, 200, 'text/html', mailPage(mail))
      : answer(response, 404, 'text/html', notFoundPage());
  });
}

/** Names of this machine. Under any other, a page of a stranger could have its browser read the mails (DNS rebinding). */
const ownHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

function isOwnHost({ rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host');
  return hosts.length === 1 && ownHosts.test(hosts[0]?.toLowerCase() ?? '');
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': `${type}; charset=utf-8` }).end(body);
}
