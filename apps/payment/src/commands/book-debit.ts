import { CalendarDate, Id, Cents } from '#http';
import type { PaymentEvent } from '../domain/payment';
import { command } from './command';
import { received } from './received';

export class BookDebitInput {
  @Id() attemptId!: string;
  @Cents(0) receivedCents!: number;
  /** The day of the bank's booking. */
  @CalendarDate() bookedOn!: string;
}

/** The bank has booked a debit (camt.053). As of when it counts is the mandate's time, which has passed. */
export const bookDebit = command({
  name: 'book-debit',
  summary: 'Books a debit that the bank statement shows',
  roles: ['service'],
  input: BookDebitInput,
  ownRoute: true,
  prepare: ({ input, facts }) => ({ ...input, newId: facts.newId() }),

  decide(payment, { attemptId, receivedCents, bookedOn, newId, at }, refuse): readonly PaymentEvent[] {
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt?.mandate === undefined) throw refuse('no-such-debit');
    if (attempt.status === 'settled' || attempt.status === 'returned') return [];
    const paidAt = `${bookedOn}T00:00:00.000000Z`;
    if (receivedCents !== attempt.amountCents) {
      const isKnown = payment.differences.some(
        (one) => one.attemptId === attemptId && one.statedCents === receivedCents,
      );
      const stated = { statedCents: receivedCents, statedAt: paidAt };
      return isKnown
        ? []
        : [{ type: 'PaymentDiffered', data: { attemptId, differenceId: newId, kind: 'amount', ...stated } }];
    }
    return received(payment, attempt, { receivedCents, paidAt }, newId, at);
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

  history: {},
});
