// @ts-check
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { defaultStateDirectory, readRunFile } from './run-file.mjs';

/**
 * `npm run rewrap`: wraps every data key with the first key of `keys/key-encryption-key`, after which the other lines of
 * that file are no longer needed. See docs/how-to/operate.md for what comes before.
 */

const program = path.resolve(import.meta.dirname, '../../dist/libs/encryption/src/rewrap.js');
/** The services that keep encrypted content. */
const services = ['identity', 'application', 'mailbox'];

try {
  const run = await readRunFile();
  const keyFile = path.join(process.env.STATE_DIR ?? defaultStateDirectory, 'keys', 'key-encryption-key');
  for (const service of services) {
    const { service: url } = run.postgres.databases[service] ?? {};
    if (url === undefined) throw new Error(`The run file names no database of ${service}.`);
    const env = { PATH: process.env.PATH, DATABASE_URL: url, KEY_ENCRYPTION_KEY_FILE: keyFile };
    const wrapped = execFileSync(process.execPath, [program], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
    console.log(`${service}: ${wrapped} data keys wrapped anew.`);
  }
} catch (error) {
  const { stderr } = /** @type {{ stderr?: string }} */ (error);
  console.error(stderr?.trim() || (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
