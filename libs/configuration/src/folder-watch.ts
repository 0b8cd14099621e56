import { watch, type FSWatcher } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';

/** File systems whose changes made elsewhere the kernel does not tell: NFS, SMB, CIFS, 9P, FUSE (virtiofs included), by their number. */
const silent: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997, 0x65735546]);

/** Tells when something changes in one of several folders. What it cannot watch, somebody has to look at. */
export class FolderWatch {
  private readonly watchers = new Map<string, { readonly ino: bigint; readonly watcher: FSWatcher }>();

  constructor(private readonly changed: () => void) {}

  /**
   * Watches these folders from now on, and no others.
   * @returns whether every change in them will be told
   */
  async watch(folders: readonly string[]): Promise<boolean> {
    for (const folder of this.watchers.keys()) if (!folders.includes(folder)) this.drop(folder);
    const watched = await Promise.all(folders.map((folder) => this.watchOne(folder)));
    return watched.every((isTold) => isTold);
  }

  close(): void {
    for (const folder of this.watchers.keys()) this.drop(folder);
  }

  private async watchOne(folder: string): Promise<boolean> {
    try {
      const { ino } = await stat(folder, { bigint: true });
      // A folder that was taken away and put back is another one, of which the former watcher hears nothing.
      if (this.watchers.get(folder)?.ino !== ino) {
        this.drop(folder);
        const watcher = watch(folder, { persistent: false }, this.changed);
        watcher.on('error', () => {
          this.drop(folder);
          this.changed();
        });
        this.watchers.set(folder, { ino, watcher });
      }
      return !silent.has((await statfs(folder)).type);
    } catch {
      // It is gone, or the system watches no more folders.
      return false;
    }
  }

  private drop(folder: string): void {
    this.watchers.get(folder)?.watcher.close();
    this.watchers.delete(folder);
  }
}
