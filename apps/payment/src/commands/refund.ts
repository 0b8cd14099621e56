import { FreeText, Cents } from '#http';
import { waitsFor } from '../domain/eight-weeks';
import type { PaymentEvent } from '../domain/payment';
import { coveringAttempt, heldCents, owedCents } from '../domain/standing';
import { command } from './command';
import { sealedAs } from './facts';

export class RefundInput {
  @Cents(1, { description: 'Euro cents; default: all that came in.', example: 3070, optional: true })
  amountCents?: number;

  @FreeText(500, { description: 'Why; the citizen reads it.', example: 'Der Antrag war doppelt gestellt.' })
  reason!: string;
}

/** Somebody of the office gives money back. Above the city's limit, of all that is asked back of a payment, it waits for a second person. */
export const refund = command({
  name: 'refund',
  summary: 'Gives money back; above the city’s limit a second person has to approve it',
  roles: ['caseworker', 'head-of-office', 'treasury'],
  input: RefundInput,

  async prepare({ input: { amountCents, reason }, facts }) {
    return {
      refundId: facts.newId(),
      ...(amountCents !== undefined && { amountCents }),
      note: await facts.seal({ text: reason }, sealedAs.note),
      approvalAboveCents: facts.approvalAboveCents(),
    };
  },

  isOffered: (payment) => coveringAttempt(payment)?.status === 'settled',

  decide(payment, { refundId, amountCents: wished, note, approvalAboveCents, by, at }, refuse) {
    const attempt = coveringAttempt(payment);
    if (attempt?.status !== 'settled') throw refuse('nothing-to-refund');
    const most = heldCents(payment, attempt);
    const amountCents = wished ?? most;
    if (amountCents > most) throw refuse('refund-too-high', { mostCents: most });
    const { attemptId } = attempt;
    const requested: PaymentEvent = {
      type: 'RefundRequested',
      data: { refundId, attemptId, amountCents, reason: 'request', requestedBy: by.personId, note },
    };
    // What was asked back before counts: many small refunds are a large one.
    const askedBack = payment.amountCents - owedCents(payment);
    if (askedBack + amountCents > approvalAboveCents) return [requested];
    return [requested, { type: 'RefundApproved', data: { refundId, ...waitsFor(attempt, at) } }];
  },

  answers: ({ refundId }) => ({ refundId }),

  refusals: {
    'nothing-to-refund': {
      status: 409,
      title: { de: 'Hier ist nichts zu erstatten.', en: 'There is nothing to refund here.' },
      detail: {
        de: 'Es ist kein Geld eingegangen, oder es ist schon auf dem Weg zurück.',
        en: 'No money has come in, or it is on its way back already.',
      },
    },
    'refund-too-high': {
      status: 409,
      title: { de: 'So viel ist nicht eingegangen.', en: 'Not that much has come in.' },
      detail: {
        de: 'Zu erstatten sind höchstens {mostCents} Cent.',
        en: '{mostCents} cents can be refunded at most.',
      },
    },
  },

  history: {},
});
