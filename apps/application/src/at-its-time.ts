import type { DueKind } from '#event-sourcing';
import type { CommandName } from './commands';
import { adviceOverdueAt } from './commands/remind-of-advice';
import { resubmissionAt } from './commands/resubmit';
import { contentGoneAt, isFiled, type Application, type FiledApplication } from './domain/application';
import { legalAreaOf } from './domain/clock';
import { provisionEndOf, waitsForNotification, type Notice } from './domain/notice';
import { papersDueAt } from './domain/paper';
import { draftEnd } from './read-models/drafts';

/** What has to happen to an application at a time, and the command that the service then gives by itself (`due.ts`). */
export interface AtItsTime extends DueKind<Application> {
  /** A command of role `service` without input; it decides anew whether there is anything (left) to do. */
  readonly gives: CommandName;
}

/** Ms for which what nobody waits for leaves the machine to whoever filed or decided, who looks at the case next. */
const restMs = 500;

/** A paper of the case is to be made: soon, but not by who files or decides, nor in an instance that leaves it to others. */
export const papersMissing = 'papers-missing';

/** Everything that happens to an application because time has passed: one line each. */
export const atItsTime: readonly AtItsTime[] = [
  // Before that, the statement that makes the draft says when the reminder is due (`read-models/drafts.ts`).
  {
    kind: draftEnd,
    at: (application) => endAnnounced(application),
    stands: ({ status }) => status === 'draft',
    gives: 'end-draft',
  },
  { kind: papersMissing, at: papersDueAt, restMs, gives: 'make-papers' },
  { kind: 'notice-notification', at: soonest(askForMailAt), gives: 'note-notification' },
  {
    kind: 'provision-end',
    at: soonest((notice, { clock }) => provisionEndOf(notice, legalAreaOf(clock))),
    gives: 'end-provision',
  },
  { kind: 'resubmission', at: resubmissionAt, gives: 'resubmit' },
  { kind: 'advice-overdue', at: adviceOverdueAt, gives: 'remind-of-advice' },
];

/** An application that came to nothing: nothing needs what was written into it any more, so its key goes (`due.ts`). */
export const contentGone: DueKind<Application> = {
  kind: 'content-gone',
  at: (application, head) => contentGoneAt(application, head.recordedAt),
};

/** An order of the application came to be, or died, or is filed: the filing process of it hears so at once (`due.ts`). */
export const ordersChanged: DueKind<Application> = {
  kind: 'orders-changed',
  at: (application) => (application.status === 'none' ? undefined : application.ordersChangedAt),
};

/** A case was filed: from then on it is found by the names of those whose matter it is (`case-names.ts`). */
export const findableByName: DueKind<Application> = {
  kind: 'findable-by-name',
  at: (application) => (isFiled(application) ? application.filedAt : undefined),
  restMs,
};

function endAnnounced(application: Application): string | undefined {
  return application.status === 'draft' ? application.endAnnounced : undefined;
}

/** Ms after which the mail that tells of a notice has usually been sent. */
const usualMailMs = 3_000;

function askForMailAt(notice: Notice): string | undefined {
  if (!waitsForNotification(notice) || notice.providedAt === undefined) return undefined;
  return new Date(Date.parse(notice.providedAt) + usualMailMs).toISOString();
}

/** When the first of an application's notices is due. */
function soonest(dueOf: (notice: Notice, application: FiledApplication) => string | undefined) {
  return (application: Application): string | undefined =>
    isFiled(application)
      ? application.notices
          .flatMap((notice) => dueOf(notice, application) ?? [])
          .sort()
          .at(0)
      : undefined;
}
