import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigurationReader, sayProblem, tenantOf, TenantRegistry, type ConfigurationProblem } from '../src';

const delivered = resolve(__dirname, '../../../deploy/tenants');

/** A copy of the delivered cities that a spec may spoil. */
export class ConfigurationFolder {
  readonly dir = realpathSync(mkdtempSync(join(tmpdir(), 'tenants-')));

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

  /** The cities as a process finds them that starts now. */
  async registry(): Promise<TenantRegistry> {
    const { cities, problems } = await new ConfigurationReader(this.dir).read();
    expect(problems).toEqual([]);
    return new TenantRegistry([...cities.values()].map(tenantOf));
  }

  edit(file: string, change: (text: string) => string): void {
    writeFileSync(this.path(file), change(readFileSync(this.path(file), 'utf8')));
  }

  /** What a start complains about. */
  async problems(): Promise<readonly ConfigurationProblem[]> {
    return (await new ConfigurationReader(this.dir).read()).problems;
  }

  /** The file is refused, and what is said of it contains the reason. */
  async expectProblem(file: string, reason: string): Promise<void> {
    const found = (await this.problems()).filter((problem) => problem.file === this.path(file));
    expect(found).not.toEqual([]);
    expect(found.map((problem) => sayProblem(problem, this.dir)).join('\n')).toContain(reason);
  }
}
