import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { provisionDatabase } from '#database';
import { readBenchConfig } from './config';

/** A PostgreSQL server of this run's own with a database `bench`, and a broker where one was asked for. */
export interface Infrastructure {
  /** The administrator's URL of the server. */
  readonly adminUrl: string;
  /** The database as the role that migrates. */
  readonly owner: string;
  /** The database as the role that works. */
  readonly service: string;
  readonly brokers: string[];
  /** Of the process that started both. */
  readonly pid: number;
  /** Ends both and waits for their end. */
  stop(): Promise<void>;
}

/**
 * Starts both as the launcher does, with the settings and the durability of production.
 * @param wish `service`: whose database it is, by default nobody's, `bench`; `sharedBuffers`: the memory in which PostgreSQL keeps pages, e.g. `128MB`
 * @throws Error when they do not come up; what they said stands on standard error
 */
export async function startInfrastructure(
  folder: string,
  wish: { readonly broker?: boolean; readonly service?: string; readonly sharedBuffers?: string },
): Promise<Infrastructure> {
  const { root, environment } = readBenchConfig();
  const args = [
    ...[join(root, 'deploy/local/infrastructure.mjs'), '--state', folder],
    ...(wish.broker ? [] : ['--only', 'postgres']),
    ...(wish.sharedBuffers ? ['--shared-buffers', wish.sharedBuffers] : []),
  ];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  const [line] = first as [unknown];
  if (typeof line !== 'string') throw new Error('PostgreSQL and Kafka did not start.');
  const told = JSON.parse(line) as { databaseUrl: string; brokers?: string[] };
  const { databaseUrl: adminUrl, brokers = [] } = told;
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  try {
    const passwords = { owner: 'bench', service: 'bench' };
    const urls = await provisionDatabase({ adminUrl, service: wish.service ?? 'bench', passwords });
    return { adminUrl, ...urls, brokers, pid: child.pid ?? -1, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
