import { dateInBerlin } from './berlin';
import { addDays, daysBetween, workingDayFrom, type CalendarDate } from './law/calendar';
import { dateBy, ruleFor, type DerivedDate, type LegalArea } from './law/rules';

/**
 * The clock of a case (law 4): two figures that are never one. The *target date* is the office's own aim: it counts working
 * days, and every day on which the citizen is asked for something, or the office lets it rest, comes on top. The *statutory period* is the law's: it
 * begins with the complete documents, is extended once at most and is never suspended. Both end with the decision or the
 * withdrawal.
 */
export interface Clock {
  /**
   * UTC, ISO 8601. Unknown where the former version took a case up again.
   * @format date-time
   */
  readonly startedAt?: string;
  readonly ended: boolean;
  /**
   * Unknown where the former version recorded a withdrawal.
   * @format date-time
   */
  readonly endedAt?: string;
  /** When the target date rested, oldest first: of each kind the last one may still be open. */
  readonly pauses: readonly Pause[];
  readonly extension?: Extension;
  readonly terms: Terms;
  /** When the documents were complete; absent while they are not, or where no statutory period runs. */
  readonly completeAt?: string;
}

/** From when to when the target date rested: the citizen was asked for something, or the office had a reason. One that is open has no end yet. */
export interface Pause {
  /** @format date-time */
  readonly from: string;
  /** @format date-time */
  readonly to?: string;
  /** The office has let it rest, once and with a reason; absent where the citizen is asked for something. */
  readonly by?: 'office';
}

/** The one extension of the processing time. */
export interface Extension {
  /** Calendar date in Europe/Berlin until which the office will have decided. */
  readonly until: CalendarDate;
  /** Sealed. */
  readonly reason: string;
  /** Absent in what the former version recorded. */
  readonly extendedAt?: string;
}

/** What the service promised in the version that the application was drafted with; an application keeps it. */
export interface Terms {
  /** Default: general administrative law. */
  readonly legalArea?: LegalArea;
  /** Working days that the processing usually takes. */
  readonly processingDays?: number;
  /** The period after which the law has a consequence (§ 42a VwVfG), where the service has one. */
  readonly statutoryPeriod?: { readonly months: number };
}

/** The office's own aim. */
export interface TargetDate {
  readonly on: CalendarDate;
  /** Id of the rule; absent where the office has set the date itself by extending. */
  readonly rule?: string;
  readonly processingDays?: number;
  /** Days by which it has moved because it rested. */
  readonly pausedDays: number;
  /** While it rests: since when. Each further day comes on top. */
  readonly pausedSince?: CalendarDate;
}

/** The law's period. */
export type StatutoryPeriod =
  | { readonly waitsFor: 'complete-documents' }
  | {
      readonly startsOn: CalendarDate;
      readonly until: CalendarDate;
      /** Until when it would run had it not been extended. */
      readonly before?: CalendarDate;
      readonly rule: string;
    };

/** The clock of a case that is filed; its documents count as complete unless the office says otherwise. */
export function startedClock(startedAt: string, terms: Terms, isIncomplete = false): Clock {
  return {
    startedAt,
    ended: false,
    pauses: [],
    terms,
    ...(terms.statutoryPeriod !== undefined && !isIncomplete && { completeAt: startedAt }),
  };
}

/**
 * The clock of a case that is taken up again: the target date counts anew. The statutory period was that of the application and
 * ended with the first decision, and the one extension stays used.
 */
export function restartedClock(startedAt: string | undefined, { terms, extension }: Clock): Clock {
  const { statutoryPeriod: _, ...own } = terms;
  return {
    ...(startedAt !== undefined && { startedAt }),
    ended: false,
    pauses: [],
    ...(extension !== undefined && { extension }),
    terms: own,
  };
}

/** The citizen is asked for something. @param incomplete whether what is missing keeps the statutory period from beginning */
export function pausedClock(clock: Clock, from: string, incomplete: boolean): Clock {
  const { completeAt: _, ...waiting } = clock;
  const next = incomplete ? waiting : clock;
  return isPaused(clock) ? next : { ...next, pauses: [...clock.pauses, { from }] };
}

/** The citizen has answered: what was missing is there. */
export function resumedClock(clock: Clock, at: string): Clock {
  const begins = clock.terms.statutoryPeriod !== undefined && clock.completeAt === undefined;
  return { ...withoutOpenPause(clock, at, isAsking), ...(begins && { completeAt: at }) };
}

/** The case is decided or withdrawn. @param at unknown for a withdrawal that the former version recorded */
export function endedClock(clock: Clock, at: string | undefined): Clock {
  return { ...withoutOpenPause(clock, at), ended: true, ...(at !== undefined && { endedAt: at }) };
}

/** The office lets the target date rest; what the law wants goes on (law 4). */
export function suspendedClock(clock: Clock, from: string): Clock {
  return { ...clock, pauses: [...clock.pauses, { from, by: 'office' }] };
}

/** What the office was waiting for is over. */
export function unsuspendedClock(clock: Clock, at: string): Clock {
  return withoutOpenPause(clock, at, isOfOffice);
}

/** Whether the citizen is asked for something now. */
export function isPaused({ pauses, ended }: Clock): boolean {
  return !ended && pauses.some((pause) => isAsking(pause) && pause.to === undefined);
}

/** Whether the office lets the target date rest now. */
export function isSuspended({ pauses, ended }: Clock): boolean {
  return !ended && pauses.some((pause) => isOfOffice(pause) && pause.to === undefined);
}

/** Whether the office has let this target date rest, now or before: it may do so once. */
export function wasSuspended({ pauses }: Clock): boolean {
  return pauses.some(isOfOffice);
}

const isOfOffice = ({ by }: Pause): boolean => by === 'office';
const isAsking = (pause: Pause): boolean => !isOfOffice(pause);

/** The law under which the case is decided. */
export function legalAreaOf({ terms }: Clock): LegalArea {
  return terms.legalArea ?? 'general';
}

/** The target date as it stands; undefined where nothing was promised. */
export function targetDateOf(clock: Clock): TargetDate | undefined {
  const begun = beginningOf(clock);
  if (begun === undefined) return undefined;
  const { base, since, ...how } = begun;
  const rests = merged(clock.pauses);
  const open = rests.find(({ to }) => to === undefined);
  const pausedDays = rests
    .filter((pause): pause is Required<Pause> => pause.to !== undefined)
    // What lies before an extension was known to whoever set its date.
    .map(({ from, to }) => daysBetween(dateInBerlin(laterOf(from, since)), dateInBerlin(laterOf(to, since))))
    .reduce((sum, days) => sum + days, 0);
  return {
    on: pausedDays === 0 ? base : workingDayFrom(addDays(base, pausedDays)),
    ...how,
    pausedDays,
    ...(open !== undefined && !clock.ended && { pausedSince: dateInBerlin(open.from) }),
  };
}

/** The statutory period as it stands; undefined where the service has none. */
export function statutoryPeriodOf({ terms, completeAt, extension }: Clock): StatutoryPeriod | undefined {
  const months = terms.statutoryPeriod?.months;
  if (months === undefined) return undefined;
  if (completeAt === undefined) return { waitsFor: 'complete-documents' };
  const startsOn = dateInBerlin(completeAt);
  const end = derived('statutory-period', terms, startsOn, months);
  if (end === undefined) return undefined;
  const { on, rule } = end;
  return extension === undefined
    ? { startsOn, until: on, rule }
    : { startsOn, until: extension.until, before: on, rule };
}

interface TargetBeginning extends Pick<TargetDate, 'rule' | 'processingDays'> {
  /** The date before any pause. */
  readonly base: CalendarDate;
  /** Pauses count from then on. */
  readonly since: string;
}

function beginningOf({ startedAt, terms, extension }: Clock): TargetBeginning | undefined {
  const extendedAt = extension?.extendedAt;
  // One that was made before the case was taken up again has had its time.
  if (extension !== undefined && extendedAt !== undefined && extendedAt >= (startedAt ?? '')) {
    return { base: extension.until, since: extendedAt };
  }
  const { processingDays } = terms;
  if (startedAt === undefined || processingDays === undefined) return undefined;
  const target = derived('target-date', terms, dateInBerlin(startedAt), processingDays);
  return target && { base: target.on, rule: target.rule, processingDays, since: startedAt };
}

function derived(
  purpose: 'target-date' | 'statutory-period',
  { legalArea = 'general' }: Terms,
  day: CalendarDate,
  amount: number,
): DerivedDate | undefined {
  const rule = ruleFor(purpose, legalArea, day);
  return rule && dateBy(rule, day, amount);
}

function withoutOpenPause(
  clock: Clock,
  at: string | undefined,
  which: (pause: Pause) => boolean = () => true,
): Clock {
  if (at === undefined) return clock;
  return {
    ...clock,
    pauses: clock.pauses.map((pause) =>
      pause.to === undefined && which(pause) ? { ...pause, to: at } : pause,
    ),
  };
}

/** Pauses that overlap, as one: a day on which the date rests for two reasons counts once. */
function merged(pauses: readonly Pause[]): readonly Pause[] {
  const rests: Pause[] = [];
  for (const { from, to } of pauses.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const last = rests.at(-1);
    if (last === undefined || (last.to !== undefined && last.to < from)) {
      rests.push({ from, ...(to !== undefined && { to }) });
    } else if (last.to !== undefined && (to === undefined || to > last.to)) {
      rests[rests.length - 1] = { from: last.from, ...(to !== undefined && { to }) };
    }
  }
  return rests;
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
