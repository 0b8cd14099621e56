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
  /** Whose account it goes to, where the payment itself does not say; sealed. */
  readonly account?: Ciphertext;
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
