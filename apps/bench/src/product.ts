import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readBenchConfig } from './config';

/** With which memory the launcher starts every service (`deploy/local/services.mjs`). @param youngMb of the young heap */
export const launched = (youngMb: number | string = 16): readonly string[] => [
  '--max-old-space-size=192',
  `--max-semi-space-size=${youngMb}`,
];

/** A process that answers at a port of this machine. */
export interface Answering {
  readonly child: ChildProcess;
  readonly port: number;
  /** Where its health and metrics are, of a service of the product. */
  readonly innerPort?: number;
}

/** A service that is not there by then never will be; a busy machine takes 20 s. */
const longestStartMs = 120_000;

/** Brings the database of a service to the state of this build. @param owner its URL as the role that migrates */
export function migrateProduct(service: string, owner: string): void {
  const { root, environment } = readBenchConfig();
  const migrated = spawnSync(process.execPath, [join(root, `dist/apps/${service}/src/migrate.js`)], {
    env: { ...environment, DATABASE_OWNER_URL: owner },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (migrated.status !== 0) throw new Error('the migrations failed');
}

/**
 * One service of the product alone, as it is built, at a free port. Resolves when it answers.
 * @param variables what it reads of its environment beside its ports and TENANTS_DIR
 */
export async function startProduct(
  service: string,
  execArgv: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Answering> {
  const { root, environment } = readBenchConfig();
  const [port, innerPort] = [await freePort(), await freePort()];
  const child = fork(join(root, `dist/apps/${service}/src/main.js`), {
    execArgv: [...execArgv],
    env: {
      ...{ ...environment, ...variables },
      ...{ PORT: String(port), INNER_PORT: String(innerPort), TENANTS_DIR: join(root, 'deploy/tenants') },
    },
  });
  const deadline = Date.now() + longestStartMs;
  for (;;) {
    if (Date.now() > deadline) {
      child.kill();
      throw new Error(`the service ${service} did not answer within ${longestStartMs / 1_000} s`);
    }
    if (child.exitCode !== null) throw new Error(`the service ${service} ended`);
    const isLive = await fetch(`http://127.0.0.1:${innerPort}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isLive) return { child, port, innerPort };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
