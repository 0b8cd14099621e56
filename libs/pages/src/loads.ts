import type { DataStrategyResult, MiddlewareFunction } from 'react-router';

/** When the loading of each page last began, by its path and query, in ms of this browser's clock. */
const began = new Map<string, number>();

/** Notes when the loading of a page begins: to be among the client's middlewares. */
export const noteLoads: MiddlewareFunction<Record<string, DataStrategyResult>> = ({ request }, next) => {
  const { pathname, search } = new URL(request.url);
  if (request.method === 'GET') began.set(pathname + search, performance.now());
  return next();
};

/**
 * Since when something may have changed that the page does not show: since its loading began, which may have seen it or not.
 * @returns in ms of this browser's clock; 0 for a page that came whole, before any of its scripts ran
 */
export function shownSince(): number {
  return began.get(location.pathname + location.search) ?? 0;
}
