import { paymentStates, refundReasons } from '#contracts';
import { Flag, Id, Moment, OneOf } from '#http';
import { isFiled, type ApplicationEvent, type Instant } from '../domain/application';
import { orderOf, type PaymentState, type RefundReason } from '../domain/order';
import { command, submitted } from './command';
import { paymentWords, refundWords } from './payment-words';
import { termsOf } from './terms';

/** How the filing process of one order stands (`processes/filing.ts`). */
export class FollowFilingInput {
  @Id()
  orderId!: string;

  @OneOf(paymentStates)
  payment!: PaymentState;

  @Moment({ description: 'It is paid, and may be filed as of then.', optional: true })
  paidAt?: string;

  @Flag({ description: 'Nobody has paid in time.', optional: true })
  expired?: true;

  @Flag({ description: 'The applicant is to be reminded.', optional: true })
  remind?: true;

  @OneOf(refundReasons, { description: 'What came for it goes back.', optional: true })
  refund?: RefundReason;
}

/**
 * Follows the filing process of an order: notes how its payment stands, files as of the payment (W16c, law 11), ends what nobody
 * has paid, and lets it stand again. What is news is decided here, so that being told the same again changes nothing.
 */
export const followFiling = command({
  name: 'follow-filing',
  summary: 'Notes how the payment stands, and files, ends or revives the application by it',
  roles: ['service'],
  transitions: [
    { from: ['submitted'], to: ['unchanged', 'filed', 'expired'] },
    { from: ['expired'], to: ['unchanged', 'filed'] },
    { from: ['draft', ...submitted.filter((status) => status !== 'submitted')], to: ['unchanged'] },
  ],
  input: FollowFilingInput,

  /** It follows from what the process says, and from nothing else. */
  isOffered: () => false,

  async prepare({ input, application, facts }) {
    const mayFile = application.status === 'submitted' || application.status === 'expired';
    return { ...input, terms: mayFile ? termsOf(await facts.serviceOf(application)) : {} };
  },

  decide(application, { orderId, payment, paidAt, expired, remind, refund, terms, at }) {
    const order = orderOf(application, orderId);
    if (order === undefined) return [];
    const events: ApplicationEvent[] = [];
    if (order.payment !== payment) {
      const paid = paidAt !== undefined && { paidAt };
      events.push({ type: 'PaymentNoted', data: { orderId, payment, ...paid, notedAt: at } });
    }
    const isCurrent = application.order?.orderId === orderId;
    const { status } = application;
    if (isCurrent && paidAt !== undefined && 'submittedAt' in application && !isFiled(application)) {
      if (status === 'expired') events.push({ type: 'SubmissionRevived', data: { orderId, revivedAt: at } });
      const filedAt = asOf(paidAt, application.submittedAt, at);
      events.push({ type: 'ApplicationFiled', data: { filedAt, ...terms } });
    } else if (isCurrent && expired && status === 'submitted') {
      events.push({ type: 'SubmissionExpired', data: { orderId, expiredAt: at } });
    } else if (isCurrent && remind && order.reminded !== true && order.end === undefined) {
      events.push({ type: 'PaymentReminded', data: { orderId, remindedAt: at } });
    }
    if (refund !== undefined && order.refund === undefined)
      events.push({ type: 'RefundNoted', data: { orderId, reason: refund, notedAt: at } });
    return events;
  },

  history: {
    PaymentNoted: {
      says: ({ payment }) => paymentWords[payment],
      facts: ({ orderId, payment, paidAt }) => ({
        ...{ orderId, payment },
        ...(paidAt !== undefined && { paidAt }),
      }),
    },
    PaymentReminded: {
      says: { de: 'An die offene Zahlung erinnert', en: 'Reminded of the payment due' },
      facts: ({ orderId }) => ({ orderId }),
    },
    SubmissionExpired: {
      says: {
        de: 'Abgelaufen, weil die Gebühr nicht rechtzeitig bezahlt wurde',
        en: 'Expired because the fee was not paid in time',
      },
      facts: ({ orderId }) => ({ orderId }),
    },
    SubmissionRevived: {
      says: {
        de: 'Die Zahlung ist doch noch eingegangen; der Antrag gilt wieder',
        en: 'The payment has arrived after all; the application stands again',
      },
      facts: ({ orderId }) => ({ orderId }),
    },
    RefundNoted: {
      says: ({ reason }) => refundWords[reason],
      facts: ({ orderId, reason }) => ({ orderId, reason }),
    },
  },
});

/** When the last condition was met in the world: paid, but not before it was submitted, nor later than it is now by our clock (law 11). */
function asOf(paidAt: Instant, submittedAt: Instant, now: Instant): Instant {
  const met = instant(paidAt) > submittedAt ? instant(paidAt) : submittedAt;
  return met < now ? met : now;
}

/** A provider's time with the six digits of ours, so that both compare as text. */
function instant(time: string): Instant {
  const [, second = '', fraction = ''] = /^(.{19})(?:\.(\d{1,6}))?Z$/.exec(time) ?? [];
  return second === ''
    ? new Date(time).toISOString().replace('Z', '000Z')
    : `${second}.${fraction.padEnd(6, '0')}Z`;
}
