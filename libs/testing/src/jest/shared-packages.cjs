const { compileFunction } = require('node:vm');
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Packages that keep what a file of tests must find empty: loaded anew for each file, as our own modules are. */
const ownOfEachFile = /\/node_modules\/(?:prom-client|class-validator-jsonschema)\//;
const load = createRequire(__filename);

/**
 * Loads a package once in a worker and not once for each file of tests: most of what a file costs was reading the same packages
 * again. Our own modules are loaded anew for each file, so that no file finds what another left in them. A file with a realm of
 * its own (`@jest-environment node`) shares nothing: one that fakes timers would fake those of everybody.
 */
class SharedPackages extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} args */
  constructor(...args) {
    super(...args);
    this.shares = args[1].global === /** @type {unknown} */ (globalThis);
    if (!this.shares) return;
    const executor = /** @type {{ injectedModuleParameters: string[], compile: Function }} */ (
      /** @type {any} */ (this).executor
    );
    // In the realm of the worker (see `one-realm.cjs`), which has no context object that could be named.
    executor.compile = (/** @type {string} */ source, /** @type {string} */ filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  /**
   * @override
   * @template T
   * @param {string} from @param {string} [name] @param {any} [options] @param {boolean} [isActual]
   * @returns {T}
   */
  requireModule(from, name, options, isActual) {
    const resolution = /** @type {any} */ (this)._resolution;
    if (this.shares && name !== undefined && !options?.isInternalModule && !resolution.isCoreModule(name)) {
      const path = resolution.resolveCjs(from, name);
      if (path.includes('/node_modules/') && !ownOfEachFile.test(path)) return load(path);
    }
    return super.requireModule(from, name, options, isActual);
  }
}

module.exports = SharedPackages;
