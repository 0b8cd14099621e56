import { FreeText, Id } from '#http';
import { approveRefund, refundIn } from './approve-refund';
import { command } from './command';
import { sealedAs } from './facts';

export class RejectRefundInput {
  @Id({ description: 'Of the refund that waits for a second person.' })
  refundId!: string;

  @FreeText(500, {
    description: 'Why not; the citizen reads it.',
    example: 'Der Bescheid ist schon ausgestellt.',
  })
  reason!: string;
}

/** A second person does not agree; who asked for it may take it back by this as well. */
export const rejectRefund = command({
  name: 'reject-refund',
  summary: 'Rejects a refund that waits for a second person',
  roles: ['caseworker', 'head-of-office', 'treasury'],
  input: RejectRefundInput,
  prepare: async ({ input: { refundId, reason }, facts }) => ({
    refundId,
    note: await facts.seal({ text: reason }, sealedAs.note),
  }),
  isOffered: ({ refunds }) => refunds.some(({ status }) => status === 'requested'),

  decide(payment, { refundId, note }, refuse) {
    const refund = refundIn(payment, refundId, refuse);
    if (refund.status === 'rejected') return [];
    if (refund.status !== 'requested') throw refuse('refund-decided');
    return [{ type: 'RefundRejected', data: { refundId, note } }];
  },

  refusals: {
    'refund-unknown': approveRefund.refusals!['refund-unknown'],
    'refund-decided': approveRefund.refusals!['refund-decided'],
  },

  history: {
    RefundRejected: {
      says: { de: 'Erstattung abgelehnt', en: 'Refund rejected' },
      facts: ({ refundId }) => ({ refundId }),
    },
  },
});
