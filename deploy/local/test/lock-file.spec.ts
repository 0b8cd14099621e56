import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
const { packages } = JSON.parse(
  readFileSync(join(resolve(__dirname, '../../..'), 'package-lock.json'), 'utf8'),
) as {
  packages: Record<string, Locked>;
};

/** A registry that lacks a platform's package makes npm leave it out of the lock file, which `npm ci` then refuses everywhere. */
test('package-lock.json names every optional dependency, so that a clean clone installs on every platform', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(missing).toStrictEqual([]);
});

test('package-lock.json names no registry', () => {
  const resolved = Object.entries(packages).filter(([, locked]) => locked.resolved !== undefined);
  expect(resolved.map(([path]) => path)).toStrictEqual([]);
});
