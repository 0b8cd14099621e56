import type { StaffSchema } from '#api-client';

/** The services that operators look at. */
export const services = ['identity', 'application', 'mailbox', 'payment', 'notification', 'audit'] as const;
export type Service = (typeof services)[number];

/** What stands before them: what every request goes through, and the pages of citizens and of the office. */
export type Front = 'gateway' | 'portal-web' | 'backoffice-web';

/** How a part in front stands: that this page was shown says it of two of them. */
export interface FrontReading {
  readonly service: Front;
  readonly answers: boolean;
  /** ISO 8601, and the version of Node; known of the process that shows this page. */
  readonly startedAt?: string;
  readonly node?: string;
}

/** What a service says of itself; undefined where it is away. */
export interface PartReading {
  readonly service: Service;
  readonly reading: StaffSchema<'OperationReading'> | undefined;
}

/** What of a service is wrong, and what it rests on there. */
export interface Ailing {
  readonly service: Service | Front;
  /** `away` where it does not answer at all. */
  readonly part: string;
  readonly status: 'away' | 'down' | 'degraded';
  /** As in the log. */
  readonly reason: string;
}

/**
 * Matters that stand on the page by themselves, with what can be done: a service that is degraded because of one is not named twice.
 */
const toldElsewhere: readonly string[] = ['reconciliation'];

/** What keeps services from their work, and what soon may. */
export function ailingOf(
  parts: readonly PartReading[],
  fronts: readonly FrontReading[] = [],
): readonly Ailing[] {
  const silent = fronts.filter(({ answers }) => !answers);
  const away = silent.map(({ service }) => ({ service, part: 'away', status: 'away', reason: '' }) as const);
  const ailing = parts.flatMap(({ service, reading }): readonly Ailing[] => {
    if (reading === undefined) return [{ service, part: 'away', status: 'away', reason: '' }];
    return reading.restsOn.flatMap(({ name: part, status, reason = '' }) =>
      status === 'up' || toldElsewhere.includes(part) ? [] : [{ service, part, status, reason }],
    );
  });
  return [...away, ...ailing];
}

/** Something that runs out, and who has it. */
export interface RunningOut {
  readonly kind: StaffSchema<'ExpiryReading'>['kind'];
  readonly name: string;
  readonly validUntil: string;
  readonly services: readonly Service[];
  /** Whole days that are left; negative for what has run out. */
  readonly days: number;
}

/** Days before its end from which something that runs out needs somebody. */
export const soonDays = 30;

const dayMs = 86_400_000;

/** What runs out, the soonest first; what several services have is one. @param now milliseconds since 1970 */
export function runningOut(parts: readonly PartReading[], now: number): readonly RunningOut[] {
  const found = new Map<string, RunningOut>();
  for (const { service, reading } of parts) {
    for (const { kind, name, validUntil } of reading?.expiries ?? []) {
      const key = `${kind} ${name} ${validUntil}`;
      const known = found.get(key)?.services ?? [];
      const days = Math.floor((Date.parse(validUntil) - now) / dayMs);
      found.set(key, { kind, name, validUntil, days, services: [...known, service] });
    }
  }
  return [...found.values()].sort((left, right) => (left.validUntil < right.validUntil ? -1 : 1));
}

/** Where a service keeps something. */
export interface Stored extends StaffSchema<'StorageReading'> {
  readonly service: Service;
  readonly isNearlyFull: boolean;
}

/** Less than this part of a disk that is free needs somebody. */
const leastFree = 0.1;

export function storageOf(parts: readonly PartReading[]): readonly Stored[] {
  return parts.flatMap(({ service, reading }) =>
    (reading?.storage ?? []).map((place) => ({
      ...place,
      service,
      isNearlyFull:
        place.freeBytes !== undefined &&
        place.totalBytes !== undefined &&
        place.freeBytes < leastFree * place.totalBytes,
    })),
  );
}

/** The releases that run, when there is more than one: somebody has begun to exchange them, and not ended. */
export function mixedReleases(parts: readonly PartReading[]): readonly string[] {
  const releases = new Set(parts.flatMap(({ reading }) => (reading === undefined ? [] : [reading.release])));
  return releases.size > 1 ? [...releases].sort() : [];
}

/** Why a mail was given up, as a key of words: codes of mail servers by what can be done about them. */
export function whyOf(reason: string | null): 'expired' | 'recipient' | 'refused' | 'other' {
  if (reason === 'expired') return 'expired';
  if (reason === 'recipient-unknown' || reason === 'no-address' || reason === 'smtp-550') return 'recipient';
  return reason?.startsWith('smtp-') === true ? 'refused' : 'other';
}
