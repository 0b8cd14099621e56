/**
 * A decision that somebody of the office has proposed, and that takes effect only when a colleague approves it: where the service
 * demands four eyes. What is approved is what was proposed, word for word (the same ciphertext); nobody outside the office sees it.
 */
import type { Ciphertext } from './ciphertext';
import { isFiled, type BegunApplication, type FiledApplication, type FoldOf } from './matter';
import type { ProposedDecision } from './proposal';

export interface DecisionProposed {
  readonly type: 'DecisionProposed';
  readonly data: ProposedDecision;
}

/** A colleague does not approve, or who proposed it takes it back. */
export interface ProposalSentBack {
  readonly type: 'ProposalSentBack';
  readonly data: {
    /** Version of the entry by which it was proposed. */
    readonly entry: number;
    readonly reason: Ciphertext;
    /** By who proposed it. */
    readonly takenBack?: true;
  };
}

export type ProposalEvent = DecisionProposed | ProposalSentBack;

/** What each of them makes of a case; its status stays. */
export const proposing: FoldOf<ProposalEvent, FiledApplication> = {
  DecisionProposed: (before, { data }) => ({
    ...before,
    proposal: { entry: before.entries, state: 'waiting', ...data },
  }),
  ProposalSentBack: ({ proposal, ...before }, { data: { takenBack } }) =>
    proposal === undefined || takenBack
      ? before
      : { ...before, proposal: { ...proposal, state: 'sent-back' } },
};

/** What changes a case so that a proposal of before would decide something else than its author looked at. */
const changesSubstance: ReadonlySet<string> = new Set([
  ...['DocumentsRequested', 'DocumentsSupplied', 'DocumentWithdrawn', 'ContactRecorded'],
  ...['EntryCorrected', 'FeeFixed', 'CaseForwarded', 'ApplicationClaimed'],
]);

/** The case after an event, with what that makes of a proposal: nothing of it stays once the case is decided or withdrawn. */
export function withProposalAfter(type: string, after: BegunApplication): BegunApplication {
  if (!isFiled(after) || after.proposal === undefined) return after;
  const { proposal, ...rest } = after;
  if (after.status !== 'in-processing' && after.status !== 'action-required') return rest;
  if (proposal.state !== 'waiting' || !changesSubstance.has(type)) return after;
  return { ...after, proposal: { ...proposal, state: 'void' } };
}
