import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { UnsecuredJWT } from 'jose';
import { benchmark, report } from './benchmark';
import { keep, print } from './figures';
import { cpuOfProcess } from './http/processes';
import { type Contender, interleave, ratio } from './measure';
import { launched, startProduct } from './product';

/**
 * What the gateway costs alone: the plain server that `npm run bench -- http` has behind its plain proxy stands behind the
 * gateway, too, and behind two plain proxies, one with `node:http` towards the server and one with undici.
 *
 * npm run bench -- gateway [--connections 16] [--rounds 5] [--seconds 3] [--young-mb 8]
 */
const { values: options } = parseArgs({
  options: {
    connections: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    'young-mb': { type: 'string', default: '8' },
  },
});
const connections = Number(options.connections);
const execArgv = [...launched(options['young-mb'])];
const host = 'duisburg.localhost';
const names = {
  node: 'plain proxy, node:http',
  undici: 'plain proxy, undici',
  stranger: 'gateway, a stranger',
  session: 'gateway, a session',
};

benchmark(async (folder) => {
  const children: ChildProcess[] = [];
  const started = async (file: string, args: readonly string[]) => {
    const child = fork(join(__dirname, 'http/plain', file), args, { execArgv });
    children.push(child);
    const [port] = (await once(child, 'message')) as [number];
    return { child, port };
  };
  try {
    const server = await started('server.js', [JSON.stringify(answer())]);
    const node = await started('proxy.js', [String(server.port)]);
    const undici = await started('undici-proxy.js', [String(server.port)]);
    const gateway = await startGateway(folder, server.port);
    children.push(gateway.child);
    const contenders = [
      reading(names.node, node),
      reading(names.undici, undici),
      reading(names.stranger, gateway),
      reading(names.session, gateway, { cookie: 'session=0123456789abcdef0123456789abcdef' }),
    ];
    const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
    const measured = await interleave(contenders, { concurrency: connections, rounds, seconds, report });
    const figures = [names.stranger, names.session].flatMap((name, at) => [
      {
        what: `${name} ÷ ${names.node}`,
        value: ratio(measured, name, names.node, connections) ?? NaN,
        floor: 0.5,
      },
      {
        what: `${name}: CPU of a request`,
        value: (measured.find((entry) => entry.name === name)?.cpuMicroseconds?.median ?? NaN) / 1_000,
        ceiling: at === 0 ? 0.2 : 0.25,
        unit: ' ms',
      },
    ]);
    const resident = {
      what: 'gateway: resident memory after all',
      value: residentMb(gateway.child),
      unit: ' MB',
    };
    print('The gateway before a plain server', measured, [...figures, resident]);
    return keep('gateway', { measured, figures: [...figures, resident] });
  } finally {
    for (const child of children) child.kill();
  }
});

/** Serves as the answer of every part, and as identity's about a session. */
function answer() {
  const token = new UnsecuredJWT({ sub: 'x'.repeat(300) }).setExpirationTime('1d').encode();
  const body = JSON.stringify({ token, csrfToken: 'csrf' });
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

/** @param at a process that answers at a port */
function reading(
  name: string,
  { child, port }: { readonly child: ChildProcess; readonly port: number },
  headers: Readonly<Record<string, string>> = {},
): Contender {
  const url = `http://127.0.0.1:${port}/api/tenant`;
  return {
    name,
    run: async (connections, duration) => {
      const before = cpuOfProcess(child.pid ?? -1);
      const result = await autocannon({ url, headers: { host, ...headers }, connections, duration });
      const answered = result['2xx'];
      const failures = result.non2xx + result.errors;
      if (failures > 0 || answered === 0)
        throw new Error(`${name}: ${answered} good answers, ${failures} failures`);
      const cpu = cpuOfProcess(child.pid ?? -1) - before;
      return { perSecond: answered / result.duration, cpuMicroseconds: (cpu * 1_000) / answered };
    },
  };
}

/** The product's gateway, with one plain server for all parts. */
async function startGateway(folder: string, part: number) {
  const key = join(folder, 'gateway.private.jwk.json');
  writeFileSync(key, JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })));
  const parts = ['IDENTITY', 'APPLICATION', 'MAILBOX', 'PAYMENT', 'NOTIFICATION', 'AUDIT'];
  return startProduct('gateway', execArgv, {
    ...Object.fromEntries(
      parts.flatMap((name) =>
        [`${name}_URL`, `${name}_INNER_URL`].map((one) => [one, `http://127.0.0.1:${part}`]),
      ),
    ),
    LOG_LEVEL: 'warn',
    TOKEN_PRIVATE_KEY_FILE: key,
    REQUESTS_PER_MINUTE: '1000000000',
  });
}

function residentMb({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1_024;
}
