import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { Unavailable } from '#availability';
import { freePort, startDocumentServer, type DocumentServer } from '#testing';
import { archiveOf, eicar, pdf, png } from '../test/files';
import { archiveBomb, docxOfEntities, odtOfEntities, pdfInStream, pngOf } from '../test/liars';
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

describe('what the scanner does not look at to its end is not clean', () => {
  const megabytes = (count: number, byte: number) => Buffer.alloc(count * 1_000_000, byte);
  /** An entry of an archive with EICAR so far behind its beginning. */
  const hidden = (before: number, behind: number) =>
    archiveOf({ a: Buffer.concat([megabytes(before, before), eicar, megabytes(behind, 1)]) }, 'deflated');
  const limit = (name: string) => ({ kind: 'unscannable', limit: name });

  test.each<[string, () => Buffer, object]>([
    ['an entry that unpacks to less', () => hidden(80, 20), expect.objectContaining({ kind: 'found' })],
    ['an entry that unpacks to more', () => hidden(220, 30), limit('MaxScanSize')],
    ['entries that are more together', () => hiddenAmong(10), limit('MaxScanSize')],
    ['an entry that is packed on its own', () => gzipSync(megabytes(220, 7)), limit('MaxScanSize')],
    ['archives in archives', () => archiveBomb(), limit('MaxScanSize')],
    ['archives that are nested deep', () => nested(30), limit('MaxRecursion')],
    ['more entries than anybody needs', () => entries(20_000), limit('MaxFiles')],
  ])('%s', async (_, content, verdict) => {
    expect(await scanner.scan(pieces(content()))).toEqual(verdict);
  });

  const hiddenAmong = (count: number) =>
    archiveOf(
      {
        ...Object.fromEntries(
          Array.from({ length: count }, (_, nth) => [`${nth}`, megabytes(50, nth + 100)]),
        ),
        z: eicar,
      },
      'deflated',
    );
  function nested(levels: number): Buffer {
    let content: Buffer = randomBytes(16);
    for (let level = 0; level < levels; level += 1) content = archiveOf({ a: content });
    return content;
  }
  const entries = (count: number) =>
    archiveOf(Object.fromEntries(Array.from({ length: count }, (_, nth) => [`f${nth}`, `${nth}`])));

  test('what is not resolved is looked at as it stands', async () => {
    for (const content of [docxOfEntities, odtOfEntities, pngOf(png, 100_000), pdfInStream(3_000)])
      expect((await scanner.scan(pieces(content))).kind).not.toBe('found');
  });

  test('a scanner that would pass it as clean is told from one that does not', async () => {
    expect(await scanner.passesUnseen()).toBe(false);
    const careless = createServer((socket) => void socket.end('stream: OK\0')).listen(0, '127.0.0.1');
    await once(careless, 'listening');
    const { port } = careless.address() as { port: number };
    expect(await new Clamd(`127.0.0.1:${port}`).passesUnseen()).toBe(true);
    careless.close();
  });
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
