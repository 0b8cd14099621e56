import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * `npm run bench`: every benchmark, one after another, each beside its floors. `npm run bench -- store` runs one;
 * what follows its name is passed on. Ends with 1 when a figure was missed, with 2 when a benchmark failed.
 */
const benchmarks = [
  'documents',
  'drafts',
  'forms',
  'gateway',
  'http',
  'parts',
  'payment',
  'pdf',
  'relay',
  'service',
  'services',
  'sign-in',
  'store',
  'web',
  'work-list',
];

async function main([wanted, ...options]: readonly string[]): Promise<number> {
  if (wanted !== undefined && !benchmarks.includes(wanted)) {
    console.error(`There is no benchmark "${wanted}"; there are: ${benchmarks.join(', ')}.`);
    return 2;
  }
  let worst = 0;
  for (const name of wanted === undefined ? benchmarks : [wanted]) {
    console.log(`\n── ${name}`);
    // A process of its own each, so that none inherits the garbage of another.
    const child = spawn(process.execPath, [join(__dirname, `${name}.js`), ...options], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    worst = Math.max(worst, code ?? 2);
  }
  return worst;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
