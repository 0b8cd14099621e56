/** Dependencies and build: what must be there before anything from node_modules can be imported. Only Node's own modules here. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { broughtNode, goOnUnderNewerNode, isOld, requireNode } from './newer-node.mjs';

/** The root of the work tree. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const builtFrom = join(root, 'dist', '.built-from');

export { requireNode };

/**
 * Installs the dependencies unless exactly those of package-lock.json are there. Under an older Node than the product needs,
 * the program goes on under the one that they bring, and this never returns.
 * @param {import('./steps.mjs').Steps} steps
 */
export async function installDependencies(steps) {
  if (!dependenciesAreThere() || (isOld && !existsSync(broughtNode(root)))) await fetchDependencies(steps);
  if (isOld) await goOnUnderNewerNode(root);
}

/** @param {import('./steps.mjs').Steps} steps */
async function fetchDependencies(steps) {
  await steps.step('Dependencies', (progress) => {
    let fetched = 0;
    return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=http'], (line) => {
      if (line.includes('http fetch GET') || line.includes('http cache'))
        progress(`${++fetched} files from the registry`);
    });
  });
}

/** Does node_modules hold the versions that package-lock.json names? @returns {boolean} */
export function dependenciesAreThere() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(lockedPackages('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || installed[path]?.version === version,
  );
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} */
function lockedPackages(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * Builds unless `dist/` was built from exactly these sources.
 * @param {import('./steps.mjs').Steps} steps @returns {Promise<string>} the hash of the sources
 */
export async function build(steps) {
  const hash = sourcesHash();
  if (existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === hash) return hash;
  await steps.step('Build', async () => {
    await Promise.all([buildServices(), ...pageServices.map(buildPages)]);
    writeFileSync(builtFrom, hash);
  });
  return hash;
}

/** @returns {Promise<void>} */
const buildServices = () =>
  run(process.execPath, [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build']);

/** The services that Vite builds the pages of. */
const pageServices = ['portal-web', 'backoffice-web'];

/** @param {string} service @returns {Promise<void>} */
const buildPages = (service) =>
  run(process.execPath, [join(root, 'node_modules/@react-router/dev/bin.cjs'), 'build', `apps/${service}`]);

/** Hash over everything that the build reads. @returns {string} */
export function sourcesHash() {
  const hash = createHash('sha256');
  const files = [
    'package-lock.json',
    'package.json',
    'nest-cli.json',
    'tsconfig.base.json',
    'tsconfig.build.json',
    'deploy/build/described-types.mjs',
    'deploy/build/openapi-metadata.mjs',
    'deploy/build/type-schemas.mjs',
    'libs/pages/build/compressed.mjs',
    'libs/pages/build/router.mjs',
    'libs/pages/build/used-styles.mjs',
    'libs/pages/build/vite.mjs',
  ];
  for (const folder of ['apps', 'libs']) {
    const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    const sources = entries.filter((path) => isSource(path) && !/\.spec\.tsx?$/.test(path));
    files.push(...sources.map((path) => join(folder, path)));
  }
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Of services and libraries, and of pages. @param {string} path below `apps/` or `libs/` */
const isSource = (path) =>
  /\/src\/.*\.(tsx?|css|json)$/.test(path) ||
  /^[^/]+-web\/(app\/.*\.(tsx?|css|json|svg)|public\/.*|[^/]+\.m?ts)$/.test(path);

/**
 * Runs a program in the work tree; its output is shown only when it fails.
 * @param {string} command @param {string[]} args @param {(line: string) => void} [onLine] @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<void>} @throws Error with the last lines of the output
 */
export async function run(command, args, onLine, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => void child.kill();
  process.once('exit', endWithUs);
  /** @type {string[]} */
  const output = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      output.push(line);
      onLine?.(line);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  process.off('exit', endWithUs);
  if (code !== 0) {
    throw new Error(
      `"${[command, ...args].join(' ')}" failed (exit code ${code}):\n${output.slice(-30).join('\n')}`,
    );
  }
}
