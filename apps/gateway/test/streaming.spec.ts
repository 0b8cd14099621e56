import { once } from 'node:events';
import {
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import { eventually } from '#testing';
import type { GatewayOptions } from '../src/gateway-options';
import { ask, open, type Listening } from './client';
import { rawPart, type RawPart } from './raw-part';
import { SmallSystem } from './running-gateway';

const system = new SmallSystem();
const parts: RawPart[] = [];

beforeAll(() => system.start());
afterAll(async () => {
  await system.stop();
  await Promise.all(parts.map((part) => part.close()));
});

/** A gateway whose application part answers like this. */
async function before(answer: RequestListener, options: Partial<GatewayOptions> = {}): Promise<Listening> {
  const part = await rawPart(answer);
  parts.push(part);
  const urls = await system.urls();
  return system.gateway({ urls: { ...urls, application: part.url }, ...options });
}

const slug = ({ json }: { json: Readonly<Record<string, unknown>> }) =>
  String(json['type']).split(':').at(-1);
const megabytes = 1024 * 1024;

test('an answer waits for a client that reads slowly, and arrives whole', async () => {
  const chunk = Buffer.alloc(megabytes, 'x');
  const chunks = 64;
  let sent = 0;
  const write = (response: ServerResponse): void => {
    while (sent < chunks && response.write(chunk)) sent += 1;
    if (sent === chunks) response.end();
  };
  const gateway = await before((request, response) => {
    if (request.url !== '/portal/long') return void response.end();
    response.on('drain', () => {
      sent += 1;
      write(response);
    });
    write(response);
  });
  const answer = await open(gateway, '/api/long');
  // So many exchanges later everything would be here, if the gateway took what nobody reads.
  for (let n = 0; n < 200; n += 1) await ask(gateway, '/api/short');
  expect(sent).toBeLessThan(chunks);
  let bytes = 0;
  for await (const part of answer) bytes += (part as Buffer).length;
  expect(bytes).toBe(chunks * chunk.length);
});

test('a body waits for a part that reads slowly', async () => {
  let arrived: IncomingMessage | undefined;
  const gateway = await before((request, response) => {
    arrived = request;
    request.on('end', () => response.end('read'));
  });
  const { port } = new URL(await gateway.getUrl());
  const body = Buffer.alloc(megabytes - 1, 'x');
  const sending = httpRequest({
    port,
    host: '127.0.0.1',
    path: '/api/x',
    method: 'POST',
    headers: { host: 'duisburg.localhost', 'content-length': body.length },
  });
  sending.end(body);
  const request = await eventually('the request at the part', () => arrived);
  let bytes = 0;
  request.on('data', (data: Buffer) => (bytes += data.length));
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  answer.resume();
  expect([answer.statusCode, bytes]).toEqual([200, body.length]);
});

test('a client that leaves in the middle of its body ends the request at the part', async () => {
  let isAborted: boolean | undefined;
  const gateway = await before((request) => {
    isAborted = false;
    request.resume().once('close', () => (isAborted = !request.complete));
  });
  const { port } = new URL(await gateway.getUrl());
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('POST /api/x HTTP/1.1\r\nHost: duisburg.localhost\r\nContent-Length: 100\r\n\r\nhalf');
  await eventually('the request at the part', () => isAborted === false);
  socket.destroy();
  await eventually('the end of the request at the part', () => isAborted);
});

test('an answer that comes before the body was read closes the connection: its rest is no next request', async () => {
  const gateway = await before((_, response) => void response.end('enough'));
  const { port } = new URL(await gateway.getUrl());
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  socket.write('POST /api/x HTTP/1.1\r\nHost: duisburg.localhost\r\nContent-Length: 100\r\n\r\nhalf');
  await eventually('the end of the connection', () => socket.closed);
  expect(text).toMatch(/^HTTP\/1\.1 200 [^]*Connection: close[^]*enough/);
});

test('headers of a single connection and trailers stay on it', async () => {
  const gateway = await before((request, response) => {
    const told = ['te', 'proxy-authorization', 'x-hop'];
    const seen = told.filter((name) => request.headers[name] !== undefined);
    response.writeHead(200, {
      Trailer: 'X-Sum',
      'Proxy-Connection': 'keep-alive',
      Upgrade: 'h2c',
      'Keep-Alive': 'timeout=99',
    });
    response.write(JSON.stringify({ seen }));
    response.addTrailers({ 'X-Sum': '7' });
    response.end();
  });
  const answer = await open(gateway, '/api/x', {
    headers: {
      connection: 'x-hop',
      'x-hop': '1',
      te: 'trailers',
      'proxy-authorization': 'Basic eDp5',
    },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ seen: [] });
  const { headers, trailers } = answer;
  expect([headers['trailer'], headers['proxy-connection'], headers['upgrade']]).toEqual(
    Array(3).fill(undefined),
  );
  expect(headers['keep-alive']).not.toBe('timeout=99');
  expect(trailers).toEqual({});
});

test('a part that says nothing is a 504 in time', async () => {
  const gateway = await before(() => undefined, { patienceMs: 200 });
  const answer = await ask(gateway, '/api/x');
  expect([answer.status, slug(answer)]).toEqual([504, 'part-not-answering']);
});

test('a part that stops in the middle of its answer breaks it off in time', async () => {
  const gateway = await before((_, response) => void response.write('half'), { patienceMs: 200 });
  await expect(ask(gateway, '/api/x')).rejects.toThrow('aborted');
});

test('a client that stops in the middle of its body is told so in time', async () => {
  const gateway = await before((request, response) => void request.on('end', () => response.end()), {
    patienceMs: 200,
  });
  const { port } = new URL(await gateway.getUrl());
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  socket.write('POST /api/x HTTP/1.1\r\nHost: duisburg.localhost\r\nContent-Length: 100\r\n\r\nhalf');
  await eventually('the end of the connection', () => socket.closed);
  expect(text).toMatch(/^HTTP\/1\.1 408 [^]*urn:serviceportal:problem:request-timeout/);
});

test('a part may say more about its answers than the gateway does', async () => {
  const policy = "default-src 'none';script-src 'nonce-abc'";
  const gateway = await before((_, response) => {
    response.setHeader('Content-Security-Policy', policy).end();
  });
  const { headers } = await ask(gateway, '/api/x');
  expect(headers['content-security-policy']).toBe(policy);
  expect(headers['x-frame-options']).toBe('DENY');
});

test('headers above 16 KB are refused', async () => {
  const gateway = await before((_, response) => void response.end());
  const answer = await ask(gateway, '/api/x', { headers: { 'x-long': 'y'.repeat(17_000) } });
  expect(answer.status).toBe(431);
});
