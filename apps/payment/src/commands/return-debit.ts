import { CalendarDate, Id, TextLike } from '#http';
import type { Instant, OpenedPayment, PaymentEvent } from '../domain/payment';
import { isOutstanding } from '../domain/refund';
import { command } from './command';

export class ReturnDebitInput {
  @Id() attemptId!: string;
  /** ISO 20022 reason, e.g. `AM04`. */
  @TextLike(/^[A-Z0-9]{4}$/) reasonCode!: string;
  @CalendarDate() returnedOn!: string;
}

/**
 * The bank gives a debit back, or could not collect it (pain.002, camt.053): a claim is open again, and nothing is un-filed. A refund that
 * waited for the eight weeks is done with that.
 */
export const returnDebit = command({
  name: 'return-debit',
  summary: 'Notes that the bank gave a debit back',
  roles: ['service'],
  input: ReturnDebitInput,
  ownRoute: true,
  prepare: ({ input: { attemptId, reasonCode, returnedOn } }) => ({ attemptId, reasonCode, returnedOn }),

  decide(payment, { attemptId, reasonCode, returnedOn, at }, refuse): readonly PaymentEvent[] {
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt?.mandate === undefined) throw refuse('no-such-debit');
    if (attempt.status === 'returned') return [];
    return [
      { type: 'PaymentReturned', data: { attemptId, reasonCode, returnedOn } },
      ...givenBackAlready(payment, attemptId, at),
    ];
  },

  refusals: {
    'no-such-debit': {
      status: 409,
      title: {
        de: 'Zu diesem Zahlvorgang gehört keine solche Lastschrift.',
        en: 'No such debit belongs to this payment.',
      },
    },
  },

  history: {
    PaymentReturned: {
      says: { de: 'Lastschrift zurückgegeben', en: 'Direct debit returned' },
      facts: ({ reasonCode, returnedOn }) => ({ reasonCode, returnedOn }),
    },
  },
});

/** The money of an attempt was taken back from the city: what was to be given back of it is done with that, and not paid twice. */
export function givenBackAlready(
  { refunds }: OpenedPayment,
  attemptId: string,
  refundedAt: Instant,
): readonly PaymentEvent[] {
  return refunds
    .filter((refund) => refund.attemptId === attemptId && isOutstanding(refund))
    .map(({ refundId }) => ({ type: 'RefundIssued', data: { refundId, way: 'return', refundedAt } }));
}
