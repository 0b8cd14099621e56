import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#availability';
import { startDocumentServer, type DocumentServer } from '#testing';
import { all, pieces, storeContract } from '../test/store.contract';
import { S3Store } from './s3-store';

/** Documents in a bucket of a real server that speaks S3. */

let folder: string;
let server: DocumentServer<'s3'>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serviceportal-s3-'));
  server = await startDocumentServer('s3', folder);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('documents in a bucket', () => {
  storeContract(() => new S3Store(server.s3));

  test('a bucket that is not there, and a key that is not its own, are unavailable', async () => {
    const { url, secretKey } = server.s3;
    for (const wrong of [{ url: url.replace(/documents$/, 'elsewhere') }, { secretKey: `${secretKey}?` }]) {
      const store = new S3Store({ ...server.s3, ...wrong });
      await expect(store.check()).rejects.toThrow(Unavailable);
      await expect(store.write('duisburg/a/1', pieces(Buffer.from('x')))).rejects.toThrow(Unavailable);
    }
  });

  test('while the server is away everything is unavailable; back again, everything is there', async () => {
    const store = new S3Store(server.s3);
    await store.write('duisburg/a/kept', pieces(Buffer.from('kept')));
    await server.stop();
    const asked = [
      () => store.write('duisburg/a/2', pieces(Buffer.from('x'))),
      () => store.read('duisburg/a/kept'),
      () => store.has('duisburg/a/kept'),
      () => store.copy('duisburg/a/kept', 'duisburg/a/3'),
      () => store.remove('duisburg/a/kept'),
      () => store.check(),
    ];
    for (const ask of asked) await expect(ask()).rejects.toThrow(Unavailable);
    server = await startDocumentServer('s3', folder, server.ports);
    expect(String(await all(await store.read('duisburg/a/kept')))).toBe('kept');
  });
});
