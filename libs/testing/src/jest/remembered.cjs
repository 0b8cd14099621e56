/**
 * Remembers what stands in the process: its environment, its listeners, what is global.
 * @returns {() => void} takes back what has changed since
 */
module.exports.remembered = () => {
  const { env, exit, getBuiltinModule } = process;
  const variables = { ...env };
  const names = new Set(Object.keys(globalThis));
  const listeners = new Map(process.eventNames().map((name) => [name, listenersOf(name)]));
  return () => {
    // Jest puts its own in their place.
    Object.assign(process, { exit, getBuiltinModule });
    for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
    Object.assign(env, variables);
    for (const name of process.eventNames())
      for (const listener of listenersOf(name))
        if (!listeners.get(name)?.includes(listener)) process.removeListener(name, listener);
    // Where TypeORM and class-validator keep what they know of classes; it would hold the modules of every file for ever.
    for (const name of Object.keys(globalThis))
      if (!names.has(name)) Reflect.deleteProperty(globalThis, name);
  };
};

/** @param {string | symbol} name @returns {((...args: any[]) => void)[]} */
function listenersOf(name) {
  return /** @type {any} */ (process).listeners(name);
}
