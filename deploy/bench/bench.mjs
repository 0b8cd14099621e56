// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, installDependencies, requireNode } from '../local/prepare.mjs';
import { createSteps } from '../local/steps.mjs';

/**
 * `npm run bench`: every benchmark, one after another, each beside its floors. `npm run bench -- store` runs one;
 * what follows its name is passed on. Ends with 1 when a figure was missed, with 2 when a benchmark failed.
 */
const notBenchmarks = ['bench.mjs', 'measure.mjs'];
const available = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && !notBenchmarks.includes(file))
  .map((file) => file.slice(0, -'.mjs'.length));
const [wanted, ...options] = process.argv.slice(2);
if (wanted !== undefined && !available.includes(wanted)) {
  console.error(`There is no benchmark "${wanted}"; there are: ${available.join(', ')}.`);
  process.exit(2);
}

requireNode();
const steps = createSteps();
await installDependencies(steps);
await build(steps);
let worst = 0;
for (const name of wanted === undefined ? available : [wanted]) {
  console.log(`\n── ${name}`);
  const file = join(import.meta.dirname, `${name}.mjs`);
  const [code] = await once(spawn(process.execPath, [file, ...options], { stdio: 'inherit' }), 'exit');
  worst = Math.max(worst, code ?? 2);
}
process.exit(worst);
