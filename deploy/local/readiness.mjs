import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 120_000;

/**
 * Waits until every process says that it is ready: database there, consumers joined, relay running.
 * @param {Record<string, number>} ports process → port
 * @param {(name: string) => number | undefined} pidOf the process that we started under a name
 * @param {(progress: string) => void} progress told what is still missing
 * @param {Promise<never>} givenUp rejects when a process will not come up
 * @throws Error naming the processes and their parts that did not become ready
 */
export async function allReady(ports, pidOf, progress, givenUp) {
  const deadline = Date.now() + patienceMs;
  /** @type {Map<string, string>} process → what it lacks */
  const waiting = new Map(Object.keys(ports).map((name) => [name, 'starting']));
  const wait = async () => {
    while (waiting.size > 0) {
      await Promise.all(
        [...waiting.keys()].map(async (name) => {
          const missing = await whatIsMissing(/** @type {number} */ (ports[name]), pidOf(name));
          if (missing === undefined) waiting.delete(name);
          else waiting.set(name, missing);
        }),
      );
      if (waiting.size === 0) return;
      const text = [...waiting].map(([name, missing]) => `${name} (${missing})`).join(', ');
      if (Date.now() > deadline) throw new Error(`After ${patienceMs / 1000} s not ready: ${text}.`);
      progress(text);
      await delay(200);
    }
  };
  await Promise.race([wait(), givenUp]);
}

/**
 * @param {number} port @param {number | undefined} pid the process that has to answer there: it could be one of another system
 * @returns {Promise<string | undefined>} undefined when ready
 */
export async function whatIsMissing(port, pid) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(5_000),
    });
    const answering = response.headers.get('x-process-id');
    if (answering !== String(pid))
      return `another program (process ${answering ?? 'unknown'}) answers at port ${port}`;
    if (response.ok) return undefined;
    const { parts = {} } = /** @type {{ parts?: Record<string, { status: string, reason?: string }> }} */ (
      await response.json()
    );
    const down = Object.entries(parts).filter(([, { status }]) => status !== 'up');
    return (
      down.map(([part, { reason }]) => (reason ? `${part}: ${reason}` : part)).join('; ') ||
      `HTTP ${response.status}`
    );
  } catch {
    return 'starting';
  }
}
