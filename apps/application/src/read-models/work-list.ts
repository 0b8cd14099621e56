import type { InlineReadModel } from '#event-sourcing';
import { isFiled, standingDecision, type Application, type FiledApplication } from '../domain/application';
import type { Channel } from '../domain/channel';
import type { PaymentState } from '../domain/order';
import { hasToBePosted } from '../domain/notice';
import type { ProposalState } from '../domain/proposal';
import { holderOf } from '../domain/task';
import { datesOf, type CaseDates } from './case-dates';

/** The caseworkers' work list: one row per case that has legally arrived. Written only by the append. */
export const workList: InlineReadModel<Application> = {
  table: 'application.work_list',
  columns: {
    applicant_id: 'uuid',
    reference: 'text',
    service_key: 'text',
    configuration_version: 'text',
    office: 'text',
    status: 'text',
    outcome: 'text',
    assigned_to: 'uuid',
    due_on: 'date',
    payment: 'text',
    target_on: 'date',
    target_paused_since: 'date',
    statutory_until: 'date',
    task: 'text',
    task_assignees: 'uuid[]',
    resubmission_on: 'date',
    proposal: 'text',
    proposed_by: 'uuid',
    channel: 'text',
    filed_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  row(application, head) {
    if (!isFiled(application)) return undefined;
    return {
      applicant_id: application.applicantId,
      reference: application.reference,
      service_key: application.serviceKey,
      configuration_version: application.configurationVersion,
      office: application.office,
      status: application.status,
      outcome: standingDecision(application)?.outcome ?? null,
      assigned_to: application.assignedTo ?? null,
      due_on: application.status === 'action-required' ? (application.dueOn ?? null) : null,
      payment: application.order?.payment ?? null,
      ...datesOf(application),
      task: taskOf(application) ?? null,
      ...officeWorkOf(application),
      channel: application.channel ?? 'online',
      filed_at: application.filedAt,
      updated_at: head.recordedAt,
    };
  },
};

/** What the office has to do beyond deciding: send a notice by post that the mailbox cannot announce (law 1). */
export const tasks = ['post-notice'] as const;
export type Task = (typeof tasks)[number];

function taskOf(application: Application): Task | undefined {
  const notice = 'decision' in application ? application.notices.at(-1) : undefined;
  return notice !== undefined && hasToBePosted(notice) ? 'post-notice' : undefined;
}

/** Who has a task in it, when it comes up again, and what became of a proposal; of a case that is over nothing counts. */
function officeWorkOf(application: FiledApplication) {
  const { tasks: open = [], resubmission, proposal } = application;
  const isOver = (endedStatuses as readonly string[]).includes(application.status);
  const holders = new Set(open.flatMap((task) => holderOf(task, application) ?? []));
  return {
    task_assignees: isOver || holders.size === 0 ? null : [...holders],
    resubmission_on: isOver ? null : (resubmission?.on ?? null),
    proposal: proposal?.state ?? null,
    proposed_by: proposal?.proposedBy ?? null,
  };
}

/** One line of the work list. */
export interface WorkListCase extends CaseDates {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly status: Exclude<Application['status'], 'none'>;
  readonly outcome: 'granted' | 'partly' | 'rejected' | null;
  readonly assignedTo: string | null;
  readonly dueOn: string | null;
  /** How far the payment of its order is; null where nothing is owed. */
  readonly payment: PaymentState | null;
  readonly task: Task | null;
  /** By which way it came. */
  readonly channel: Channel;
  /** The reader has a task in it. */
  readonly hasTask: boolean;
  /** When it comes up again; a day that has come stays until somebody has looked. */
  readonly resubmissionOn: string | null;
  /** A decision that was proposed: whether it waits for a colleague, was sent back, or what it was made upon has changed. */
  readonly proposal: ProposalState | null;
  /** Person id of who proposed it. */
  readonly proposedBy: string | null;
  /** A date of it is past: the office's own, unless the citizen is asked for something, or the law's. */
  readonly overdue: boolean;
  /** The citizen has written something that nobody of the office has read. */
  readonly unread: boolean;
  readonly filedAt: string;
  readonly updatedAt: string;
}

/** The statuses of a case with which the office has nothing to do any more. */
export const endedStatuses = ['withdrawn', 'closed'] as const;
