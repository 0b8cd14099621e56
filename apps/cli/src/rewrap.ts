import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readRunFile } from '#portal-client';
import { command } from './command';
import { keyFolder } from './config';

/** The services that keep encrypted content. */
const services = ['identity', 'application', 'mailbox', 'payment'];

/**
 * `npm run rewrap`: wraps every data key with the first key of `keys/key-encryption-key`, after which the other lines of
 * that file are no longer needed. See docs/how-to/operate.md for what comes before.
 */
command(async (config) => {
  const program = path.join(config.dist, 'libs/encryption/src/rewrap.js');
  const run = await readRunFile(config.state);
  const keyFile = path.join(keyFolder(config), 'key-encryption-key');
  for (const service of services) {
    const { owner: url } = run.postgres.databases[service] ?? {};
    if (url === undefined) throw new Error(`The run file names no database of ${service}.`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      env: { DATABASE_OWNER_URL: url, KEY_ENCRYPTION_KEY_FILE: keyFile },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr.trim() || `${program} ended with ${status}`);
    console.log(`${service}: ${stdout.trim()} data keys wrapped anew.`);
  }
});
