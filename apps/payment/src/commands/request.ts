import type { SignedOrder } from '#contracts';
import type { Payment, PaymentRequested } from '../domain/payment';
import type { CommandDefinition } from './command';
import { sealedAs } from './facts';

/** The order as the application service has signed it. */
export class RequestInput {
  readonly order!: SignedOrder;
}

/**
 * Opens the payment of an order. The order comes with the browser (W16b) and with the event, in either sequence, any number of times:
 * it is the same order, and one payment.
 */
export const request = {
  name: 'request',
  summary: 'Opens the payment of an order',
  roles: ['service'],
  input: RequestInput,
  ownRoute: true,

  async prepare({ input: { order }, facts }) {
    const { applicationId, applicantId, reference, serviceKey, office, configurationVersion } = order;
    const { policy, renderedAtOnce, amountCents, currency, fixedAt, payBy } = order;
    const bookings = order.items.map(({ accountingKey, totalCents, taxPercent, taxCents }) => ({
      ...{ accountingKey, totalCents, taxPercent, taxCents },
    }));
    const data: PaymentRequested['data'] = {
      ...{ applicationId, applicantId, reference, serviceKey, office, configurationVersion },
      ...{ policy, renderedAtOnce, amountCents, currency, bookings },
      items: await facts.seal(order.items, sealedAs.items),
      fixedAt,
      ...(payBy !== undefined && { payBy }),
    };
    return { data };
  },

  decide: (payment, { data }) => (payment.status === 'none' ? [{ type: 'PaymentRequested', data }] : []),

  history: {
    PaymentRequested: {
      says: { de: 'Gebühr festgesetzt', en: 'Fee fixed' },
      facts: ({ amountCents, policy, payBy }) => ({
        amountCents,
        policy,
        ...(payBy !== undefined && { payBy }),
      }),
    },
  },
} as const satisfies CommandDefinition<
  'request',
  RequestInput,
  { readonly data: PaymentRequested['data'] },
  Payment,
  never,
  { PaymentRequested: { says: { de: string; en: string }; facts(data: PaymentRequested['data']): object } }
>;
