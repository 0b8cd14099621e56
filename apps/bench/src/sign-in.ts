import { once } from 'node:events';
import { createSign, createVerify, privateDecrypt, publicEncrypt, X509Certificate } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createTokenKeys, createTokenSigner, createTokenVerifier, type TokenClaims } from '#auth';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { cpuOfProcess, residentMemoryOfProcess } from './http/processes';
import { startInfrastructure } from './infrastructure';
import { quantiles, spread } from './measure';
import { city, startIdentity, type IdentityWithProvider } from './service/identity';
import { Travellers, type Traveller } from './sign-in/travellers';

/**
 * What it costs to verify an answer of BundID and to open a session, and what the check of a token costs that was seen before.
 *
 * npm run bench -- sign-in [--one-after-another 300] [--at-once 50] [--rounds 6]
 */
const { values: options } = parseArgs({
  options: {
    'one-after-another': { type: 'string', default: '300' },
    'at-once': { type: 'string', default: '50' },
    rounds: { type: 'string', default: '6' },
  },
});
const singly = Number(options['one-after-another']);
const atOnce = Number(options['at-once']);
const rounds = Number(options.rounds);
/** Sign-ins of each person before anything is measured. */
const warmUp = 2;
/** Token checks that are timed together: one alone is shorter than the clock tells. */
const checksTogether = 100;

const stranger: TokenClaims = {
  sub: 'anonymous',
  tenant: city.tenant,
  kind: 'anonymous',
  roles: [],
  offices: [],
  levelOfAssurance: 'none',
};

benchmark(async (folder) => {
  const infrastructure = await startInfrastructure(folder, { service: 'identity' });
  const keys = createTokenKeys(folder, ['identity', 'gateway']);
  const signer = createTokenSigner('gateway', keys.privateKeyFile('gateway'));
  let identity: IdentityWithProvider | undefined;
  try {
    identity = await startIdentity(folder, infrastructure, keys);
    const pid = identity.child.pid ?? 0;
    let token = signer.sign(stranger);
    const people = new Travellers(identity, () => token);
    const waiting = async (number: number): Promise<Traveller[]> => {
      token = signer.sign(stranger); // it lives a minute
      const travellers: Traveller[] = [];
      // Each of them has signed in before; nobody does twice at once.
      while (travellers.length < number) travellers.push(await people.leave(travellers.length % atOnce));
      token = signer.sign(stranger);
      return travellers;
    };

    report('one after another');
    for (const traveller of await waiting(warmUp * atOnce)) await people.comeBack(traveller);
    const times = { verified: [] as number[], opened: [] as number[] };
    for (const traveller of await waiting(singly)) {
      const { verified, opened } = await people.comeBack(traveller);
      times.verified.push(verified);
      times.opened.push(opened);
    }

    report(`${atOnce} at once`);
    const perCore: number[] = [];
    const before = residentMemoryOfProcess(pid);
    let most = before;
    for (let round = 0; round < rounds; round += 1) {
      const travellers = await waiting(atOnce);
      const cpu = cpuOfProcess(pid);
      const look = setInterval(() => (most = Math.max(most, residentMemoryOfProcess(pid))), 5);
      // Also when somebody is not let in: a benchmark that failed has to end.
      await Promise.all(travellers.map((traveller) => people.comeBack(traveller))).finally(() =>
        clearInterval(look),
      );
      perCore.push((atOnce * 1000) / (cpuOfProcess(pid) - cpu));
    }

    report('floor and tokens');
    const floor = floorOf(identity);
    const checks = await tokenChecks(createTokenVerifier(keys.publicKeysFile), await signer.sign(stranger));
    const both = (what: string, times: readonly number[]) => {
      const { p50, p99 } = quantiles(times);
      return [
        { what: `${what}, p50`, value: p50, unit: ' ms' },
        { what: `${what}, p99`, value: p99, unit: ' ms' },
      ];
    };
    const figures = [
      ...both('answer verified', times.verified),
      ...both('RSA alone, the floor', floor),
      ...both('session opened', times.opened),
      { what: 'sign-ins of one core', value: spread(perCore).median, unit: '/s' },
      { what: `memory before ${atOnce} at once`, value: before, unit: ' MB' },
      { what: `memory at ${atOnce} at once, beside that`, value: most - before, unit: ' MB' },
      { what: 'token check once seen, p50', value: quantiles(checks).p50 * 1_000, ceiling: 50, unit: ' µs' },
      { what: 'token check once seen, p99', value: quantiles(checks).p99 * 1_000, unit: ' µs' },
    ];
    console.log(`\n${singly} sign-ins one after another, then ${rounds} times ${atOnce} at once`);
    printFigures(figures);
    identity.child.kill('SIGTERM');
    await once(identity.child, 'exit');
    return keep('sign-in', { times, perCore, figures });
  } finally {
    identity?.child.kill();
    await infrastructure.stop();
  }
});

/** What of it nobody can do without, by `node:crypto` alone: a key is unwrapped, a signature verified. Milliseconds each. */
function floorOf({ provider, own }: IdentityWithProvider): number[] {
  const wrapped = publicEncrypt(new X509Certificate(own.certificate).publicKey, Buffer.alloc(32));
  const content = Buffer.alloc(6_000, 'a');
  const signature = createSign('RSA-SHA256').update(content).sign(provider.key);
  return Array.from({ length: 300 }, () => {
    const began = performance.now();
    privateDecrypt(own.key, wrapped);
    createVerify('RSA-SHA256').update(content).verify(provider.certificate, signature);
    return performance.now() - began;
  });
}

async function tokenChecks(
  verifier: ReturnType<typeof createTokenVerifier>,
  token: string,
): Promise<number[]> {
  await verifier.verify(token);
  const times: number[] = [];
  for (let batch = 0; batch < 500; batch += 1) {
    const began = performance.now();
    for (let check = 0; check < checksTogether; check += 1) await verifier.verify(token);
    times.push((performance.now() - began) / checksTogether);
  }
  return times;
}
