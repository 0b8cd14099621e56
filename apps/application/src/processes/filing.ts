import type { Decider } from '#event-sourcing/decider';
import type { Instant } from '../domain/notice';
import {
  laterThan,
  revivableMs,
  type FeePolicy,
  type OrderEnd,
  type PaymentState,
  type RefundReason,
} from '../domain/order';

/**
 * From the order to the filing: what becomes of money and application together, one stream per order (its id is the order's).
 * The application says whether the order stands, is filed or is dead; the payment service says whether money has come. Whatever
 * comes first, and however late: in the end what was paid for is filed, or its money is asked back (payment.md).
 *
 * Everything here is level-triggered: it is told how things stand, not what has just happened, so that a repetition, a crash or
 * another order of the news makes no difference. In the same way it tells the application (`tellOf`), which decides anew what of it
 * is news to it.
 *
 * Storage format: events are facts kept for decades, so a type or a field is never renamed; add a new one and upcast.
 */

/** Whose order it is; of every event, so that each can be told by itself. */
interface Matter {
  readonly applicationId: string;
  readonly applicantId: string;
  readonly office: string;
  readonly amountCents: number;
}

/** The application has an order that is followed from now on. */
export interface FilingBegan {
  readonly type: 'FilingBegan';
  readonly data: Matter & {
    readonly policy: FeePolicy;
    readonly begunAt: Instant;
    readonly payBy?: Instant;
  };
}
/** The payment service says something new about the payment. */
export interface PaymentFollowed {
  readonly type: 'PaymentFollowed';
  readonly data: Matter & {
    readonly payment: PaymentState;
    /** Since when what is owed is paid, by the provider's clock (law 11); absent while it is not. */
    readonly paidAt?: Instant;
    /** Not in money yet, but by a mandate to collect it. */
    readonly byMandate?: true;
    /** Version of the payment's stream that says so. */
    readonly paymentVersion: number;
    readonly followedAt: Instant;
  };
}
/** Nobody has paid for a while: the applicant is to be reminded. */
export interface FilingReminded {
  readonly type: 'FilingReminded';
  readonly data: Matter & { readonly remindedAt: Instant };
}
/** The application is filed. */
export interface FilingReached {
  readonly type: 'FilingReached';
  readonly data: Matter & { readonly reachedAt: Instant };
}
/** The order is dead: nobody shall pay it any more. */
export interface FilingEnded {
  readonly type: 'FilingEnded';
  readonly data: Matter & { readonly reason: OrderEnd; readonly endedAt: Instant };
}
/** What had expired was paid, in time to stand again. */
export interface FilingRevived {
  readonly type: 'FilingRevived';
  readonly data: Matter & { readonly revivedAt: Instant };
}
/** Money came that nothing is filed for. */
export interface RefundAsked {
  readonly type: 'RefundAsked';
  readonly data: Matter & { readonly reason: RefundReason; readonly askedAt: Instant };
}

export type FilingEvent =
  FilingBegan | PaymentFollowed | FilingReminded | FilingReached | FilingEnded | FilingRevived | RefundAsked;

/** What every filing has from its first event on. */
interface Followed extends Matter {
  readonly policy: FeePolicy;
  readonly begunAt: Instant;
  readonly payBy?: Instant;
  readonly payment: PaymentState;
  readonly paymentVersion: number;
  readonly paidAt?: Instant;
  readonly byMandate?: true;
  readonly reminded?: true;
  /** Since when the application has something to hear; another time for each news. */
  readonly newsAt?: Instant;
}

/** Every status of a filing; `none` is an order that nobody follows yet. */
export const filingStatuses = ['none', 'awaiting', 'paid', 'filed', 'ended', 'revived', 'refunding'] as const;
export type FilingStatus = (typeof filingStatuses)[number];

/**
 * `awaiting`: nobody has paid what has to be paid before filing; `paid`: money has come and the application has not heard of it yet;
 * `filed`: it is filed, paid or not; `ended`: the order is dead and nobody has paid it; `revived`: it had expired and is paid;
 * `refunding`: money came for a dead order.
 */
export type Filing =
  | { readonly status: 'none' }
  | ({ readonly status: 'awaiting' | 'filed' } & Followed)
  | ({ readonly status: 'paid' | 'revived'; readonly paidAt: Instant } & Followed)
  | ({ readonly status: 'ended'; readonly reason: OrderEnd; readonly endedAt: Instant } & Followed)
  | ({ readonly status: 'refunding'; readonly reason: RefundReason } & Followed);

/** How an order stands for its application. */
export interface FollowedOrder extends Matter {
  readonly policy: FeePolicy;
  readonly payBy?: Instant;
  readonly standing: 'awaiting' | 'filed' | OrderEnd;
}

/** How a payment stands. */
export interface PaymentNews {
  readonly payment: PaymentState;
  /** Where this says that what is owed was paid: when, by the provider's clock. */
  readonly paidAt?: Instant;
  /** It is a mandate to collect it, and no money yet. */
  readonly byMandate?: true;
  readonly paymentVersion: number;
}

/** What is told to a filing: how the order stands, with or without news of its payment; or that time has passed. */
export type FilingCommand =
  | {
      readonly type: 'follow';
      readonly order: FollowedOrder;
      readonly news?: PaymentNews;
      readonly at: Instant;
    }
  | { readonly type: 'look'; readonly at: Instant };

/** Days after which who owes a fee without an end is reminded once. */
const reminderDays = 14;

/** When who has not paid is to be reminded; undefined where nobody is (any more). */
export function remindAt(filing: Filing): Instant | undefined {
  if (filing.status !== 'awaiting' && filing.status !== 'filed') return undefined;
  if (filing.paidAt !== undefined || filing.reminded) return undefined;
  const begun = Date.parse(filing.begunAt);
  const end =
    filing.payBy === undefined ? begun + 2 * reminderDays * 24 * 3_600_000 : Date.parse(filing.payBy);
  return inMicroseconds(begun + (end - begun) / 2);
}

/** When an order that nobody has paid dies; undefined where it does not. */
export function expiresAt(filing: Filing): Instant | undefined {
  return filing.status === 'awaiting' ? filing.payBy : undefined;
}

/** Since when the application has to hear something; undefined while it has not. */
export function newsAt(filing: Filing): Instant | undefined {
  return filing.status === 'none' ? undefined : filing.newsAt;
}

/** What the application is told. */
export interface Tell {
  readonly payment: PaymentState;
  /** It may be filed as of then. */
  readonly paidAt?: Instant;
  /** Nobody has paid in time. */
  readonly expired?: true;
  readonly remind?: true;
  readonly refund?: RefundReason;
}

/** How things stand, for the application. */
export function tellOf(filing: Filing): Tell | undefined {
  if (filing.status === 'none') return undefined;
  const { payment, paidAt, reminded } = filing;
  switch (filing.status) {
    case 'awaiting':
    case 'paid':
    case 'filed':
    case 'revived':
      return {
        payment,
        ...(paidAt !== undefined && { paidAt }),
        ...(reminded && paidAt === undefined && { remind: true }),
      };
    case 'ended':
      return { payment, ...(filing.reason === 'expired' && { expired: true }) };
    case 'refunding':
      return { payment, refund: filing.reason, ...(filing.reason === 'too-late' && { expired: true }) };
  }
}

/** The filing process of one order. */
export const filingDecider: Decider<Filing, FilingCommand, FilingEvent> = {
  initialState: { status: 'none' },
  decide(command, filing) {
    switch (command.type) {
      case 'follow':
        return follow(command, filing);
      case 'look':
        return look(command.at, filing);
    }
  },
  evolve,
};

/** Each step sees what the one before has led to. */
function follow(
  { order, news, at }: Extract<FilingCommand, { type: 'follow' }>,
  before: Filing,
): readonly FilingEvent[] {
  const events: FilingEvent[] = [];
  let filing = before;
  for (const step of [began, paymentFollowed, standingFollowed, moneyWithoutFiling]) {
    for (const event of step(filing, { order, news, at })) {
      events.push(event);
      filing = evolve(filing, event);
    }
  }
  return events;
}

type Step = (
  filing: Filing,
  told: { readonly order: FollowedOrder; readonly news: PaymentNews | undefined; readonly at: Instant },
) => readonly FilingEvent[];

const began: Step = (filing, { order, at: begunAt }) => {
  if (filing.status !== 'none') return [];
  const { policy, payBy } = order;
  const data = { ...matterOf(order), policy, begunAt, ...(payBy !== undefined && { payBy }) };
  return [{ type: 'FilingBegan', data }];
};

const paymentFollowed: Step = (filing, { order, news, at: followedAt }) => {
  if (filing.status === 'none' || news === undefined || news.paymentVersion <= filing.paymentVersion)
    return [];
  const { paymentVersion } = news;
  // An attempt that has begun is no news of the order, but that the one before has not failed for good.
  const payment = news.payment === 'under-way' ? 'open' : news.payment;
  // A mandate dies with its order; money does not.
  const isVoid = news.byMandate === true && filing.status === 'ended';
  // What is paid twice was paid the first time.
  const paidAt = filing.paidAt ?? (isVoid ? undefined : news.paidAt);
  const isMoney = news.paidAt !== undefined && news.byMandate !== true;
  const byMandate = !isMoney && paidAt !== undefined && (filing.paidAt === undefined || filing.byMandate);
  if (payment === filing.payment && paidAt === filing.paidAt && !(filing.byMandate && isMoney)) return [];
  const paid = paidAt !== undefined && { paidAt, ...(byMandate && { byMandate }) };
  const data = { payment, ...paid, paymentVersion, followedAt };
  return [{ type: 'PaymentFollowed', data: { ...matterOf(order), ...data } }];
};

const standingFollowed: Step = (filing, { order, at }) => {
  const { standing } = order;
  if (filing.status === 'none' || filing.status === 'refunding' || standing === 'awaiting') return [];
  if (standing === 'filed') {
    const isKnown = filing.status === 'filed';
    return isKnown ? [] : [{ type: 'FilingReached', data: { ...matterOf(order), reachedAt: at } }];
  }
  const isKnown = filing.status === 'ended' && filing.reason === standing;
  // That it had expired is how the application stood before it was revived.
  if (isKnown || (filing.status === 'revived' && standing === 'expired')) return [];
  return [{ type: 'FilingEnded', data: { ...matterOf(order), reason: standing, endedAt: at } }];
};

const moneyWithoutFiling: Step = (filing, { order, news, at }) => {
  if (filing.status !== 'ended' && filing.status !== 'refunding') return [];
  // A mandate that is not collected leaves nothing to be given back.
  if (filing.paidAt === undefined || filing.byMandate) return [];
  const matter = matterOf(order);
  const { reason } = filing;
  if (filing.status === 'refunding') {
    // Somebody has paid once more, after what had come before was asked back.
    const isMoney = news?.paidAt !== undefined && news.byMandate !== true;
    const isMore = isMoney && news.paymentVersion === filing.paymentVersion;
    return isMore ? [{ type: 'RefundAsked', data: { ...matter, reason: filing.reason, askedAt: at } }] : [];
  }
  if (reason !== 'expired') return [{ type: 'RefundAsked', data: { ...matter, reason, askedAt: at } }];
  const isInTime = Date.parse(at) <= Date.parse(filing.endedAt) + revivableMs;
  return isInTime
    ? [{ type: 'FilingRevived', data: { ...matter, revivedAt: at } }]
    : [{ type: 'RefundAsked', data: { ...matter, reason: 'too-late', askedAt: at } }];
};

function look(at: Instant, filing: Filing): readonly FilingEvent[] {
  if (filing.status === 'none') return [];
  const isDue = (due: Instant | undefined) => due !== undefined && Date.parse(due) <= Date.parse(at);
  if (isDue(expiresAt(filing)))
    return [{ type: 'FilingEnded', data: { ...matterOf(filing), reason: 'expired', endedAt: at } }];
  if (isDue(remindAt(filing)))
    return [{ type: 'FilingReminded', data: { ...matterOf(filing), remindedAt: at } }];
  return [];
}

function evolve(filing: Filing, event: FilingEvent): Filing {
  if (event.type === 'FilingBegan')
    return { status: 'awaiting', payment: 'open', paymentVersion: 0, ...event.data };
  if (filing.status === 'none') throw new Error(`${event.type} of an order that nobody follows`);
  const before = { ...followedOf(filing), ...matterOf(event.data) };
  switch (event.type) {
    case 'PaymentFollowed': {
      const { payment, paymentVersion, paidAt, byMandate, followedAt } = event.data;
      const { byMandate: _, ...known } = filing;
      const { byMandate: __, ...told } = withNews(before, followedAt);
      const after = { ...known, ...told, payment, paymentVersion, ...(byMandate && { byMandate }) };
      if (paidAt === undefined) return after;
      // A dead order stays so until it is decided what becomes of the money.
      return filing.status === 'awaiting' ? { ...after, status: 'paid', paidAt } : { ...after, paidAt };
    }
    case 'FilingReminded':
      return { ...filing, ...withNews(before, event.data.remindedAt), reminded: true };
    case 'FilingReached':
      return { ...before, status: 'filed' };
    case 'FilingEnded': {
      const { reason, endedAt } = event.data;
      return { ...withNews(before, endedAt), status: 'ended', reason, endedAt };
    }
    case 'FilingRevived': {
      const { paidAt } = before;
      if (paidAt === undefined) throw new Error('nothing is revived without money');
      return { ...withNews(before, event.data.revivedAt), status: 'revived', paidAt };
    }
    case 'RefundAsked': {
      const { reason, askedAt } = event.data;
      return { ...withNews(before, askedAt), status: 'refunding', reason };
    }
  }
}

/** With the time of a news: what is due because of it is written anew (`DueKind.at`). */
function withNews(before: Followed, at: Instant): Followed {
  return { ...before, newsAt: laterThan(before.newsAt, at) };
}

function followedOf(filing: Exclude<Filing, { status: 'none' }>): Followed {
  const { status: _, ...rest } = filing;
  if ('reason' in rest) {
    const { reason: __, ...followed } = rest;
    if (!('endedAt' in followed)) return followed;
    const { endedAt: ___, ...others } = followed;
    return others;
  }
  return rest;
}

function matterOf({ applicationId, applicantId, office, amountCents }: Matter): Matter {
  return { applicationId, applicantId, office, amountCents };
}

function inMicroseconds(ms: number): Instant {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
