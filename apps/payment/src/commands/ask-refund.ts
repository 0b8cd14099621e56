import { OneOf } from '#http';
import { waitsFor } from '../domain/eight-weeks';
import type { PaymentEvent } from '../domain/payment';
import type { RefundReason } from '../domain/refund';
import { heldCents } from '../domain/standing';
import { command } from './command';

const reasons = ['withdrawn', 'taken-back', 'replaced', 'too-late'] as const;

export class AskRefundInput {
  @OneOf(reasons)
  reason!: Extract<RefundReason, (typeof reasons)[number]>;
}

/** The application has no use for money that came in (law 11): all of it goes back. Nobody has to approve what is not the city's. */
export const askRefund = command({
  name: 'ask-refund',
  summary: 'Gives back what came in for an order that had died',
  roles: ['service'],
  input: AskRefundInput,
  ownRoute: true,
  prepare: ({ input: { reason }, payment, facts }) => ({
    reason,
    ids: payment.attempts.map(() => facts.newId()),
  }),

  decide(payment, { reason, ids, by, at }): readonly PaymentEvent[] {
    return payment.attempts.flatMap((attempt, index): readonly PaymentEvent[] => {
      const amountCents = heldCents(payment, attempt);
      const refundId = ids[index];
      if (amountCents <= 0 || refundId === undefined) return [];
      const { attemptId } = attempt;
      return [
        {
          type: 'RefundRequested',
          data: { refundId, attemptId, amountCents, reason, requestedBy: by.personId },
        },
        { type: 'RefundApproved', data: { refundId, ...waitsFor(attempt, at) } },
      ];
    });
  },

  history: {
    RefundRequested: {
      says: { de: 'Erstattung angefordert', en: 'Refund requested' },
      facts: ({ refundId, amountCents, reason }) => ({ refundId, amountCents, reason }),
    },
    RefundApproved: {
      says: { de: 'Erstattung freigegeben', en: 'Refund approved' },
      facts: ({ refundId, notBefore }) => ({ refundId, ...(notBefore !== undefined && { notBefore }) }),
    },
  },
});
