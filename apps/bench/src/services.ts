import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationReader } from '#configuration';
import { benchmark, report } from './benchmark';
import { readBenchConfig } from './config';
import { keep, printFigures } from './figures';
import { quantiles } from './measure';

/**
 * The files of a large installation: what their check costs at once, when one of them has changed, and when nothing has.
 *
 * npm run bench -- services [--files 500]
 */
const { values: options } = parseArgs({ options: { files: { type: 'string', default: '500' } } });

/** Changes and looks that are measured, each. */
const rounds = 20;

benchmark(async (folder) => {
  const files = Number(options.files);
  const services = fill(folder, files);
  const reader = new ConfigurationReader(folder);
  report(`checking ${files} files`);
  const check = await timed(() => reader.read());
  const [problem] = check.result.problems;
  if (problem !== undefined)
    throw new Error(`the files that are delivered are not right: ${JSON.stringify(problem)}`);

  let { cities } = check.result;
  const changes: number[] = [];
  const looks: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = services[round % services.length] as string;
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^processingDays: .*/m, `processingDays: ${round + 1}`),
    );
    const change = await timed(() => reader.read(cities));
    ({ cities } = change.result);
    changes.push(change.milliseconds);
    looks.push((await timed(() => reader.read(cities))).milliseconds);
  }
  const figures = [
    { what: `check of ${files} service files`, value: check.milliseconds / 1_000, unit: ' s', ceiling: 5 },
    { what: 'one of them changed, p50', value: quantiles(changes).p50, unit: ' ms' },
    { what: 'nothing changed, p50', value: quantiles(looks).p50, unit: ' ms' },
  ];
  console.log(`\n${files} service files in one city`);
  printFigures(figures);
  return keep('services', { figures });
});

/** One city with so many services: those that are delivered, which its own file names, and copies of them. @returns the paths of their files */
function fill(folder: string, files: number): string[] {
  const delivered = join(readBenchConfig().root, 'deploy/tenants/duisburg');
  mkdirSync(join(folder, 'duisburg/services'), { recursive: true });
  cpSync(join(delivered, 'tenant.yaml'), join(folder, 'duisburg/tenant.yaml'));
  const originals = readdirSync(join(delivered, 'services')).map((name) =>
    readFileSync(join(delivered, 'services', name), 'utf8'),
  );
  return Array.from({ length: files }, (_, nth) => {
    const path = join(folder, `duisburg/services/service-${nth}.yaml`);
    const text = originals[nth % originals.length] as string;
    writeFileSync(path, nth < originals.length ? text : text.replace(/^key: (.*)$/m, `key: $1-${nth}`));
    return path;
  });
}

async function timed<Result>(work: () => Promise<Result>) {
  const began = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - began };
}
