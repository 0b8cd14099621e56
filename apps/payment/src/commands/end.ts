import { OneOf } from '#http';
import { orderEnds } from '#contracts';
import { isCollectable } from '../domain/attempt';
import type { OrderEnd } from '../domain/payment';
import { command } from './command';

export class EndInput {
  @OneOf(orderEnds)
  reason!: OrderEnd;
}

/**
 * The order has died: the application was withdrawn, changed, or nobody paid in time. A mandate that was not collected dies with it; what
 * is under way at a provider is looked at until it answers.
 */
export const end = command({
  name: 'end',
  summary: 'Ends an order that nobody shall pay any more',
  roles: ['service'],
  input: EndInput,
  ownRoute: true,
  prepare: ({ input: { reason } }) => ({ reason }),

  decide(payment, { reason }) {
    // What had expired may be withdrawn before anybody has heard of that: what holds last stands.
    if (payment.ended === reason) return [];
    const mandates = payment.attempts.filter(isCollectable);
    return [
      { type: 'PaymentClosed', data: { reason } },
      ...mandates.map(({ attemptId }) => ({ type: 'PaymentCancelled', data: { attemptId } }) as const),
    ];
  },

  history: {
    PaymentClosed: {
      says: { de: 'Nicht mehr zu bezahlen', en: 'Not to be paid any more' },
      facts: ({ reason }) => ({ reason }),
    },
  },
});
