import type { Refund, Status, Transaction } from './transactions';

/** How the protocol `signed-callback` calls where a transaction stands. */
export const chargeStatus: Readonly<Record<Status, string>> = {
  initial: 'pending',
  paid: 'succeeded',
  cancelled: 'cancelled',
  failed: 'failed',
  'charged-back': 'charged-back',
};

/** A transaction as the protocol `signed-callback` shows it; amounts are integer cents. @param page where it is paid */
export function chargeOf(transaction: Transaction, page: string) {
  const { id, reference, status, createdAt, paidAt, method, refunds } = transaction;
  const { amountCents, paidCents = amountCents, paidCurrency = 'EUR' } = transaction;
  const isPaid = status === 'paid' || status === 'charged-back';
  return {
    ...{ id, reference, status: chargeStatus[status] },
    amount: { value: isPaid ? paidCents : amountCents, currency: isPaid ? paidCurrency : 'EUR' },
    createdAt,
    ...(isPaid && { paidAt }),
    method,
    refunded: { value: refundedCents(refunds), currency: 'EUR' },
    ...(status === 'initial' && { redirectUrl: page }),
  };
}

/** What has been given back, without what has failed. @param among which refunds count */
export function refundedCents(
  refunds: readonly Refund[],
  among: readonly Refund['status'][] = ['succeeded'],
) {
  return refunds.filter(({ status }) => among.includes(status)).reduce((sum, { cents }) => sum + cents, 0);
}

/** A refund as the protocol shows it. */
export function refundOf({ id, cents, status, refundedAt }: Refund) {
  return { id, status, amount: { value: cents, currency: 'EUR' }, ...(refundedAt && { refundedAt }) };
}
