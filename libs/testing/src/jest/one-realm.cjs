const { TestEnvironment } = require('jest-environment-node');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { remembered } = require('./remembered.cjs');

/**
 * Tests run in the realm of their worker, not in one of their own for each file: packages are loaded once in a worker (see
 * `shared-packages.cjs`), and what they make must be of the same `Array`, `Error` and `Map` as what a test makes. What a file
 * changes in the process is taken back when it ends.
 */
class OneRealm extends TestEnvironment {
  /** @param {import('@jest/environment').JestEnvironmentConfig} config @param {import('@jest/environment').EnvironmentContext} context */
  constructor(config, context) {
    super(config, context);
    this.global = /** @type {any} */ (globalThis);
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: globalThis });
    this.takeBack = remembered();
  }

  /** @override */
  async teardown() {
    this.takeBack();
    await super.teardown();
  }
}

module.exports = OneRealm;
