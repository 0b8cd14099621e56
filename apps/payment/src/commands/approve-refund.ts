import { Id } from '#http';
import { waitsFor } from '../domain/eight-weeks';
import type { OpenedPayment } from '../domain/payment';
import type { Refund } from '../domain/refund';
import { command, type Refuse } from './command';

export class ApproveRefundInput {
  @Id({ description: 'Of the refund that waits for a second person.' })
  refundId!: string;
}

/** A second person agrees that money goes back (four eyes). */
export const approveRefund = command({
  name: 'approve-refund',
  summary: 'Approves a refund that somebody else has requested',
  roles: ['head-of-office', 'treasury'],
  input: ApproveRefundInput,
  prepare: ({ input: { refundId } }) => ({ refundId }),
  isOffered: ({ refunds }) => refunds.some(({ status }) => status === 'requested'),

  decide(payment, { refundId, by, at }, refuse) {
    const refund = refundIn(payment, refundId, refuse);
    if (refund.status === 'approved') return [];
    if (refund.status !== 'requested') throw refuse('refund-decided');
    if (refund.requestedBy === by.personId) throw refuse('own-refund');
    const attempt = payment.attempts.find(({ attemptId }) => attemptId === refund.attemptId);
    const waits = attempt === undefined ? {} : waitsFor(attempt, at);
    return [{ type: 'RefundApproved', data: { refundId, approvedBy: by.personId, ...waits } }];
  },

  refusals: {
    'refund-unknown': {
      status: 409,
      title: { de: 'Diese Erstattung gibt es nicht.', en: 'There is no such refund.' },
    },
    'refund-decided': {
      status: 409,
      title: { de: 'Über diese Erstattung ist schon entschieden.', en: 'This refund is decided already.' },
    },
    'own-refund': {
      status: 409,
      title: {
        de: 'Wer eine Erstattung anfordert, gibt sie nicht selbst frei.',
        en: 'Nobody approves a refund of their own.',
      },
      detail: {
        de: 'Bitte lassen Sie sie von jemand anderem freigeben.',
        en: 'Please have somebody else approve it.',
      },
    },
  },

  history: {},
});

/** A refund of the payment. @throws Refusal */
export function refundIn(
  { refunds }: OpenedPayment,
  refundId: string,
  refuse: Refuse<'refund-unknown'>,
): Refund {
  const refund = refunds.find((one) => one.refundId === refundId);
  if (refund === undefined) throw refuse('refund-unknown');
  return refund;
}
