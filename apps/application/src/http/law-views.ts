import type { Localised, LocalText } from '#http';
import { isFiled, type BegunApplication } from '../domain/application';
import { dayInWords } from '../domain/berlin';
import {
  isPaused,
  isSuspended,
  legalAreaOf,
  statutoryPeriodOf,
  targetDateOf,
  wasSuspended,
  type Clock,
  type StatutoryPeriod,
  type TargetDate,
} from '../domain/clock';
import type { CalendarDate } from '../domain/law/calendar';
import { beginningOf, reasonOf, type Beginning, type DerivedDate } from '../domain/law/rules';
import { announcementRuleOf, retrievalPeriodOf, type Notice } from '../domain/notice';

/** The clock of a case as it is shown, in both languages. */
interface CaseClock extends Pick<Clock, 'startedAt' | 'ended' | 'endedAt' | 'pauses'> {
  readonly running: boolean;
  readonly extendedUntil?: CalendarDate;
  readonly target?: TargetDate & Reasoned;
  readonly statutoryPeriod?: StatutoryPeriod & Reasoned;
}

/** A notice of a case as it is shown, in both languages. */
interface CaseNotice extends Omit<Notice, 'announcement'> {
  /** The last day on which it can be retrieved. */
  readonly providedUntil?: DerivedDate & Reasoned;
  /** While it is provided and its day is not fixed: by which rule it will be announced, so that nobody opens it unawares. */
  readonly willBeAnnounced?: { readonly rule: string; readonly from: Beginning } & Reasoned;
  /** On which day it is announced, and what happened on the day from which that counts. */
  readonly announcement?: NonNullable<Notice['announcement']> & { readonly from: Beginning } & Reasoned;
}

interface Reasoned {
  /** Why it is that day. */
  readonly reason: LocalText;
}

/** The clock of a case, in the reader's language. */
export type ClockView = Localised<CaseClock>;
/** The notice of a decision on its way to being announced, in the reader's language. */
export type CaseNoticeView = Localised<CaseNotice>;

/**
 * The clock of a case as everybody sees it: the target date and the statutory period apart, each with its reason (law 4).
 * Undefined before filing.
 */
export function clockView(application: BegunApplication): CaseClock | undefined {
  if (!isFiled(application)) return undefined;
  const { clock } = application;
  const { startedAt, ended, endedAt, pauses, extension } = clock;
  const target = targetDateOf(clock);
  const statutoryPeriod = statutoryPeriodOf(clock);
  return {
    ...(startedAt !== undefined && { startedAt }),
    running: !ended && !isPaused(clock) && !isSuspended(clock),
    ended,
    ...(endedAt !== undefined && { endedAt }),
    pauses,
    ...(extension !== undefined && { extendedUntil: extension.until }),
    ...(target !== undefined && { target: { ...target, reason: reasonOfTarget(clock, target) } }),
    ...(statutoryPeriod !== undefined && {
      statutoryPeriod: { ...statutoryPeriod, reason: reasonOfPeriod(statutoryPeriod) },
    }),
  };
}

/** The notices of a case, oldest first: how far each is on its way to being announced, and why on that day (law 1). */
export function noticesView(application: BegunApplication): readonly CaseNotice[] {
  if (!isFiled(application)) return [];
  const area = legalAreaOf(application.clock);
  return application.notices.map((notice) => {
    const { announcement, ...course } = notice;
    const providedUntil = retrievalPeriodOf(notice, area);
    const announcedBy = announcementRuleOf(notice, area);
    return {
      ...course,
      ...(providedUntil !== undefined && {
        providedUntil: { ...providedUntil, reason: reasonOf(providedUntil.rule) },
      }),
      ...(announcedBy !== undefined && {
        willBeAnnounced: { rule: announcedBy.id, from: announcedBy.from, reason: announcedBy.says },
      }),
      ...(announcement !== undefined && {
        announcement: {
          ...announcement,
          from: beginningOf(announcement.rule),
          reason: reasonOf(announcement.rule),
        },
      }),
    };
  });
}

function reasonOfTarget(
  clock: Clock,
  { rule, processingDays, pausedDays, pausedSince }: NonNullable<ReturnType<typeof targetDateOf>>,
): LocalText {
  const sentences: LocalText[] = [
    rule === undefined ? extendedInWords(clock.extension?.until ?? '') : reasonOf(rule),
    ...(processingDays === undefined ? [] : [workingDaysInWords(processingDays)]),
    ...(pausedDays === 0 ? [] : [pausedInWords(pausedDays, wasSuspended(clock))]),
    ...(pausedSince === undefined ? [] : [pausedSinceInWords(pausedSince, isPaused(clock))]),
  ];
  return { de: sentences.map(({ de }) => de).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}

function extendedInWords(until: CalendarDate): LocalText {
  const day = dayInWords(until);
  return {
    de: `Das Amt hat die Bearbeitungszeit bis zum ${day.de} verlängert.`,
    en: `The office has extended the processing time until ${day.en}.`,
  };
}

const workingDaysInWords = (days: number): LocalText => ({
  de: days === 1 ? 'Das ist ein Arbeitstag.' : `Das sind ${days} Arbeitstage.`,
  en: days === 1 ? 'That is one working day.' : `That is ${days} working days.`,
});

function pausedInWords(days: number, wasSuspendedOnce: boolean): LocalText {
  const [de, en] = days === 1 ? ['einen Tag', 'one day'] : [`${days} Tage`, `${days} days`];
  return wasSuspendedOnce
    ? { de: `Es hat ${de} geruht.`, en: `It rested ${en}.` }
    : {
        de: `Es wurde ${de} auf nachgeforderte Unterlagen oder Antworten gewartet.`,
        en: `It waited ${en} for documents or answers that were asked for.`,
      };
}

function pausedSinceInWords(since: CalendarDate, isAsked: boolean): LocalText {
  const day = dayInWords(since);
  if (!isAsked)
    return {
      de: `Es ruht seit dem ${day.de}; jeder Tag, bis es weiterläuft, kommt hinzu.`,
      en: `It has rested since ${day.en}; each day until it counts again comes on top.`,
    };
  return {
    de: `Seit dem ${day.de} ist etwas nachgefordert; jeder Tag bis zur Antwort kommt hinzu.`,
    en: `Something has been asked for since ${day.en}; each day until the answer comes on top.`,
  };
}

function reasonOfPeriod(period: NonNullable<ReturnType<typeof statutoryPeriodOf>>): LocalText {
  if ('waitsFor' in period) {
    return {
      de: 'Die gesetzliche Frist beginnt erst mit den vollständigen Unterlagen.',
      en: 'The statutory period begins only with the complete documents.',
    };
  }
  const { de, en } = reasonOf(period.rule);
  if (period.before === undefined) return { de, en };
  const day = dayInWords(period.before);
  return {
    de: `${de} Einmal verlängert, vorher bis zum ${day.de}.`,
    en: `${en} Extended once; before that it was ${day.en}.`,
  };
}
