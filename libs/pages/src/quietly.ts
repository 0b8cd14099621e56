import { isRouteErrorResponse, type DataStrategyResult, type MiddlewareFunction } from 'react-router';

/** Something that is loaded or sent though nobody asked for it. */
interface Quiet {
  /** Path and query of what is asked. */
  readonly address: string;
  /** Whether something is sent there, too: what a person sends meanwhile is theirs, and said. */
  readonly isAct: boolean;
  /** Whether it could not be asked: no line, or a part is away. */
  missed: boolean;
}
const underWay = new Set<Quiet>();
/** Paths of what is loaded beside pages: React Router loads it anew with every page that it loads anew. */
const beside = new Set<string>();

/**
 * Does something that nobody asked for: a page that shows what has changed, the number beside the mailbox, suggestions. Where that
 * cannot be done the page stays as it is, for somebody may be typing in it; it would else give way to one that says what went wrong.
 * @param address path and query of what is asked
 * @param isAct whether something is sent there, too
 * @returns whether it was done
 */
export async function quietly(address: string, work: () => Promise<void>, isAct = false): Promise<boolean> {
  const quiet: Quiet = { address, isAct, missed: false };
  underWay.add(quiet);
  const { pathname } = new URL(address, location.origin);
  if (pathname !== location.pathname) beside.add(pathname);
  try {
    await work();
    return !quiet.missed;
  } catch {
    // Whoever goes on meanwhile breaks it off, which is nobody's mistake.
    return true;
  } finally {
    underWay.delete(quiet);
  }
}

/** Keeps what goes wrong quietly from the pages: to be the first middleware of all. */
export const keepQuiet: MiddlewareFunction<Record<string, DataStrategyResult>> = async (
  { request },
  next,
) => {
  const results = await next();
  const { pathname, search } = new URL(request.url);
  const isLoading = request.method === 'GET';
  const asked = [...underWay].filter(
    ({ address, isAct }) => address === pathname + search && (isLoading || isAct),
  );
  if (asked.length === 0 && !beside.has(pathname)) return results;
  if (!Object.values(results).some(isMissed)) return results;
  for (const quiet of asked) quiet.missed = true;
  // A page for which nothing comes keeps what it has; what stands beside it has an answer, which is empty.
  if (isLoading && pathname === location.pathname) return {};
  return Object.fromEntries(
    Object.keys(results).map((route) => [route, { type: 'data', result: undefined }]),
  );
};

/** Answers that lead elsewhere, or refuse, are answers. */
function isMissed({ type, result }: DataStrategyResult): boolean {
  if (type !== 'error') return false;
  // What an act failed with comes with a status beside it, also where there is none, because there is no line.
  const error: unknown = isObject(result) && 'init' in result && 'data' in result ? result.data : result;
  return isRouteErrorResponse(error) ? error.status >= 500 : error instanceof Error;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
