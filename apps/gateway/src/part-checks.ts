import type { HealthParts } from '#http';
import { partNames, type Parts } from './parts';

/** Milliseconds that a part gets to say whether it is ready: longer than it waits itself for what it rests on. */
const patienceMs = 3_000;
/** Milliseconds after which the gateway's own answer is due. */
export const partChecksMs = patienceMs + 500;

/** One check per part: the `/health/ready` of its instances, one of which is enough. */
export function partChecks(parts: Parts): HealthParts {
  return Object.fromEntries(partNames.map((name) => [name, () => assertOneReady(parts[name].innerUrls)]));
}

/** @returns what the instance that answered first says is degraded, by part; undefined when nothing is */
async function assertOneReady(urls: readonly string[]): Promise<unknown> {
  return Promise.any(urls.map(assertReady)).catch(({ errors: [first] }: AggregateError) => {
    throw first;
  });
}

async function assertReady(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(patienceMs) }).catch(
    (error) => {
      throw new Error('does not answer', { cause: error });
    },
  );
  const { parts = {} } = (await answer.json().catch(() => ({}))) as {
    parts?: Record<string, { status?: string; info?: { degraded?: unknown } }>;
  };
  if (answer.ok) {
    const degraded = Object.entries(parts).filter(([, { info }]) => info?.degraded !== undefined);
    return degraded.length > 0
      ? Object.fromEntries(degraded.map(([name, { info }]) => [name, info]))
      : undefined;
  }
  const down = Object.keys(parts).filter((name) => parts[name]?.status !== 'up');
  throw new Error(down.length > 0 ? `not ready: ${down.join(', ')}` : `not ready: HTTP ${answer.status}`);
}
