import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { createTokenKeys, createTokenSigner, type TokenClaims } from '#auth';
import { benchmark, report } from './benchmark';
import { keep, print } from './figures';
import { cpuOfProcess } from './http/processes';
import { startInfrastructure } from './infrastructure';
import { type Contender, interleave } from './measure';
import type { Answering } from './product';
import { draftAt, startApplication } from './service/application';

/**
 * What one request costs the application service itself, beside a plain `node:http` server that answers as many bytes, and a
 * small service without a database on either platform. Nobody else runs but PostgreSQL; there is no broker.
 *
 * npm run bench -- service [--connections 16] [--rounds 5] [--seconds 3] [--profile <folder>]
 */
const { values: options } = parseArgs({
  options: {
    connections: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    profile: { type: 'string' },
  },
});
const connections = Number(options.connections);
const names = {
  plain: 'plain node:http server',
  fastify: 'small service on Fastify',
  express: 'small service on Express',
  tenant: 'GET portal/tenant',
  list: 'GET portal/applications',
};

/** Who asks. */
const citizen: TokenClaims = {
  sub: '00000000-0000-7000-8000-0000000000c1',
  tenant: 'duisburg',
  kind: 'person',
  roles: ['citizen'],
  offices: [],
  levelOfAssurance: 'low',
};
const stranger: TokenClaims = {
  ...citizen,
  sub: 'anonymous',
  kind: 'anonymous',
  roles: [],
  levelOfAssurance: 'none',
};

benchmark(async (folder) => {
  const children: ChildProcess[] = [];
  const started = async (file: string, argument: string): Promise<Answering> => {
    const child = fork(join(__dirname, file), [argument]);
    children.push(child);
    const [port] = (await once(child, 'message')) as [number];
    return { child, port };
  };
  const infrastructure = await startInfrastructure(folder, { service: 'application' });
  try {
    const { profile } = options;
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const keys = createTokenKeys(folder, ['application', 'identity', 'gateway']);
    const application = await startApplication(infrastructure, keys, profiling);
    children.push(application.child);
    const asCitizen = () => createTokenSigner('identity', keys.privateKeyFile('identity')).sign(citizen);
    const asStranger = () => createTokenSigner('gateway', keys.privateKeyFile('gateway')).sign(stranger);
    for (let n = 0; n < 3; n += 1) await draftAt(application, await asCitizen(), `bench-${n}`);
    const parts = '/things49/7/parts';
    const plain = { headers: { 'content-type': 'application/json' }, body: 'x'.repeat(1_200) };
    const contenders = [
      reading(names.plain, await started('http/plain/server.js', JSON.stringify(plain)), '/', asStranger),
      reading(names.fastify, await started('service/small-service.js', 'fastify'), parts, asStranger),
      reading(names.express, await started('service/small-service.js', 'express'), parts, asStranger),
      reading(names.tenant, application, '/portal/tenant', asStranger),
      reading(names.list, application, '/portal/applications', asCitizen),
    ];
    const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
    const measured = await interleave(contenders, { concurrency: connections, rounds, seconds, report });
    const costOf = (name: string) =>
      (measured.find((entry) => entry.name === name)?.cpuMicroseconds?.median ?? NaN) / 1_000;
    const figures = [
      { what: `${names.tenant}: CPU of a request`, value: costOf(names.tenant), ceiling: 0.2, unit: ' ms' },
      { what: `${names.list}: CPU of a request`, value: costOf(names.list), ceiling: 0.3, unit: ' ms' },
    ];
    print('The application service alone', measured, figures);
    // In order, so that a profile is written.
    application.child.kill('SIGTERM');
    await once(application.child, 'exit');
    return keep('service', { measured, figures });
  } finally {
    for (const child of children) child.kill();
    await infrastructure.stop();
  }
});

/** Asks with a token that was just signed, as the gateway's are. */
function reading(
  name: string,
  { child, port }: Answering,
  path: string,
  token: () => Promise<string>,
): Contender {
  return {
    name,
    run: async (connections, duration) => {
      const headers = { authorization: `Bearer ${await token()}`, 'accept-language': 'de' };
      const before = cpuOfProcess(child.pid ?? -1);
      const url = `http://127.0.0.1:${port}${path}`;
      const result = await autocannon({ url, headers, connections, duration });
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx + result.errors} failures`);
      const cpu = cpuOfProcess(child.pid ?? -1) - before;
      return {
        perSecond: result['2xx'] / result.duration,
        cpuMicroseconds: (cpu * 1_000) / result['2xx'],
      };
    },
  };
}
