import type { Ciphertext } from './ciphertext';
import type { Instant, Outcome, UsedTemplate } from './notice';

/** `void`: what it was made upon has changed since. */
export const proposalStates = ['waiting', 'sent-back', 'void'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A decision as somebody of the office has proposed it; a colleague approves it word for word, or not at all. */
export interface ProposedDecision {
  readonly outcome: Outcome;
  /** Text of the notice with its information on legal remedies (law 8), as it would be issued. */
  readonly notice: Ciphertext;
  readonly informsOnRemedies: boolean;
  /** With whose help it was written; absent for none. */
  readonly templates?: readonly UsedTemplate[];
  /**
   * Person id.
   * @format uuid
   */
  readonly proposedBy: string;
  readonly proposedAt: Instant;
}

/** What became of a proposal, until the case is decided. */
export interface Proposal extends ProposedDecision {
  /** Version of the entry by which it was proposed: its name within the case. */
  readonly entry: number;
  readonly state: ProposalState;
}
