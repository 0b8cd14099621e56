// @ts-check
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { metadata, moved, rowOf, tenant, streamType } from './subject.mjs';

const run = promisify(execFile);

/** @returns {Promise<string | undefined>} the version of the pgbench that is installed */
export async function pgbenchVersion() {
  try {
    return (await run('pgbench', ['--version'])).stdout.trim();
  } catch {
    return undefined;
  }
}

const recordedAt = '2026-11-20T15:42:13.123456Z';
/** pgbench cannot hash. The server does the same work for a hash that is always the same. */
const hash = 'ab'.repeat(32);

/** @param {string} status @returns {Record<string, string>} the values of an append as pgbench's variables */
function variables(status) {
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
 * @param {{ url: string, folder: string, appendText: string, readText?: string, name: string }} options
 * @returns {import('../measure.mjs').Contender}
 */
export function pgbench({ url, folder, appendText, readText, name }) {
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
  const fill = (/** @type {string} */ text, /** @type {string[]} */ names) =>
    `${text
      .replace(/\$(\d+)/g, (_, nth) => `:${names[Number(nth) - 1]}`)
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
        'pgbench',
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
        { env: { ...process.env, PGOPTIONS: `-c app.tenant=${tenant}` } },
      );
      const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
      if (!/number of failed transactions: 0 /.test(stdout) || !(perSecond > 0))
        throw new Error(`pgbench failed:\n${stdout}`);
      return { perSecond };
    },
  };
}
