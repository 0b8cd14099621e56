import type { Instant } from './sealed';

/** Two machines' clocks may differ by so many ms. */
const clockToleranceMs = 5 * 60_000;

/**
 * The time that a provider states, where that can be: never before what it follows upon, and never later than now; a clock that is
 * wrong by more counts for nothing (law 11).
 * @param stated as it came @param earliest when it can have happened at the earliest @param now by our clock, which holds otherwise
 */
export function plausibleTime(stated: string | undefined, earliest: Instant, now: Instant): Instant {
  if (stated === undefined) return now;
  const ms = Date.parse(stated);
  if (Number.isNaN(ms) || ms > Date.parse(now) || ms < Date.parse(earliest) - clockToleranceMs) return now;
  const time = new Date(ms).toISOString().replace('Z', '000Z');
  return time < earliest ? earliest : time;
}
