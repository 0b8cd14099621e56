/**
 * Shows what a long start is doing: one line per step, with its time; on a terminal the line lives while the step runs,
 * elsewhere it is repeated every ten seconds.
 * @typedef {(progress: string) => void} Progress
 * @typedef {{
 *   step: <T>(name: string, work: (progress: Progress) => Promise<T> | T, done?: (result: T) => string) => Promise<T>,
 *   line: (text: string) => void,
 *   durations: () => Record<string, number>
 * }} Steps
 */

/** @param {NodeJS.WriteStream} [out] @returns {Steps} */
export function createSteps(out = process.stdout) {
  /** Steps that are running, in order of their start: name → its last progress. @type {Map<string, { progress: string, since: number }>} */
  const running = new Map();
  /** @type {Record<string, number>} */
  const durations = {};
  let shown = false;

  const clear = () => {
    if (shown) out.write('\r\x1b[2K');
    shown = false;
  };
  const line = (/** @type {string} */ text) => {
    clear();
    out.write(`${text}\n`);
  };
  const describe = () =>
    [...running]
      .map(
        ([name, { progress, since }]) =>
          `${name}${progress && `: ${progress}`} (${seconds(Date.now() - since)})`,
      )
      .join(' · ');
  const show = () => {
    clear();
    out.write(`  … ${describe()}`.slice(0, (out.columns ?? 80) - 1));
    shown = true;
  };

  return {
    line,
    durations: () => ({ ...durations }),
    async step(name, work, done = () => '') {
      const since = Date.now();
      const state = { progress: '', since };
      running.set(name, state);
      const ticker = setInterval(
        () => (out.isTTY ? show() : line(`  … ${describe()}`)),
        out.isTTY ? 250 : 10_000,
      );
      try {
        const result = await work((progress) => (state.progress = progress));
        const took = Date.now() - since;
        durations[name] = took;
        running.delete(name);
        line(`  ✓ ${name.padEnd(14)} ${done(result).padEnd(52)} ${seconds(took)}`);
        return result;
      } catch (error) {
        running.delete(name);
        line(`  ✗ ${name}`);
        throw error;
      } finally {
        clearInterval(ticker);
      }
    },
  };
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
