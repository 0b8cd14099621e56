import { dateInBerlin, endOfDayInBerlin } from './berlin';
import {
  dateBy,
  ruleFor,
  type Beginning,
  type DerivedDate,
  type LegalArea,
  type Purpose,
  type Rule,
} from './law/rules';

/**
 * UTC, ISO 8601 with microseconds, by the database's clock.
 * @format date-time
 */
export type Instant = string;

export const outcomes = ['granted', 'partly', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** A text template of the city, in the version in which it helped to write something. Storage format. */
export interface UsedTemplate {
  readonly key: string;
  /** Content hash. */
  readonly version: string;
}

/** What a decision says of its notice. Storage format. */
export interface IssuedNotice {
  readonly outcome: Outcome;
  readonly decidedAt: Instant;
  /** How the notice is announced: into the mailbox needs consent (law 1). Absent in what the former version recorded: mailbox. */
  readonly delivery?: 'mailbox' | 'post';
  /** When the applicant consented to electronic notices; only with `delivery: 'mailbox'`. */
  readonly consentGivenAt?: Instant;
  /** Version of the decision whose notice this one replaces (law 8). */
  readonly replaces?: number;
  /** With whose help its text and its legal remedies were written. */
  readonly templates?: readonly UsedTemplate[];
}

/** The notice lies in the mailbox; the authority can prove since when (law 1). */
export interface NoticeProvided {
  readonly type: 'NoticeProvided';
  readonly data: {
    readonly noticeId: string;
    readonly decisionVersion: number;
    /** Absent in what the former version recorded. */
    readonly providedAt?: Instant;
  };
}

/** The mail that tells of the notice was sent (law 1). */
export interface NoticeNotified {
  readonly type: 'NoticeNotified';
  readonly data: { readonly noticeId: string; readonly notifiedAt: Instant };
}

/** The person has retrieved the notice: an act of theirs (law 1). */
export interface NoticeRetrieved {
  readonly type: 'NoticeRetrieved';
  readonly data: {
    readonly noticeId: string;
    /** Absent in what the former version recorded. */
    readonly retrievedAt?: Instant;
  };
}

/** On which day the notice is announced (law 1). The day may lie ahead: nothing that happens now can move it to a later one. */
export interface AnnouncementEffective {
  readonly type: 'AnnouncementEffective';
  readonly data: {
    readonly decisionVersion: number;
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly effectiveOn: string;
    /** Id of the row of the rule table by which the date came about. */
    readonly rule: string;
  };
}

/** The notice is no longer provided for retrieval, and not announced: the office sends it by post (law 1). */
export interface ProvisionEnded {
  readonly type: 'ProvisionEnded';
  readonly data: {
    readonly noticeId: string;
    readonly endedAt: Instant;
    /** Nobody retrieved it in time, or the mail that tells of it could not be sent. */
    readonly because: 'not-retrieved' | 'not-notified';
  };
}

/** The office has sent the notice by post. */
export interface NoticePosted {
  readonly type: 'NoticePosted';
  readonly data: {
    readonly decisionVersion: number;
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly postedOn: string;
  };
}

/**
 * The notice of one decision on its way to being announced (law 1): provided in the mailbox, told of by mail, retrieved by the
 * person; or sent by post, from the start or once its provision has ended. Which of these fixes the day of announcement, the
 * rule table says.
 */
export interface Notice {
  /** Version of the DecisionIssued event. */
  readonly decisionVersion: number;
  readonly outcome: Outcome;
  readonly issuedAt: Instant;
  readonly delivery: 'mailbox' | 'post';
  readonly consentGivenAt?: Instant;
  readonly templates?: readonly UsedTemplate[];
  /** Version of the decision whose notice it replaces (law 8). */
  readonly replaces?: number;
  /** Version of the decision whose notice has replaced it. */
  readonly replacedBy?: number;
  /** From the provision on. */
  readonly noticeId?: string;
  /** The times of what the former version recorded are unknown. */
  readonly providedAt?: Instant;
  /** Version of the NoticeProvided event, of which the mail tells. */
  readonly providedVersion?: number;
  readonly notifiedAt?: Instant;
  readonly retrieved: boolean;
  readonly retrievedAt?: Instant;
  readonly provisionEnded?: Omit<ProvisionEnded['data'], 'noticeId'>;
  /**
   * Calendar date in Europe/Berlin.
   * @format date
   */
  readonly postedOn?: string;
  readonly announcement?: Omit<AnnouncementEffective['data'], 'decisionVersion'>;
}

/** What happens to a notice after it was issued. */
export type NoticeEvent =
  NoticeProvided | NoticeNotified | NoticeRetrieved | AnnouncementEffective | ProvisionEnded | NoticePosted;

/** The notices with that of one more decision, which may replace a former one. */
export function withNoticeOf(
  { outcome, decidedAt, delivery = 'mailbox', consentGivenAt, replaces, templates }: IssuedNotice,
  decisionVersion: number,
  former: readonly Notice[],
): readonly Notice[] {
  const notice: Notice = {
    decisionVersion,
    outcome,
    issuedAt: decidedAt,
    delivery,
    retrieved: false,
    ...(consentGivenAt !== undefined && { consentGivenAt }),
    ...(replaces !== undefined && { replaces }),
    ...(templates !== undefined && { templates }),
  };
  const marked = former.map((one) =>
    one.decisionVersion === replaces ? { ...one, replacedBy: decisionVersion } : one,
  );
  return [...marked, notice];
}

/** The notices after one more event of one of them. @param version of the event */
export function afterNoticeEvent(
  notices: readonly Notice[],
  event: NoticeEvent,
  version: number,
): readonly Notice[] {
  return notices.map((notice) => (isOf(notice, event) ? afterEvent(notice, event, version) : notice));
}

function isOf(notice: Notice, { data }: NoticeEvent): boolean {
  // Before it is provided, a notice is known by its decision alone.
  return 'decisionVersion' in data
    ? notice.decisionVersion === data.decisionVersion
    : notice.noticeId === data.noticeId;
}

function afterEvent(notice: Notice, event: NoticeEvent, version: number): Notice {
  switch (event.type) {
    case 'NoticeProvided': {
      const { noticeId, providedAt } = event.data;
      return {
        ...notice,
        noticeId,
        providedVersion: version,
        ...(providedAt !== undefined && { providedAt }),
      };
    }
    case 'NoticeNotified':
      return { ...notice, notifiedAt: event.data.notifiedAt };
    case 'NoticeRetrieved': {
      const { retrievedAt } = event.data;
      return { ...notice, retrieved: true, ...(retrievedAt !== undefined && { retrievedAt }) };
    }
    case 'AnnouncementEffective': {
      const { effectiveOn, rule } = event.data;
      return { ...notice, announcement: { effectiveOn, rule } };
    }
    case 'ProvisionEnded': {
      const { endedAt, because } = event.data;
      return { ...notice, provisionEnded: { endedAt, because } };
    }
    case 'NoticePosted':
      return { ...notice, postedOn: event.data.postedOn };
  }
}

/**
 * Whether the office has to send a notice by post: the person has not consented to the mailbox, or did not retrieve it there in
 * time, and it has neither been posted nor is it announced.
 */
export function hasToBePosted({ delivery, provisionEnded, postedOn, announcement }: Notice): boolean {
  return (
    (delivery === 'post' || provisionEnded !== undefined) &&
    postedOn === undefined &&
    announcement === undefined
  );
}

/**
 * Whether nothing is left to be done for a notice's announcement: its day is fixed, even where it lies ahead, or the person has
 * the notice. A day that is fixed is not moved by closing the case.
 */
export function isOnItsWay({ announcement, retrieved }: Notice): boolean {
  return announcement !== undefined || retrieved;
}

/** Whether a notice lies in the mailbox and is still to be retrieved there. */
export function isProvided({ noticeId, retrieved, provisionEnded, postedOn }: Notice): boolean {
  return noticeId !== undefined && !retrieved && provisionEnded === undefined && postedOn === undefined;
}

/** Whether it is not known yet what became of the mail that tells of a notice. What the former version provided is past asking. */
export function waitsForNotification(notice: Notice): boolean {
  const { providedAt, notifiedAt, provisionEnded, postedOn } = notice;
  return (
    providedAt !== undefined &&
    notifiedAt === undefined &&
    provisionEnded === undefined &&
    postedOn === undefined
  );
}

/** The last day on which a notice that the person was told of is provided; undefined where the area knows no end (law 1). */
export function retrievalPeriodOf(notice: Notice, area: LegalArea): DerivedDate | undefined {
  const { notifiedAt } = notice;
  if (!isProvided(notice) || notifiedAt === undefined) return undefined;
  return derivedFrom('retrieval-period', area, 'notification', dateInBerlin(notifiedAt));
}

/** The rule by which a notice that lies in the mailbox will be announced; undefined once its day is fixed, or nothing will be. */
export function announcementRuleOf(notice: Notice, area: LegalArea): Rule | undefined {
  if (!isProvided(notice) || notice.announcement !== undefined) return undefined;
  return ruleFor('announcement-own-mailbox', area, dateInBerlin(notice.providedAt ?? notice.issuedAt));
}

/** When that day is over, in UTC (ISO 8601). */
export function provisionEndOf(notice: Notice, area: LegalArea): Instant | undefined {
  const period = retrievalPeriodOf(notice, area);
  return period && endOfDayInBerlin(period.on);
}

/** What announces a notice: something that happened to it on a day. */
export interface Occasion {
  readonly purpose: Extract<Purpose, `announcement-${string}`>;
  readonly happened: Beginning;
  /** Calendar date in Europe/Berlin. */
  readonly on: string;
}

/**
 * The announcement that follows from an occasion, if the area's rule counts from it and no earlier day is fixed already.
 * @returns no event, or one
 */
export function announcementBy(
  { purpose, happened, on }: Occasion,
  { decisionVersion, announcement }: Notice,
  area: LegalArea,
): readonly AnnouncementEffective[] {
  const day = derivedFrom(purpose, area, happened, on);
  if (day === undefined || (announcement !== undefined && announcement.effectiveOn <= day.on)) return [];
  const data = { decisionVersion, effectiveOn: day.on, rule: day.rule };
  return [{ type: 'AnnouncementEffective', data }];
}

function derivedFrom(purpose: Purpose, area: LegalArea, happened: Beginning, on: string) {
  const rule = ruleFor(purpose, area, on);
  return rule?.from === happened ? dateBy(rule, on) : undefined;
}
