import { isDeepStrictEqual } from 'node:util';
import { Cents, Each, FreeText, WholeNumber } from '#http';
import { isPaid } from '../domain/order';
import { command, staff, underWay } from './command';
import { feeTooHigh, fixedOrder, tooMuch } from './fee';
import { shortText } from './lengths';

/** One line of what is owed. */
export class FeeItemInput {
  @FreeText(250, {
    description: 'What it is for; the applicant reads it.',
    example: 'Sondernutzung, 12 m², 3 Tage',
  })
  text!: string;

  @WholeNumber({ minimum: 1, maximum: 999 }, { description: 'Default: 1.', example: 3, optional: true })
  quantity?: number;

  @Cents(1, { description: 'Of one, in euro cents.', example: 4500 })
  unitCents!: number;
}

export class FixFeeInput {
  @Each(FeeItemInput, 99, { description: 'What is owed, line by line.' })
  items!: FeeItemInput[];

  @FreeText(shortText, {
    description: 'What the fee follows from; the applicant reads it.',
    example: 'Gebührensatzung vom 1.1.2026, Tarifstelle 4.2',
  })
  reason!: string;
}

/** Fixes what is owed for a case whose fee follows from its review. Fixed anew while it is unpaid, the order before dies. */
export const fixFee = command({
  name: 'fix-fee',
  summary:
    'Fixes the fee of a case whose fee follows from its review, with a reason that the applicant reads',
  roles: staff,
  transitions: [{ from: underWay, to: ['unchanged'] }],
  input: FixFeeInput,

  async prepare({ input: { items, reason }, application, facts, at }) {
    const service = await facts.serviceOf(application);
    const contents = await facts.contents();
    const lines = items.map(({ text, quantity = 1, unitCents }) => ({ text, quantity, unitCents }));
    return {
      // Of what an office has entered, whatever is owed was never asked for.
      isFixedByOffice:
        service.fee.payment === 'after-review' ||
        ('channel' in application && application.channel !== undefined),
      order: fixedOrder(service, lines, at),
      reason: contents.seal('reason', { text: reason }),
    };
  },

  isOffered: ({ feeFollowsReview, order }) =>
    feeFollowsReview === true && (order === undefined || !isPaid(order)),

  isSoAlready: ({ order: before }, { order }) =>
    before !== undefined &&
    order !== undefined &&
    order !== tooMuch &&
    isDeepStrictEqual(before.items, order.items),

  decide({ order: before }, { isFixedByOffice, order, reason }, refuse) {
    if (!isFixedByOffice || order === undefined) throw refuse('fee-not-open');
    if (before !== undefined && isPaid(before)) throw refuse('fee-paid');
    if (order === tooMuch) throw refuse('fee-too-high');
    return [{ type: 'FeeFixed', data: { order, reason } }];
  },

  refusals: {
    'fee-not-open': {
      status: 409,
      title: {
        de: 'Die Gebühr dieser Dienstleistung steht schon fest.',
        en: 'The fee of this service is fixed already.',
      },
      detail: {
        de: 'Nur wo sie erst nach der Prüfung feststeht, setzt das Amt sie fest.',
        en: 'Only where it follows from the review is it fixed by the office.',
      },
    },
    'fee-paid': {
      status: 409,
      title: { de: 'Die Gebühr ist schon bezahlt.', en: 'The fee is paid already.' },
      detail: {
        de: 'Was zu viel bezahlt ist, erstattet die Kasse.',
        en: 'What was paid too much is refunded by the treasury.',
      },
    },
    'fee-too-high': feeTooHigh,
  },

  history: {
    FeeFixed: {
      says: { de: 'Gebühr festgesetzt', en: 'Fee fixed' },
      facts: ({ order: { orderId, amountCents } }) => ({ orderId, amountCents }),
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});
