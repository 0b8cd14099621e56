import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readBenchConfig } from '../config';
import type { Contender } from '../measure';
import { metadata, moved, rowOf, tenant, streamType } from './subject';

const run = promisify(execFile);

/** The pgbench that is installed. */
export interface Pgbench {
  readonly path: string;
  /** As it says itself, e.g. `pgbench (PostgreSQL) 18.1`. */
  readonly version: string;
}

/** Where Debian keeps PostgreSQL's programs, outside of PATH: one folder per version. */
const debian = '/usr/lib/postgresql';

/** The pgbench of PATH, else Debian's newest; undefined where there is none. */
export async function findPgbench(): Promise<Pgbench | undefined> {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  for (const path of ['pgbench', ...versions.map((version) => join(debian, version, 'bin/pgbench'))]) {
    try {
      return { path, version: (await run(path, ['--version'])).stdout.trim() };
    } catch {
      continue; // not there
    }
  }
  return undefined;
}

const recordedAt = '2026-11-20T15:42:13.123456Z';
/** pgbench cannot hash. The server does the same work for a hash that is always the same. */
const hash = 'ab'.repeat(32);

/** The values of an append as pgbench's variables. */
function variables(status: string): Record<string, string> {
  const row = rowOf({ status, steps: 1 }, { recordedAt });
  return {
    ...{ tenant, streamtype: streamType, recordedat: recordedAt, metadata: JSON.stringify(metadata()), hash },
    ...{
      type: 'CaseMoved',
      schema: '1',
      payload: JSON.stringify(moved(status).data),
      version: '0',
    },
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [`row_${name}`, `${value}`])),
  };
}

/**
 * The statements of the store, prepared, sent by PostgreSQL's own client written in C.
 * @param options `folder` takes the script; with `readText` each append is preceded by a reading
 */
export function pgbench(options: {
  readonly program: Pgbench;
  readonly url: string;
  readonly folder: string;
  readonly appendText: string;
  readonly readText?: string;
  readonly name: string;
}): Contender {
  const { program, url, folder, appendText, readText, name } = options;
  const values = variables('step 1');
  const named = [
    'tenant',
    'stream',
    'version',
    'streamtype',
    'recordedat',
    'metadata',
    'previous',
    'type',
    'schema',
    'payload',
    'hash',
  ];
  const appendNames = [...named, ...Object.keys(values).filter((key) => key.startsWith('row_'))];
  // pgbench takes `:MI` for a variable, also between quotes.
  const fill = (text: string, names: readonly string[]) =>
    `${text
      .replace(/\$(\d+)/g, (_, nth: string) => `:${names[Number(nth) - 1]}`)
      .replaceAll('\n', ' ')
      .replaceAll('HH24:MI:SS', 'HH24":"MI":"SS')};`;
  const script = join(folder, `${name.replaceAll(/\W+/g, '-')}.sql`);
  writeFileSync(
    script,
    [
      readText === undefined ? '\\if :version = 0' : '\\if :version % 10 = 0',
      `SELECT uuidv7() AS stream, '' AS previous \\gset`,
      '\\set version 0',
      '\\endif',
      ...(readText === undefined ? [] : [fill(readText, ['tenant', 'stream', 'unlimited', 'forever'])]),
      '\\if :version = 0',
      fill(appendText, appendNames),
      '\\else',
      fill(
        appendText,
        appendNames.map((variable) => (variable === 'previous' ? 'hash' : variable)),
      ),
      '\\endif',
      '\\set version :version + 1',
      '',
    ].join('\n'),
  );
  const definitions = Object.entries({ ...values, unlimited: '2147483647', forever: 'infinity' });
  return {
    name,
    run: async (concurrency, seconds) => {
      const { stdout } = await run(
        program.path,
        [
          ...[
            '--no-vacuum',
            '--protocol=prepared',
            `--client=${concurrency}`,
            `--jobs=${Math.min(2, concurrency)}`,
          ],
          ...[`--time=${Math.max(1, Math.round(seconds))}`, `--file=${script}`],
          ...definitions.map(([key, value]) => `--define=${key}=${value}`),
          url,
        ],
        { env: { ...readBenchConfig().environment, PGOPTIONS: `-c app.tenant=${tenant}` } },
      );
      const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
      if (!/number of failed transactions: 0 /.test(stdout) || !(perSecond > 0))
        throw new Error(`pgbench failed:\n${stdout}`);
      return { perSecond };
    },
  };
}
