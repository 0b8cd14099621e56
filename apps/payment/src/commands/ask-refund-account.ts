import { NoInput } from '#commands';
import { accountDueAt } from '../domain/refund';
import { isDebit } from '../domain/attempt';
import type { PaymentEvent } from '../domain/payment';
import { command } from './command';

/** Money goes back by a transfer and nothing says where to: its person is asked for an account, and reminded once. */
export const askRefundAccount = command({
  name: 'ask-refund-account',
  summary: 'Asks for the account that a refund is transferred to, and reminds once',
  roles: ['service'],
  input: NoInput,
  ownRoute: true,
  prepare: () => ({}),

  decide(payment, { at }): readonly PaymentEvent[] {
    return payment.refunds.flatMap((refund): readonly PaymentEvent[] => {
      const { refundId, accountAskedAt } = refund;
      const dueAt = accountDueAt(refund, isDebit(payment, refund), at);
      if (dueAt === undefined || dueAt > at) return [];
      return accountAskedAt === undefined
        ? [{ type: 'RefundAccountAsked', data: { refundId, askedAt: at } }]
        : [{ type: 'RefundAccountReminded', data: { refundId } }];
    });
  },

  history: {
    RefundAccountAsked: {
      says: { de: 'Nach einem Konto für die Erstattung gefragt', en: 'Asked for an account for the refund' },
      facts: ({ refundId }) => ({ refundId }),
    },
    RefundAccountReminded: {
      says: {
        de: 'An das Konto für die Erstattung erinnert',
        en: 'Reminded of the account for the refund',
      },
      facts: ({ refundId }) => ({ refundId }),
    },
  },
});
