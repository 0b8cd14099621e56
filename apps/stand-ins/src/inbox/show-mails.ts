import { createServer, type Server, type ServerResponse } from 'node:http';
import { isOwnHost } from '../own-host';
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

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': `${type}; charset=utf-8` }).end(body);
}
