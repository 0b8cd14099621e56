import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer } from '#portal-client';
import { type ByProcess, cpuOfProcess } from './processes';

/** Headers that belong to a connection and not to what is answered. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** A plain `node:http` proxy and a plain server behind it, each a process of its own. */
export interface PlainPair {
  /** The proxy. */
  readonly port: number;
  /** Processor time that both have used since they began, in ms. */
  cpu(): ByProcess;
  stop(): void;
}

/** Starts both. @param answer what they answer to everything, its headers included */
export async function startPlainPair(answer: Answer): Promise<PlainPair> {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !ofConnection.has(name)),
  );
  const server = await start('server', JSON.stringify({ headers, body: answer.text }));
  const proxy = await start('proxy', String(server.port));
  return {
    port: proxy.port,
    cpu: () => ({ 'plain proxy': cpuOfProcess(proxy.pid), 'plain server': cpuOfProcess(server.pid) }),
    stop: () => {
      for (const { child } of [proxy, server]) child.disconnect();
    },
  };
}

async function start(
  name: 'server' | 'proxy',
  argument: string,
): Promise<{ readonly child: ChildProcess; readonly port: number; readonly pid: number }> {
  const child = fork(join(__dirname, 'plain', `${name}.js`), [argument]);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port, pid: child.pid ?? -1 };
}
