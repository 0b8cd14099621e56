import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigurationError, loadTenants, type TenantRegistry } from '../src';

const delivered = resolve(__dirname, '../../../deploy/tenants');

/** A copy of the delivered cities that a spec may spoil. */
export class ConfigurationFolder {
  readonly dir = mkdtempSync(join(tmpdir(), 'tenants-'));

  constructor() {
    cpSync(delivered, this.dir, { recursive: true });
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The path of a file, named from the folder on. */
  path(file: string): string {
    return join(this.dir, file);
  }

  registry(): TenantRegistry {
    return loadTenants(this.dir);
  }

  edit(file: string, change: (text: string) => string): void {
    writeFileSync(this.path(file), change(readFileSync(this.path(file), 'utf8')));
  }

  /** What a start complains about; none when it starts. */
  problems(): ConfigurationError['problems'] {
    try {
      loadTenants(this.dir);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
    return [];
  }

  /** The start ends, and its one message names the file and contains the reason. */
  expectProblem(file: string, reason: string): void {
    const found = this.problems().filter((problem) => problem.file === this.path(file));
    expect(found).not.toEqual([]);
    expect(new ConfigurationError(found).message).toContain(reason);
  }
}
