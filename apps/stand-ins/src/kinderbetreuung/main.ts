/**
 * Another portal: a city's Kinderbetreuungsportal, which has its users sign in with the city's service portal and gets from there
 * what they agree to pass on (W13). It shows what it got, and keeps nothing.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { escapeHtml } from '../html';
import { page } from '../page';
import { City, type Left } from './city';
import { readPortalConfig } from './config';

/** Browsers that are at the city now, by their cookie. */
const away = new Map<string, Left>();
const mostAway = 1_000;

function main(): void {
  const config = readPortalConfig();
  const city = new City(config, `http://127.0.0.1:${config.port}/callback`);
  const server = createServer((request, response) => {
    answer(city, request, response).catch((error: unknown) => {
      console.error('kinderbetreuung:', error instanceof Error ? error.message : error);
      send(response, 502, 'Das hat nicht geklappt', '<p>Es wurden keine Daten übernommen.</p>');
    });
  });
  server.listen(config.port, config.host);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

async function answer(city: City, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://kinderbetreuung.invalid');
  switch (pathname) {
    case '/health/live':
    case '/health/ready':
      response.writeHead(200, { 'content-type': 'application/json', 'x-process-id': process.pid });
      return void response.end('{"status":"ok"}');
    case '/':
      return send(response, 200, 'Kinderbetreuungsportal', start);
    case '/sign-in':
      return leave(city, response);
    case '/callback':
      return comeBack(city, request, response, search);
    default:
      return send(response, 404, 'Das gibt es hier nicht', start);
  }
}

const start =
  '<p>Hier finden Sie einen Platz in einer Kita.</p><p><a href="/sign-in">Mit dem Serviceportal der Stadt anmelden</a></p>';

async function leave(city: City, response: ServerResponse): Promise<void> {
  const { url, left } = await city.leave();
  const browser = randomBytes(32).toString('base64url');
  away.set(browser, left);
  const [oldest] = away.keys();
  if (away.size > mostAway && oldest !== undefined) away.delete(oldest);
  response.writeHead(302, {
    location: url.href,
    'set-cookie': `away=${browser}; HttpOnly; SameSite=Lax; Path=/`,
  });
  response.end();
}

async function comeBack(
  city: City,
  request: IncomingMessage,
  response: ServerResponse,
  query: string,
): Promise<void> {
  const browser = /(?:^|; )away=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const left = away.get(browser);
  away.delete(browser);
  const refused = new URLSearchParams(query).get('error');
  if (left === undefined || refused !== null)
    return send(response, 200, 'Ohne Ihre Daten', `<p>Sie haben nichts weitergegeben.</p>${start}`);
  const claims = await city.comeBack(query, left);
  const technical = ['iss', 'aud', 'exp', 'iat', 'nonce', 'at_hash', 'auth_time', 'sid'];
  const rows = Object.entries(claims)
    .filter(([name]) => !technical.includes(name))
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(JSON.stringify(value))}</dd>`);
  send(response, 200, 'Willkommen', `<p>Das hat die Stadt uns über Sie gesagt:</p><dl>${rows.join('')}</dl>`);
}

function send(response: ServerResponse, status: number, title: string, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page(title, `<h1>${title}</h1>${body}`));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
