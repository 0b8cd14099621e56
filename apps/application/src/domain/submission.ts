/** From the declaration to its filing, or to its end: submitted and filed are two facts, and what lies between them is the fee (W16c). */
import type { Ciphertext } from './ciphertext';
import { endedClock, startedClock, type Terms } from './clock';
import {
  broken,
  filedMatterOf,
  isFiled,
  matterOf,
  undeclared,
  type EidProof,
  type FoldOf,
  type LevelOfAssurance,
} from './matter';
import type { Instant } from './notice';
import type { ContactChannel } from './channel';
import {
  isPaid,
  withOrder,
  withOrderEnded,
  withOrderFiled,
  withOrderRevived,
  withOrderTakenBack,
  type Order,
} from './order';

export interface ApplicationSubmitted {
  readonly type: 'ApplicationSubmitted';
  readonly data: {
    readonly submittedAt: Instant;
    /** The declaration that was reviewed before submitting (law 2). */
    readonly declarationHash: string;
    /** What was declared: the very ciphertext that was reviewed. Absent where a FormSaved holds it. */
    readonly form?: Ciphertext;
    readonly levelOfAssurance: LevelOfAssurance;
    /** By which way it came where that was not the portal: then an office has entered it (D6a, W4). */
    readonly channel?: ContactChannel;
    /** Who submitted it for the applicant, under a mandate (law 7). */
    readonly representativeId?: string;
    /** For this very declaration; only where the service asks for one. */
    readonly eidProof?: EidProof;
    /** The person's identity data as they stood when this was submitted (law 10). */
    readonly identity: Ciphertext;
    /** What is to be paid for it; absent where nothing is owed, or the office fixes the fee later. */
    readonly order?: Order;
    /** The office fixes what is owed, once it has reviewed it. */
    readonly feeFollowsReview?: true;
    /** Version of the draft's form that was declared: a draft that comes of it again counts on. Only with an order. */
    readonly formVersion?: number;
  };
}

/** What was submitted and is not paid is a draft again: the same content, to be changed and submitted anew with another order. */
export interface SubmissionTakenBack {
  readonly type: 'SubmissionTakenBack';
  readonly data: { readonly orderId: string; readonly takenBackAt: Instant };
}

/** Nobody paid in time what has to be paid before filing. */
export interface SubmissionExpired {
  readonly type: 'SubmissionExpired';
  readonly data: { readonly orderId: string; readonly expiredAt: Instant };
}

/** What had expired was paid all the same, in time to stand again; its filing follows. */
export interface SubmissionRevived {
  readonly type: 'SubmissionRevived';
  readonly data: { readonly orderId: string; readonly revivedAt: Instant };
}

/** The application has legally arrived; its clock runs, by what the service promised (law 4). */
export interface ApplicationFiled {
  readonly type: 'ApplicationFiled';
  readonly data: {
    /** When its last condition was met in the world (law 11), which is not when that was learned: submitted, or paid by the provider's clock. */
    readonly filedAt: Instant;
    /** Something was missing in what an office entered: the statutory period has not begun (law 4). */
    readonly incomplete?: true;
  } & Terms;
}

export interface ApplicationWithdrawn {
  readonly type: 'ApplicationWithdrawn';
  readonly data: {
    readonly reason?: Ciphertext;
    /** Absent in what the former version recorded. */
    readonly withdrawnAt?: Instant;
  };
}

/** What happens to a declaration until it is filed, and that it is withdrawn, whenever that is. */
export type SubmissionEvent =
  | ApplicationSubmitted
  | SubmissionTakenBack
  | SubmissionExpired
  | SubmissionRevived
  | ApplicationFiled
  | ApplicationWithdrawn;

/** What each of them makes of an application. */
export const submission: FoldOf<SubmissionEvent> = {
  ApplicationSubmitted: (before, event) => {
    const { identity, declarationHash, form, levelOfAssurance, eidProof, representativeId } = event.data;
    const { submittedAt, order, formVersion, feeFollowsReview, channel } = event.data;
    const proven = { levelOfAssurance, ...(eidProof !== undefined && { eidProof }) };
    const declared = {
      ...{ declarationHash, ...proven },
      ...(form !== undefined && { form }),
      ...(representativeId !== undefined && { representativeId }),
    };
    const matter = order === undefined ? matterOf(before) : withOrder(matterOf(before), order);
    const last = {
      ...{ identity, submittedAt },
      ...(formVersion !== undefined && { formVersion }),
      ...(channel !== undefined && { channel }),
      ...(feeFollowsReview && { feeFollowsReview }),
    };
    return { ...matter, ...declared, ...last, status: 'submitted' };
  },
  SubmissionTakenBack: (before, event) => {
    if (before.status !== 'submitted') throw broken(event, before);
    return {
      ...withOrderTakenBack(undeclared(matterOf(before)), event.data.takenBackAt),
      documents: [],
      status: 'draft',
    };
  },
  SubmissionExpired: (before, event) => {
    if (before.status !== 'submitted') throw broken(event, before);
    return { ...withOrderEnded(before, 'expired', event.data.expiredAt), status: 'expired' };
  },
  SubmissionRevived: (before, event) => {
    if (before.status !== 'expired' || !('identity' in before)) throw broken(event, before);
    return { ...withOrderRevived(before, event.data.revivedAt), status: 'submitted' };
  },
  ApplicationFiled: (before, event) => {
    if (before.status !== 'submitted') throw broken(event, before);
    const { filedAt, incomplete = false, ...terms } = event.data;
    const clock = startedClock(filedAt, terms, incomplete);
    const filed = withOrderFiled(before, filedAt);
    return { ...filed, status: 'filed', filedAt, started: false, clock, notices: [] };
  },
  ApplicationWithdrawn: (before, { data: { withdrawnAt } }) => {
    // Of before there were orders, where it is absent.
    const at = withdrawnAt ?? '';
    if (!isFiled(before))
      return { ...withOrderEnded(matterOf(before), 'withdrawn', at), status: 'withdrawn' };
    const clock = endedClock(before.clock, withdrawnAt);
    const isOwed = before.order !== undefined && !isPaid(before.order);
    const matter = filedMatterOf(isOwed ? withOrderEnded(before, 'withdrawn', at) : before);
    return { ...matter, status: 'withdrawn', clock };
  },
};
