import type { Instant } from './notice';

/**
 * What is owed for an application (Zahlungsauftrag): fixed once, never changed. Whatever changes (the application is taken back, the
 * office fixes another fee) has another order, and the one before dies. How far its payment is, the payment service knows; what of
 * that has come to pass for the application is noted here.
 */

/** When a fee is paid: before the application counts as filed (W16c), after that, or once the office has fixed it. */
export type FeePolicy = 'before-filing' | 'after-filing' | 'after-review';

/** How far the payment of an order is, in the words of the contracts. */
export type PaymentState =
  | 'open'
  | 'under-way'
  | 'failed'
  | 'cancelled'
  | 'authorised'
  | 'settled'
  | 'reconciled'
  | 'returned'
  | 'charged-back'
  | 'refunding'
  | 'refunded'
  | 'closed'
  | 'written-off';

/** Why an order died. `replaced`: the office has fixed another fee. */
export type OrderEnd = 'withdrawn' | 'taken-back' | 'expired' | 'replaced';

/** Why money that came for a dead order goes back. */
export type RefundReason = Exclude<OrderEnd, 'expired'> | 'too-late';

/** For so long after it expired a submission can be paid and stands again, in ms; what comes later goes back. */
export const revivableMs = 30 * 24 * 3_600_000;

/** A line of an order (R28c); amounts in integer euro cents. */
export interface OrderItem {
  readonly key: string;
  readonly text: { readonly de: string; readonly en: string };
  /** What the amount follows from, in words. */
  readonly reason?: { readonly de: string; readonly en: string };
  readonly quantity: number;
  readonly unitCents: number;
  /** quantity × unit; the tax is in it. */
  readonly totalCents: number;
  readonly taxPercent: number;
  readonly taxCents: number;
  /** Where the treasury books it. */
  readonly accountingKey: string;
}

/** An order as it is stored, once and for all. */
export interface Order {
  /** UUID v7; the payment and the filing process have the same id. */
  readonly orderId: string;
  /** Integer euro cents, more than 0: the sum of the items. */
  readonly amountCents: number;
  readonly currency: 'EUR';
  readonly policy: FeePolicy;
  readonly items: readonly OrderItem[];
  /** Of the service's configuration under which the amount was computed. */
  readonly configurationVersion: string;
  readonly fixedAt: Instant;
  /** Until when it can be paid; of `before-filing` alone, the others stay owed. */
  readonly payBy?: Instant;
}

/** An order with what has become of it, as far as the application knows. */
export interface OrderOnFile extends Order {
  readonly payment: PaymentState;
  /** Why it died, and when; absent while it stands. */
  readonly end?: OrderEnd;
  readonly endedAt?: Instant;
  /** The applicant was reminded of it. */
  readonly reminded?: true;
  /** What came for it all the same goes back. */
  readonly refund?: RefundReason;
}

/** What an application knows of its orders. */
export interface Ordered {
  /** The last one; absent where nothing is owed (yet), or the application was taken back to a draft. */
  readonly order?: OrderOnFile;
  /** Those before it, all of them dead, oldest first. */
  readonly formerOrders?: readonly OrderOnFile[];
  /** When one of them came to be or died last; another time for each such change. */
  readonly ordersChangedAt?: Instant;
  /** Versions of the entries that only note what the payment service knows. */
  readonly paymentEntries?: readonly number[];
}

/** Whether money has come for it, or is certain to (a valid mandate): what came back later does not undo that. */
export function isPaid({ payment }: Pick<OrderOnFile, 'payment'>): boolean {
  switch (payment) {
    case 'authorised':
    case 'settled':
    case 'reconciled':
    case 'returned':
    case 'charged-back':
    case 'refunding':
    case 'refunded':
      return true;
    case 'open':
    case 'under-way':
    case 'failed':
    case 'cancelled':
    case 'closed':
    case 'written-off':
      return false;
  }
}

/** The order of an id, whether it stands or not. */
export function orderOf({ order, formerOrders = [] }: Ordered, orderId: string): OrderOnFile | undefined {
  return [order, ...formerOrders].find((one) => one?.orderId === orderId);
}

/** Every order so far, oldest first. */
export function ordersOf({ order, formerOrders = [] }: Ordered): readonly OrderOnFile[] {
  return order === undefined ? formerOrders : [...formerOrders, order];
}

/** With a new order; one before it that still stood is replaced by it. */
export function withOrder<Of extends Ordered>(before: Of, order: Order): Of {
  const { order: last } = before;
  const replaced = last && [last.end === undefined ? ended(last, 'replaced', order.fixedAt) : last];
  return {
    ...before,
    order: { ...order, payment: 'open' },
    ...(replaced && { formerOrders: [...(before.formerOrders ?? []), ...replaced] }),
    ordersChangedAt: after(before, order.fixedAt),
  };
}

/** After the order that stands has died; nothing changes where none stands. */
export function withOrderEnded<Of extends Ordered>(before: Of, end: OrderEnd, at: Instant): Of {
  const { order } = before;
  if (order === undefined || order.end !== undefined) return before;
  return { ...before, order: ended(order, end, at), ordersChangedAt: after(before, at) };
}

/** The same where the application is a draft again: it owes nothing, and remembers the order. */
export function withOrderTakenBack<Of extends Ordered>(before: Of, at: Instant): Of {
  const { order, ...others } = withOrderEnded(before, 'taken-back', at);
  return {
    ...others,
    ...(order && { formerOrders: [...(before.formerOrders ?? []), order] }),
    // Without `order`, which every `Of` may be.
  } as unknown as Of;
}

/** An order that had expired stands again. */
export function withOrderRevived<Of extends Ordered>(before: Of, at: Instant): Of {
  if (before.order === undefined) return before;
  const { end: _, endedAt: __, ...order } = before.order;
  return { ...before, order, ordersChangedAt: after(before, at) };
}

/** With what is noted of one order; of an id that it does not know, unchanged. */
export function withNote<Of extends Ordered>(
  before: Of,
  orderId: string,
  note: Partial<Pick<OrderOnFile, 'payment' | 'reminded' | 'refund'>>,
): Of {
  const noted = (order: OrderOnFile) => (order.orderId === orderId ? { ...order, ...note } : order);
  return {
    ...before,
    ...(before.order && { order: noted(before.order) }),
    ...(before.formerOrders && { formerOrders: before.formerOrders.map(noted) }),
  };
}

/** When the standing of the orders changed, now that the application is filed: who follows them has to hear of it. */
export function withOrderFiled<Of extends Ordered>(before: Of, at: Instant): Of {
  return before.order === undefined ? before : { ...before, ordersChangedAt: after(before, at) };
}

function ended(order: OrderOnFile, end: OrderEnd, endedAt: Instant): OrderOnFile {
  return { ...order, end, endedAt };
}

/** The time of a change, but later than that of the one before it: what is due because of it is written anew (`DueKind.at`). */
function after({ ordersChangedAt: before }: Ordered, at: Instant): Instant {
  return laterThan(before, at);
}

/** `at`, or a microsecond after `before` where that is not later. */
export function laterThan(before: Instant | undefined, at: Instant): Instant {
  if (before === undefined || at > before) return at;
  const micros = Number(before.slice(20, -1).padEnd(6, '0')) + 1;
  if (micros < 1_000_000) return `${before.slice(0, 20)}${String(micros).padStart(6, '0')}Z`;
  return new Date(Date.parse(`${before.slice(0, 19)}Z`) + 1_000).toISOString().replace('Z', '000Z');
}
