import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Unavailable } from '#availability';
import { freePort, startDocumentServer, type DocumentServer } from '#testing';
import { archiveOf, eicar, pdf } from '../test/files';
import { pieces } from '../test/store.contract';
import { Clamd } from './clamd';

/** ClamAV's own daemon. */

let folder: string;
let server: DocumentServer<'clamd'>;
let scanner: Clamd;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serviceportal-clamd-'));
  server = await startDocumentServer('clamd', folder);
  scanner = new Clamd(server.clamd);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('what is harmless is clean', async () => {
  await expect(scanner.check()).resolves.toBeUndefined();
  expect(await scanner.scan(pieces(pdf))).toEqual({ kind: 'clean' });
  expect(await scanner.scan(pieces(Buffer.alloc(50_000_000)))).toEqual({ kind: 'clean' });
});

test.each([
  ['as it is', eicar],
  ['in an archive', archiveOf({ 'harmless.txt': 'x', 'bill.pdf': eicar.toString() })],
])('EICAR is found %s', async (_, content) => {
  const found = { kind: 'found', signature: expect.stringContaining('Eicar-Test-Signature') as string };
  expect(await scanner.scan(pieces(content.subarray(0, 20), content.subarray(20)))).toEqual(found);
});

test('more than the scanner looks at is not clean: it is not scanned', async () => {
  async function* endless(): AsyncGenerator<Buffer, void, undefined> {
    for (let nth = 0; nth < 80; nth += 1) yield await Promise.resolve(Buffer.alloc(1_000_000));
  }
  await expect(scanner.scan(endless())).rejects.toThrow(Unavailable);
});

test('content that fails while it is scanned says so itself', async () => {
  async function* failing(): AsyncGenerator<Buffer, void, undefined> {
    yield await Promise.resolve(Buffer.alloc(10));
    throw new RangeError('it does not open');
  }
  await expect(scanner.scan(failing())).rejects.toThrow(RangeError);
});

test('a scanner that is away, hangs up or says something else has scanned nothing', async () => {
  await expect(new Clamd(`127.0.0.1:${await freePort()}`).scan(pieces(pdf))).rejects.toThrow(Unavailable);
  await expect(new Clamd(join(folder, 'no-such-socket')).check()).rejects.toThrow(Unavailable);
  for (const answer of ['', 'stream: OKAY\0', 'INSTREAM size limit exceeded. ERROR\0']) {
    const impostor = createServer((socket) => void socket.end(answer)).listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    const { port } = impostor.address() as { port: number };
    await expect(new Clamd(`127.0.0.1:${port}`).scan(pieces(pdf))).rejects.toThrow(Unavailable);
    impostor.close();
  }
});
