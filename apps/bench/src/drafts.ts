import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createTokenKeys, createTokenSigner, type TokenClaims } from '#auth';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { startInfrastructure } from './infrastructure';
import { quantiles } from './measure';
import { draftAt, startApplication } from './service/application';

/**
 * One draft, saved again and again: what a save takes at the end as at the beginning, and what it leaves in memory.
 *
 * npm run bench -- drafts [--saves 5000] [--bytes 50000]
 */
const { values: options } = parseArgs({
  options: {
    saves: { type: 'string', default: '5000' },
    bytes: { type: 'string', default: '50000' },
  },
});

const citizen: TokenClaims = {
  sub: '00000000-0000-7000-8000-0000000000c1',
  tenant: 'duisburg',
  kind: 'person',
  roles: ['citizen'],
  offices: [],
  levelOfAssurance: 'low',
};
/** Saves before anything is measured: what is compiled, prepared and connected is so then. */
const warmUp = 200;

benchmark(async (folder) => {
  const saves = Number(options.saves);
  const bytes = Number(options.bytes);
  const infrastructure = await startInfrastructure(folder, { service: 'application' });
  try {
    const keys = createTokenKeys(folder, ['application', 'identity', 'gateway']);
    const application = await startApplication(infrastructure, keys);
    const token = () => createTokenSigner('identity', keys.privateKeyFile('identity')).sign(citizen);
    const id = await draftAt(application, await token(), 'bench-draft');
    let version = 1;
    let bearer = await token();
    const save = async (nth: number): Promise<number> => {
      if (nth % 500 === 0) bearer = await token();
      const began = performance.now();
      const answer = await fetch(`http://127.0.0.1:${application.port}/portal/applications/${id}/form`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/merge-patch+json',
          'if-match': `"${version}"`,
        },
        body: JSON.stringify({ purposeText: `${nth} `.padEnd(bytes, 'x') }),
      });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`save ${nth} was answered with ${answer.status}`);
      version = Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0]);
      return performance.now() - began;
    };
    for (let nth = 0; nth < warmUp; nth += 1) await save(nth);
    const times: number[] = [];
    const memory: number[] = [];
    for (let nth = 0; nth < saves; nth += 1) {
      times.push(await save(nth));
      if (nth % 50 === 0) memory.push(await heapOf(application.innerPort));
      if ((nth + 1) % 500 === 0) report(`${nth + 1} saves`);
    }
    const tenth = Math.max(1, Math.floor(saves / 10));
    const first = quantiles(times.slice(0, tenth));
    const last = quantiles(times.slice(-tenth));
    // It rises and falls with every collection: the heights of both halves are compared.
    const half = Math.ceil(memory.length / 2);
    const [before, after] = [memory.slice(0, half), memory.slice(half)].map((part) => Math.max(...part));
    const figures = [
      { what: 'save p50, first tenth', value: first.p50, unit: ' ms' },
      { what: 'save p50, last tenth', value: last.p50, unit: ' ms' },
      { what: 'save p50, last tenth ÷ first tenth', value: last.p50 / first.p50, ceiling: 1.2 },
      {
        what: 'most heap in use, second half ÷ first half',
        value: (after ?? NaN) / (before ?? NaN),
        ceiling: 1.2,
      },
    ];
    console.log(`\n${saves} saves of a form of ${bytes} bytes`);
    printFigures(figures);
    application.child.kill('SIGTERM');
    await once(application.child, 'exit');
    return keep('drafts', { first, last, memory, figures });
  } finally {
    await infrastructure.stop();
  }
});

/** Bytes of the service's heap in use, as its metrics say. */
async function heapOf(innerPort: number | undefined): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${innerPort}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]);
}
