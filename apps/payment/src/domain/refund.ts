import type { Ciphertext, Instant } from './sealed';

/** Why money goes back; `request`: somebody of the office asked for it. */
export type RefundReason =
  'withdrawn' | 'taken-back' | 'replaced' | 'too-late' | 'twice' | 'differs' | 'request';

/** How money goes back; `return`: the bank had given the debit back already. */
export type RefundWay = 'provider' | 'transfer' | 'return';

/** Money that goes back to who paid it. */
export interface Refund {
  readonly refundId: string;
  /** Whose money it is. */
  readonly attemptId: string;
  readonly amountCents: number;
  readonly reason: RefundReason;
  readonly requestedBy: string;
  readonly status: 'requested' | 'approved' | 'rejected' | 'issued' | 'failed';
  readonly notBefore?: Instant;
  readonly way?: RefundWay;
  /** Id of the pain.001 file that it goes with. */
  readonly transferId?: string;
  /** The account that was named for it, by its person or by the treasury; sealed. */
  readonly account?: Ciphertext;
  /** When its person was asked for an account. */
  readonly accountAskedAt?: Instant;
  readonly accountReminded?: true;
}

/** Whether it takes its amount from what came in: it is asked for, or done. */
export function counts({ status }: Refund): boolean {
  return status !== 'rejected';
}

/** Whether somebody still has to do something about it. */
export function isOutstanding({ status }: Refund): boolean {
  return status === 'requested' || status === 'approved' || status === 'failed';
}

/** Whether nobody but the treasury gives it back, by a transfer (pain.001). */
export function isForTransfer({ status }: Refund): boolean {
  return status === 'failed';
}

/** So long after the first question the person is reminded, in ms. */
const remindAfterMs = 14 * 24 * 3_600_000;

/**
 * Whether the person may name an account for it: it goes by transfer, or will once the eight weeks of its debit are over, and has not
 * gone to the bank yet. A debit goes back where it came from unless they name another one.
 */
export function takesAccount(refund: Refund, isDebit: boolean): boolean {
  return isForTransfer(refund) || (isDebit && isOutstanding(refund));
}

/** Whether nothing says where it goes: its person has to name an account. */
export function needsAccount(refund: Refund, isDebit: boolean): boolean {
  return isForTransfer(refund) && !isDebit && refund.account === undefined;
}

/**
 * When the person is to be asked for an account, or reminded once: UTC, ISO 8601; undefined where there is nothing (more) to ask.
 * @param since when the question came up
 */
export function accountDueAt(refund: Refund, isDebit: boolean, since: Instant): Instant | undefined {
  if (!needsAccount(refund, isDebit) || refund.accountReminded === true) return undefined;
  if (refund.accountAskedAt === undefined) return since;
  return new Date(Date.parse(refund.accountAskedAt) + remindAfterMs).toISOString().replace('Z', '000Z');
}
