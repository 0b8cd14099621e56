const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Packages that ship ES modules; jest runs CommonJS, so they are compiled with the tests. Whoever else is, costs time. */
const packages = join(__dirname, 'node_modules');
const esModules = readdirSync(packages)
  .flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(packages, name)).map((inner) => `${name}/${inner}`) : name,
  )
  .filter((name) => !name.startsWith('.'))
  .filter((name) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).type === 'module');

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/deploy'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.local/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
  testEnvironment: '<rootDir>/libs/testing/src/jest/one-realm.cjs',
  runtime: '<rootDir>/libs/testing/src/jest/shared-packages.cjs',
  testEnvironmentOptions: {
    customExportConditions: ['repo-source', 'node', 'node-addons', 'require', 'default'],
  },
  transform: {
    '^.+\\.(tsx?|js|mjs)$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          keepClassNames: true,
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
  testSequencer: '<rootDir>/jest.sequencer.cjs',
  testTimeout: 120_000,
  // One more than the cores of a small machine: much of what a test does is waiting, for a broker, for a server, for a mail.
  maxWorkers: 3,
};
