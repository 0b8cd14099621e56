import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A program of the launcher: what it offers is said there. */
const program = resolve(__dirname, '../../../deploy/local/infrastructure.mjs');

export interface InfrastructureWish {
  /** The folder for the data. */
  readonly state: string;
  /** One of the two alone. */
  readonly only?: 'postgres' | 'kafka';
  /** In containers where Docker answers; those keep nothing. */
  readonly containers?: boolean;
  /** Where the broker listens, as told when it ran before. */
  readonly ports?: readonly [broker: number, controller: number];
}

/** A PostgreSQL server and a broker on ports of their own, so that a running system is not disturbed. */
export interface Infrastructure {
  /** The administrator's. */
  readonly databaseUrl: string;
  readonly brokers: string[];
  readonly ports: readonly [broker: number, controller: number];
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and Kafka, or one of them, and waits until they answer. They end with this process in any case.
 * @throws Error with what the program said when they do not come up
 */
export async function startInfrastructure(wish: InfrastructureWish): Promise<Infrastructure> {
  const { state, only, containers, ports } = wish;
  const args = [
    ...['--state', state],
    ...(only ? ['--only', only] : []),
    ...(containers ? ['--containers'] : []),
    ...(ports ? ['--ports', ports.join(',')] : []),
  ];
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
  const ended = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  const told = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const first = await Promise.race([told, ended.then(() => undefined)]);
  if (!first) throw new Error(`PostgreSQL and Kafka for the tests do not come up:\n${complaints}`);

  // A test that fails half-way must not keep its process from ending, with which they end.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as Socket).unref();
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
  return { ...(JSON.parse(first[0]) as Omit<Infrastructure, 'stop'>), stop };
}
