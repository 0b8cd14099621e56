import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import type { RunFile } from '#portal-client';
import { eventually } from '#testing';

const root = resolve(__dirname, '../../..');
/** Far from the port of a developer's system and from those of the other specs that start one. */
const port = '22080';

/** What `GET /health/ready` says. */
export interface Health {
  readonly status: string;
  readonly parts: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
}

/** A whole system of this spec's own, as `npm start` starts it: with its own PostgreSQL and Kafka, so that both may be hurt. */
export class RunningSystem {
  private constructor(
    private readonly state: string,
    private readonly launcher: ChildProcess,
  ) {}

  /** Starts it and waits until it is ready. @throws Error with what the launcher said when it does not become ready. */
  static async start(): Promise<RunningSystem> {
    const state = mkdtempSync(join(tmpdir(), 'story-'));
    chmodSync(state, 0o755); // PostgreSQL may run as another user
    const log = openSync(join(state, 'output.log'), 'a');
    const { NODE_ENV: _, ...environment } = process.env;
    const launcher = spawn(process.execPath, [join(root, 'deploy/local/start.mjs'), '--state', state], {
      env: { ...environment, PORT: port, LOG_LEVEL: 'warn' },
      stdio: ['ignore', log, log],
    });
    const system = new RunningSystem(state, launcher);
    try {
      const how = await eventually(
        'the system is ready',
        () => (launcher.exitCode === null ? system.said().includes('\nReady after') && 'ready' : 'ended'),
        290_000,
      );
      if (how === 'ended') throw new Error(system.said());
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  /** The banner for programs, as it is now. */
  get run(): RunFile {
    return JSON.parse(readFileSync(join(this.state, 'run.json'), 'utf8')) as RunFile;
  }

  /** The file whose first key wraps data keys. */
  get keyFile(): string {
    return join(this.state, 'keys/key-encryption-key');
  }

  /** Everything that the launcher said. */
  said(): string {
    return readFileSync(join(this.state, 'output.log'), 'utf8');
  }

  /** Kills a service as the machine would: without a word, in the middle of whatever it does. */
  kill(service: string): void {
    const pid = this.processOf(service)?.pid;
    if (pid === undefined) throw new Error(`${service} does not run`);
    process.kill(pid, 'SIGKILL');
  }

  /** The answer of `GET /health/ready` of a service. */
  async health(service: string): Promise<Health> {
    const answer = await fetch(`http://127.0.0.1:${this.processOf(service)?.innerPort}/health/ready`);
    return (await answer.json()) as Health;
  }

  /** Waits until every service is ready, also those that were killed. */
  async allReady(): Promise<void> {
    await eventually(
      'every service is ready',
      async () => {
        const { status, parts } = await this.health('gateway');
        if (status !== 'ready') throw new Error(JSON.stringify(parts));
        return true;
      },
      120_000,
    );
  }

  /** Runs one of the commands (`npm run <name>`) against this system. */
  command(name: string, ...args: string[]): { status: number; output: string } {
    const env = { ...process.env, STATE_DIR: this.state };
    const options = { cwd: root, env, encoding: 'utf8', stdio: 'pipe' } as const;
    try {
      const program = join(root, `dist/apps/cli/src/${name}.js`);
      return { status: 0, output: execFileSync(process.execPath, [program, ...args], options) };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { status, output: stdout + stderr };
    }
  }

  /**
   * Makes the database hang: nobody is let in, and those who are in are thrown out.
   * @returns ends it
   */
  async databaseHangs(): Promise<() => void> {
    const folder = this.postgresFolder();
    const password = readFileSync(join(folder, 'password'), 'utf8').trim();
    const { port } = this.processOf('postgres') ?? {};
    const admin = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
    await admin.connect();
    const resume = suspend(Number(readFileSync(join(folder, 'server.pid'), 'utf8')));
    // Who was just being let in appears after the first look: a second of looks in vain, and nobody is left.
    let vainLooks = 0;
    await eventually('nobody is inside the database any more', async () => {
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      vainLooks = rowCount === 0 ? vainLooks + 1 : 0;
      return vainLooks >= 40;
    });
    await admin.end();
    return resume;
  }

  /** Makes the broker hang. @returns ends it */
  brokerHangs(): () => void {
    const { kafka } = this.run;
    if (kafka.kind === 'java')
      return suspend(Number(readFileSync(join(this.state, 'kafka/broker.pid'), 'utf8')));
    const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
    const container = docker('ps', '--quiet', '--filter', `publish=${kafka.brokers.split(':')[1]}`);
    docker('pause', container);
    return () => void docker('unpause', container);
  }

  /** Ends it, and removes its data, for which nobody has to finish anything. */
  async stop(): Promise<void> {
    if (this.launcher.exitCode === null) {
      const ended = new Promise((resolve) => this.launcher.once('exit', resolve));
      this.launcher.kill('SIGKILL');
      await ended;
    }
    // What it rests on ends a moment after it.
    rmSync(this.state, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Where the database lies, which may be outside of the state folder: the server was told when it was started. */
  private postgresFolder(): string {
    const words = readFileSync(`/proc/${this.processOf('postgres')?.pid}/cmdline`, 'utf8').split('\0');
    return dirname(words[words.indexOf('-D') + 1] ?? '');
  }

  private processOf(name: string): RunFile['processes'][number] | undefined {
    return this.run.processes.find((one) => one.name === name);
  }
}

function suspend(pid: number): () => void {
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}
