import * as fc from 'fast-check';
import type { ApplicationCommand } from '../src/commands';
import type { GivingRole } from '../src/commands/command';
import { transitions } from '../src/commands/decider';
import {
  by,
  caseworkerId,
  colleagueId,
  consumed,
  decideWith,
  draft,
  handedIn,
  headId,
  issuing,
  followFiling,
  noticeId,
  order,
  orderId,
  paidAt,
  recordApplication,
  submit,
  takeBack,
} from './examples';
import { ordersOf } from '../src/domain/order';
import { isFiled, proposalOf, standingDecision, type Application } from '../src/domain/application';

/** What somebody may try: the type of a command and what varies in it. */
export interface Attempt {
  readonly type: ApplicationCommand['type'];
  readonly role: GivingRole;
  readonly variant: number;
}

const commandTypes = [...new Set(transitions.map(({ command }) => command))];
const roles = ['citizen', 'caseworker', 'head-of-office', 'service'] as const;
const usualRole = (type: Attempt['type']) =>
  transitions.find(({ command }) => command === type)?.roles[0] ?? 'citizen';

const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    type: fc.constantFrom(...commandTypes),
    role: fc.option(fc.constantFrom(...roles)),
    variant: fc.nat(3),
  })
  // Mostly the right role, or no sequence would get far.
  .map(({ type, role, variant }) => ({ type, role: role ?? usualRole(type), variant }));

/** A sequence that usually gets somewhere: the common way, with anything at all in between. */
const usualWay = [
  'draft',
  'submit',
  'assign',
  'start',
  'decide',
  'provide-notice',
  'notice-retrieved',
  'close',
  'reopen',
] as const;
export const attempts = fc
  .tuple(...usualWay.map((type) => fc.tuple(fc.constant(type), fc.array(attempt, { maxLength: 6 }))))
  .map((steps) =>
    steps.flatMap(([type, others]): Attempt[] => [{ type, role: usualRole(type), variant: 0 }, ...others]),
  );

/** @param notice id of a notice that would be provided now */
export function commandOf(
  { type, role, variant }: Attempt,
  state: Application,
  notice: string = noticeId,
): ApplicationCommand {
  const given = by(role);
  switch (type) {
    case 'draft':
      return { ...draft, ...given } as ApplicationCommand;
    case 'record-application':
      return { ...recordApplication, ...given, isIncomplete: variant === 0 } as ApplicationCommand;
    case 'save-form':
      return { type, ...given };
    case 'represent':
      return {
        ...{ type, relation: 'child', entitled: variant !== 0, person: `sealed ${variant}` },
        ...{ isUnderAge: false, isAdult: variant === 1, isOver: false },
        ...given,
      };
    case 'claim':
      return { type, stillGuest: variant === 1, ...given };
    case 'submit':
      // Every other one has to be paid first.
      return {
        ...submit,
        ...(variant % 2 === 1 && { order: { ...order, orderId: orderIdOf(state) } }),
        ...given,
      };
    case 'take-back':
      return { ...takeBack, ...given };
    case 'follow-filing': {
      const followed = { ...followFiling, orderId: ordersOfState(state).at(-1) ?? orderId, ...given };
      const later = { ...given, at: paidAt };
      return (
        (
          [
            { ...followed, ...later, payment: 'settled', paidAt },
            { ...followed, payment: 'open', expired: true },
            { ...followed, payment: 'failed', remind: true },
            { ...followed, payment: 'settled', refund: 'withdrawn' },
          ] as const
        )[variant] ?? followed
      );
    }
    case 'fix-fee':
      return {
        type,
        isFixedByOffice: variant !== 0,
        order: { ...order, policy: 'after-review', orderId: orderIdOf(state) },
        reason: 'sealed',
        ...given,
      };
    case 'withdraw':
      return { type, ...(state.status === 'draft' && consumed), ...given };
    case 'end-draft': {
      if (variant === 0) return { type, ends: true, ...consumed, ...given };
      return { type, announced: `2026-12-2${variant}T00:00:00.000000Z`, ...given };
    }
    case 'start':
    case 'close':
      return { type, ...given };
    case 'supply-documents':
      return { type, documents: 'sealed', binds: variant === 1 ? [handedIn] : [], ...given };
    case 'assign':
      return {
        type,
        assignee: [caseworkerId, headId, colleagueId, caseworkerId][variant] ?? caseworkerId,
        ...given,
      };
    case 'forward':
      return { type, office: `office-${variant % 2}`, ...given };
    case 'request-documents':
      return { type, request: 'sealed', incomplete: variant === 0, ...given };
    case 'decide':
      return decideWith((['granted', 'partly', 'rejected', 'granted'] as const)[variant] ?? 'granted', {
        ...given,
        ...(variant === 3 && { consentGivenAt: undefined, needsApproval: true }),
      });
    case 'approve':
      return { type, entry: proposalOf(state)?.entry ?? 1, ...issuing, ...given };
    case 'send-back':
      return { type, entry: proposalOf(state)?.entry ?? 1, reason: 'sealed', ...given };
    case 'extend':
      return { type, until: '2099-12-31', reason: 'sealed', ...given };
    case 'suspend':
      return { type, reason: 'sealed', ...given };
    case 'resume':
      return { type, ...given };
    case 'link':
    case 'unlink':
      return {
        type,
        to: noticeId,
        reason: 'sealed',
        ...(type === 'link' && { isItself: false }),
        ...given,
      } as ApplicationCommand;
    case 'note':
      return { type, note: 'sealed', ...given };
    case 'record-contact':
      return {
        ...{ type, channel: 'post', contactOn: '2026-11-20', contact: 'sealed' },
        ...{ answersRequest: variant % 2 === 0, binds: [], ...given },
      };
    case 'add-document':
      return { type, binds: [handedIn], final: variant === 1, ...given };
    case 'finalise-document':
      return { type, documentId: handedIn.id, ...given };
    case 'send-on-documents':
      return {
        ...{ type, documents: [handedIn.id], recipientKind: 'fire-service', transmission: 'sealed' },
        ...given,
      };
    case 'set-task':
      if (variant === 3)
        return {
          ...{ type, kind: 'external-advice', task: 'sealed', recipientKind: 'expert', dueOn: '2026-12-01' },
          ...{ transmission: 'sealed', documents: [], assignee: given.by.personId },
          ...given,
        };
      return {
        ...{ type, kind: variant % 2 === 0 ? 'task' : 'advice', task: 'sealed', ...given },
        assignee: variant < 2 ? caseworkerId : colleagueId,
      };
    case 'finish-task': {
      const [task] = (isFiled(state) ? state.tasks : undefined) ?? [];
      return { type, entry: task?.entry ?? 1, binds: [], ...(variant > 0 && { answer: 'sealed' }), ...given };
    }
    case 'set-resubmission':
      return { type, on: `2026-12-0${variant + 1}`, ...given };
    case 'lift-resubmission':
      return { type, ...given };
    case 'resubmit':
    case 'remind-of-advice':
      return { type, ...given, at: '2026-12-02T12:00:00.000000Z' };
    case 'correct':
      return { type, entry: variant, correction: 'sealed', ...given };
    case 'reopen':
    case 'release':
      return { type, reason: 'sealed', ...given };
    case 'provide-notice': {
      const decisionVersion = standingDecision(state)?.version ?? 1;
      return { type, noticeId: notice, decisionVersion, providedAt: given.at, ...given };
    }
    case 'note-notification':
      return {
        type,
        noticeId: knownNotice(state, notice),
        mail: variant === 0 ? 'failed' : { sentAt: given.at },
        ...given,
      };
    case 'notice-retrieved':
      return { type, noticeId: knownNotice(state, notice), retrievedAt: given.at, ...given };
    case 'end-provision':
      // Late enough for whatever was told by now.
      return { type, ...given, at: '2027-01-31T12:00:00.000000Z' };
    case 'make-papers':
      return { type, binds: [{ ...handedIn, kind: 'copy' }], ...given };
    case 'note-erasure':
      return { type, ...given };
    case 'withdraw-document':
      return { type, documentId: handedIn.id, finds: handedIn, ...given };
    case 'record-posting':
      return { type, postedOn: '2026-11-20', ...given };
  }
}

function ordersOfState(state: Application): readonly string[] {
  return state.status === 'none' ? [] : ordersOf(state).map(({ orderId: id }) => id);
}

/** An id that no order of the application has yet. */
function orderIdOf(state: Application): string {
  return `0197a3c2-0000-7000-8000-${String(ordersOfState(state).length).padStart(12, '0')}`;
}

function knownNotice(state: Application, otherwise: string): string {
  return (isFiled(state) ? state.notices.at(-1)?.noticeId : undefined) ?? otherwise;
}
