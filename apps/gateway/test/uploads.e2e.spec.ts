import { randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import { DefaultHttpStack, DetailedError, Upload } from 'tus-js-client';
import { pdf } from '../../../libs/documents/test/files';
import { ask, open } from './client';
import { twoCities, type TwoCities } from './two-cities';

/** A client of tus that is not ours, through the gateway of a whole system. */

let cities: TwoCities;
beforeAll(async () => {
  cities = await twoCities();
}, 400_000);
afterAll(() => cities?.close());

const content = Buffer.concat([pdf, randomBytes(9_000_000)]);
const gateway = () => ({
  getUrl: () => Promise.resolve(cities.system.gateway.replace('localhost', '127.0.0.1')),
});

/** What Anna's browser sends along. */
function headersOfAnna(): Record<string, string> {
  const site = new URL(cities.anna.site);
  return {
    cookie: cities.anna.browser.cookieHeader(site.hostname) ?? '',
    'x-csrf-token': cities.anna.browser.csrf.get(site.origin) ?? '',
    'idempotency-key': randomUUID(),
  };
}

/** Uploads as tus-js-client does. @returns the address of what was uploaded */
async function upload(
  bytes: Buffer,
  metadata: Record<string, string>,
  { chunkSize = Infinity, stopAfter = Infinity } = {},
): Promise<string> {
  const { hostname, port } = new URL(cities.anna.site);
  // `*.localhost` is this machine, as to a browser.
  const agent = new http.Agent({ keepAlive: true, lookup: (_, options, done) => lookUp(options, done) });
  const endpoint = `http://${hostname}:${port}/api/applications/${cities.draft.id}/documents`;
  let stopped = false;
  const address = await new Promise<string>((resolve, reject) => {
    const sending: Upload = new Upload(bytes, {
      endpoint,
      headers: headersOfAnna(),
      metadata,
      chunkSize,
      retryDelays: [10, 10],
      httpStack: new DefaultHttpStack({ agent }),
      onProgress: (sent) => {
        if (stopped || sent < stopAfter) return;
        stopped = true;
        // A person closes the page, and comes back.
        void sending.abort().then(() => sending.start());
      },
      onError: reject,
      onSuccess: () => resolve(sending.url ?? ''),
    });
    sending.start();
  });
  agent.destroy();
  return address;
}

function lookUp(
  options: { readonly all?: boolean | undefined },
  done: (error: null, address: never, family?: number) => void,
): void {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }] as never);
  else done(null, '127.0.0.1' as never, 4);
}

async function download(address: string): Promise<Buffer> {
  const { pathname, host } = new URL(address);
  const answer = await open(gateway(), pathname, { host, headers: headersOfAnna() });
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename="Lageplan_.pdf"; filename*=UTF-8''Lageplan%E2%80%93.pdf`,
  );
  expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  return Buffer.concat(pieces);
}

const metadata = { filename: 'Lageplan–.pdf', kind: 'other' };

test.each([
  ['at once', {}],
  ['in parts', { chunkSize: 2_000_000 }],
  ['with an interruption', { chunkSize: 3_000_000, stopAfter: 4_000_000 }],
])('a document is uploaded %s by a client that is not ours, and comes back as it was', async (_, how) => {
  const address = await upload(content, metadata, how);
  expect((await download(address)).equals(content)).toBe(true);
});

test('a document that is refused is told so, though its client sends on', async () => {
  const html = Buffer.concat([Buffer.from('<!doctype html>'), Buffer.alloc(5_000_000, ' ')]);
  const refused = await upload(html, { filename: 'x.pdf', kind: 'other' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DetailedError);
  const { originalResponse } = refused as DetailedError;
  expect(originalResponse?.getStatus()).toBe(415);
  expect(JSON.parse(originalResponse?.getBody() ?? '')).toMatchObject({
    type: 'urn:serviceportal:problem:document-type-unknown',
  });
});

test('what is no document stays within the limit of every other body', async () => {
  const { host } = new URL(cities.anna.site);
  const answer = await ask(gateway(), '/api/applications', {
    method: 'POST',
    host,
    headers: { ...headersOfAnna(), 'content-type': 'application/json' },
    body: JSON.stringify({ serviceKey: 'x'.repeat(2_000_000) }),
  });
  expect(answer.status).toBe(413);
});
