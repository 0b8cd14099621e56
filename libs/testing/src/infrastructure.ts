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
  return started<Omit<Infrastructure, 'stop'>>('PostgreSQL and Kafka', args);
}

/** What documents need beside a database. */
interface DocumentServers {
  /** ClamAV's daemon, which knows EICAR's signature and those in `<state>/clamd/signatures`. */
  readonly clamd: { readonly clamd: string; readonly ports: readonly [number] };
  /** A server that speaks S3, with one bucket. */
  readonly s3: {
    readonly s3: {
      readonly url: string;
      readonly accessKey: string;
      readonly secretKey: string;
      readonly region: string;
    };
    readonly ports: readonly [number];
  };
}

export type DocumentServer<Kind extends keyof DocumentServers> = DocumentServers[Kind] & {
  stop(): Promise<void>;
};

/**
 * Starts a scanner or a server that speaks S3 and waits until it answers. It ends with this process in any case.
 * @param state folder for its data @param ports where it listened before
 */
export async function startDocumentServer<Kind extends keyof DocumentServers>(
  kind: Kind,
  state: string,
  ports?: readonly [number],
): Promise<DocumentServer<Kind>> {
  const args = ['--state', state, '--only', kind, ...(ports ? ['--ports', ports.join(',')] : [])];
  return started<DocumentServers[Kind]>(kind, args);
}

/** Runs the program and reads what it tells. */
async function started<Told>(
  what: string,
  args: readonly string[],
): Promise<Told & { stop(): Promise<void> }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
  const ended = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  const lines = createInterface({ input: child.stdout });
  const told = once(lines, 'line') as Promise<[string]>;
  const first = await Promise.race([told, ended.then(() => undefined)]);
  lines.close();
  if (!first) throw new Error(`${what} for the tests does not come up:\n${complaints}`);

  // A test that fails half-way must not keep its process from ending, with which they end.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as Socket).unref();
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
  return { ...(JSON.parse(first[0]) as Told), stop };
}
