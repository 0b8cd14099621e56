import { Problem } from '#http';
import type { Moment } from '../read-models/witness';

const isoTime =
  /^(19[7-9]\d|[2-9]\d{3})-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d))?$/;

/**
 * Reads `asOf`: a version (`3`), a time (`2026-11-20T15:42:13.123456Z`), a day (its first moment, UTC); absent means now.
 * @throws Problem `malformed-parameter`
 */
export function readAsOf(asOf: string | undefined): Moment {
  if (asOf === undefined) return {};
  if (/^[1-9]\d{0,8}$/.test(asOf)) return { version: Number(asOf) };
  // A "+" that was not encoded arrives as a blank.
  const time = asOf.replace(' ', '+');
  if (isoTime.test(time) && isRealDay(time) && !Number.isNaN(Date.parse(time))) {
    return { time: time.length === 10 ? `${time}T00:00:00Z` : time };
  }
  throw new Problem('malformed-parameter', { parameter: 'asOf' });
}

/** `Date.parse` takes 30 February for 2 March. */
function isRealDay(time: string): boolean {
  const [year, month, day] = time.slice(0, 10).split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
