import { isFiled, type Application } from '../domain/application';
import { statutoryPeriodOf, targetDateOf } from '../domain/clock';

/** Until when a case is to be decided, as both lists show it; calendar dates in Europe/Berlin, `null` where there is none. */
export interface CaseDates {
  /** The office's own aim; without the days of a question that is still open. */
  readonly targetOn: string | null;
  /** Since when the citizen is asked for something: each day since moves the target date. */
  readonly targetPausedSince: string | null;
  /** End of the statutory period, where one runs. */
  readonly statutoryUntil: string | null;
}

/** The columns of both lists. Nothing is late any more in a case that is decided or withdrawn. */
export function datesOf(application: Application) {
  if (!isFiled(application) || application.clock.ended) {
    return { target_on: null, target_paused_since: null, statutory_until: null };
  }
  const target = targetDateOf(application.clock);
  const period = statutoryPeriodOf(application.clock);
  return {
    target_on: target?.on ?? null,
    target_paused_since: target?.pausedSince ?? null,
    statutory_until: period !== undefined && 'until' in period ? period.until : null,
  };
}

/** The same columns as {@link CaseDates}, for a SELECT. */
export const selectedDates = `target_on::text AS "targetOn", target_paused_since::text AS "targetPausedSince",
          statutory_until::text AS "statutoryUntil"`;

/** A moment to sort by: the target date, and behind all of them what waits for the citizen or has none. */
export const byTarget = `(coalesce(CASE WHEN target_paused_since IS NULL THEN target_on END, date '9999-12-31')::timestamp AT TIME ZONE 'UTC')`;

/** The same for who begins with the latest: what has no date that counts comes last there, too. */
export const byTargetBackwards = byTarget.replace('9999-12-31', '0001-01-01');
