import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#availability';
import { pieces, storeContract } from '../test/store.contract';
import { FolderStore } from './folder-store';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'serviceportal-documents-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('documents in a folder', () => {
  storeContract(() => new FolderStore(folder));

  test('what is being written has no key, and nothing stays of what was left half written', async () => {
    expect(readdirSync(join(folder, '.incoming'))).toEqual([]);
    const left = join(folder, '.incoming', 'left-by-a-process-that-was-killed');
    writeFileSync(left, 'half');
    await new FolderStore(folder).tidy(new Date(Date.now() - 60_000));
    expect(readdirSync(join(folder, '.incoming'))).toHaveLength(1);
    utimesSync(left, 0, 0);
    await new FolderStore(folder).tidy(new Date(Date.now() - 60_000));
    expect(readdirSync(join(folder, '.incoming'))).toEqual([]);
  });

  test('a folder that cannot be used is unavailable, whatever is asked of it', async () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    const store = new FolderStore(join(path, 'documents'));
    const asked = [
      () => store.write('duisburg/a/1', pieces(Buffer.from('x'))),
      () => store.remove('duisburg/a/1'),
      () => store.read('duisburg/a/1'),
      () => store.has('duisburg/a/1'),
      () => store.check(),
    ];
    for (const ask of asked) await expect(ask()).rejects.toThrow(Unavailable);
  });

  test('a disk that is full is unavailable, and keeps nothing of what did not fit', async () => {
    class OnFullDisk extends FolderStore {
      protected override begin() {
        return open('/dev/full', 'w');
      }
    }
    const store = new OnFullDisk(folder);
    const refused = store.write('duisburg/a/1', pieces(Buffer.alloc(100_000)));
    await expect(refused).rejects.toThrow(Unavailable);
    await expect(refused).rejects.toMatchObject({ cause: { code: 'ENOSPC' } });
    expect(await store.has('duisburg/a/1')).toBe(false);
  });

  test('a disk that is nearly full is told before it is', async () => {
    class Crowded extends FolderStore {
      protected override room() {
        return Promise.resolve(499_999_999);
      }
    }
    expect(await new Crowded(folder).check()).toBe(
      `the disk is nearly full: the folder ${folder} has room for 499 MB, and what does not fit is not taken`,
    );
  });
});
