import type { ProblemKind } from '#http';
import { isFiled, type BegunApplication } from '../domain/application';
import type { Notice } from '../domain/notice';
import { decided } from './command';

/** Where something can still happen to a notice: from its decision on, also when the case has moved on. */
export const afterDecision = [
  'in-processing',
  'action-required',
  ...decided,
  'notice-available',
  'withdrawn',
  'closed',
] as const;

/** The notice with this id, if the case has it. */
export function noticeOf(application: BegunApplication, noticeId: string): Notice | undefined {
  return isFiled(application)
    ? application.notices.find((notice) => notice.noticeId === noticeId)
    : undefined;
}

/** The notice of the decision that was made last. */
export function lastNotice(application: BegunApplication): Notice | undefined {
  return isFiled(application) ? application.notices.at(-1) : undefined;
}

/** Refusals that several commands of notices share. */
export const unknownNotice: ProblemKind = {
  status: 409,
  title: { de: 'Diesen Bescheid gibt es hier nicht.', en: 'There is no such notice here.' },
};
