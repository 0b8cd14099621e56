import type { Attempt } from '../domain/attempt';
import { waitsFor } from '../domain/eight-weeks';
import type { Instant, OpenedPayment, PaymentEvent } from '../domain/payment';
import { coveringAttempt, owedCents } from '../domain/standing';

/**
 * Money has come in by an attempt: it is booked, and what is not owed goes back at once. A mandate that it makes needless is not
 * collected. Of what was owed for an order that has died the application says what becomes of it: revived, or refunded (`ask-refund`).
 * @param refundId of the refund, should there be one
 * @param booker who has found by hand how much it is: above the city's limit a second person has to approve what goes back
 */
export function received(
  payment: OpenedPayment,
  attempt: Attempt,
  money: { readonly receivedCents: number; readonly paidAt: Instant; readonly transactionReference?: string },
  refundId: string,
  at: Instant,
  booker?: { readonly personId: string; readonly approvalAboveCents: number },
): readonly PaymentEvent[] {
  const { attemptId } = attempt;
  const settled: PaymentEvent = { type: 'PaymentSettled', data: { attemptId, ...money } };
  const covering = coveringAttempt(payment);
  const other = covering?.attemptId === attemptId ? undefined : covering;
  const isEnough = money.receivedCents >= owedCents(payment);
  // Money that is enough takes the place of a mandate that the bank has not been told of.
  const isSpared = other?.status === 'authorised' && other.collectionId === undefined && isEnough;
  const spared: readonly PaymentEvent[] = isSpared
    ? [{ type: 'PaymentCancelled', data: { attemptId: other.attemptId } }]
    : [];
  const owed = other === undefined || isSpared ? owedCents(payment) : 0;
  const surplus = money.receivedCents >= owed ? money.receivedCents - owed : money.receivedCents;
  if (surplus <= 0) return [settled, ...spared];
  const reason = owed <= 0 ? 'twice' : 'differs';
  const requestedBy = booker?.personId ?? 'service:payment';
  const requested: PaymentEvent = {
    type: 'RefundRequested',
    data: { attemptId, refundId, amountCents: surplus, reason, requestedBy },
  };
  if (booker !== undefined && surplus > booker.approvalAboveCents) return [settled, ...spared, requested];
  return [
    settled,
    ...spared,
    requested,
    { type: 'RefundApproved', data: { refundId, ...waitsFor(attempt, at) } },
  ];
}
