import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  link,
  mkdir,
  open,
  readdir,
  rm,
  stat,
  statfs,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Unavailable } from '#availability';
import { assertPlainKey, ObjectMissing, type ObjectStore, type StoredObject } from './object-store';
import { blocksOf } from './pieces';

/** Below the folder: what is being written. Nothing under it has a key. */
const incoming = '.incoming';
/** So much is read or written at once, in bytes. */
const blockBytes = 256 * 1024;

/** Below this an operator is told, in bytes: ten of the largest documents. */
const leastRoom = 500_000_000;

/** Objects as files in a folder that all instances of a service share. */
export class FolderStore implements ObjectStore {
  readonly place: string;

  constructor(private readonly folder: string) {
    this.place = `the folder ${folder}`;
  }

  async write(key: string, content: AsyncIterable<Buffer>): Promise<void> {
    const unfinished = join(this.folder, incoming, randomUUID());
    try {
      await this.inFolder(async () => {
        await mkdir(dirname(unfinished), { recursive: true });
        return this.begin(unfinished);
      }).then((file) => this.fill(file, content));
      await this.inFolder(() => this.name(unfinished, key));
    } finally {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  async read(key: string): Promise<AsyncIterable<Buffer>> {
    const path = this.pathOf(key);
    const file = await this.inFolder(() => open(path, 'r'), key);
    return createReadStream(path, { fd: file, highWaterMark: blockBytes });
  }

  async copy(from: string, to: string): Promise<void> {
    await this.inFolder(() => this.name(this.pathOf(from), to), from);
  }

  async remove(key: string): Promise<void> {
    const path = this.pathOf(key);
    await this.inFolder(() => rm(path, { force: true }));
  }

  async has(key: string): Promise<boolean> {
    const path = this.pathOf(key);
    try {
      await this.inFolder(() => stat(path), key);
      return true;
    } catch (error) {
      if (error instanceof ObjectMissing) return false;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const top = this.pathOf(prefix.slice(0, -1));
    const paths = await this.inFolder(
      () => readdir(top, { recursive: true, withFileTypes: true }),
      prefix,
    ).catch((error: unknown) => {
      if (error instanceof ObjectMissing) return [];
      throw error;
    });
    for (const entry of paths) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) continue; // removed meanwhile
      yield { key: relative(this.folder, path).split(sep).join('/'), writtenAt: found.mtime };
    }
  }

  async tidy(before: Date): Promise<void> {
    const folder = join(this.folder, incoming);
    for (const name of await readdir(folder).catch(() => [])) {
      const unfinished = join(folder, name);
      const found = await stat(unfinished).catch(() => undefined);
      if (found !== undefined && found.mtime < before)
        await this.inFolder(() => rm(unfinished, { force: true }));
    }
  }

  async check(): Promise<string | undefined> {
    const room = await this.inFolder(async () => {
      await mkdir(join(this.folder, incoming), { recursive: true });
      await access(join(this.folder, incoming), constants.W_OK);
      return this.room();
    });
    if (room >= leastRoom) return undefined;
    return `the disk is nearly full: ${this.place} has room for ${Math.floor(room / 1_000_000)} MB, and what does not fit is not taken`;
  }

  async space(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }> {
    const { bavail, blocks, bsize } = await this.inFolder(() => statfs(this.folder));
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  }

  /** Bytes that still fit. */
  protected async room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  /** Opens what is being written; the test of a full disk opens the device that is always full. */
  protected begin(path: string): Promise<FileHandle> {
    return open(path, 'wx');
  }

  /** Writes one block while the next one is made. What the content throws is thrown as it is. */
  private async fill(file: FileHandle, content: AsyncIterable<Buffer>): Promise<void> {
    let writing: Promise<unknown> = Promise.resolve();
    try {
      for await (const block of blocksOf(content, blockBytes)) {
        await writing;
        writing = this.inFolder(() => writeAll(file, block));
        // Whoever waits for it is told; until then the failure is nobody's.
        writing.catch(() => undefined);
      }
      await writing;
      await this.inFolder(() => file.datasync());
    } finally {
      await writing.catch(() => undefined);
      await file.close();
    }
  }

  /** Gives a finished file its name: what is there already is the same. */
  private async name(path: string, key: string): Promise<void> {
    const named = this.pathOf(key);
    try {
      await link(path, named);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return;
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(dirname(named), { recursive: true });
      await link(path, named).catch((again: unknown) => {
        if (codeOf(again) !== 'EEXIST') throw again;
      });
    }
    await syncFolder(dirname(named));
  }

  private pathOf(key: string): string {
    assertPlainKey(key);
    return join(this.folder, ...key.split('/'));
  }

  /** @param key what is missing where the file system says so; without one that is the folder's fault as well */
  private async inFolder<T>(work: () => Promise<T>, key?: string): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (key !== undefined && codeOf(error) === 'ENOENT') throw new ObjectMissing(key);
      if (codeOf(error) !== undefined) throw new Unavailable(this.place, error);
      throw error;
    }
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let rest = bytes; rest.length > 0;) {
    const { bytesWritten } = await file.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}

/** A name is as durable as its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
