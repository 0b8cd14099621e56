/** Where money and case meet: what is owed, and what the payment service says of it. Neither files nor un-files anything by itself. */
import type { Ciphertext } from './ciphertext';
import type { BegunApplication, FiledApplication, FoldOf } from './matter';
import type { Instant } from './notice';
import { withNote, withOrder, type Order, type PaymentState, type RefundReason } from './order';

/** The office has fixed what is owed (`after-review`). */
export interface FeeFixed {
  readonly type: 'FeeFixed';
  readonly data: { readonly order: Order; readonly reason: Ciphertext };
}

/** How far the payment of an order is, as the payment service says. Money and case are two facts; this is where they meet. */
export interface PaymentNoted {
  readonly type: 'PaymentNoted';
  readonly data: {
    readonly orderId: string;
    readonly payment: PaymentState;
    /** When it was paid, by the provider's clock (law 11). */
    readonly paidAt?: Instant;
    readonly notedAt: Instant;
  };
}

/** The applicant was reminded of a payment that nobody has made. */
export interface PaymentReminded {
  readonly type: 'PaymentReminded';
  readonly data: { readonly orderId: string; readonly remindedAt: Instant };
}

/** Money came for an order that was dead: it goes back. */
export interface RefundNoted {
  readonly type: 'RefundNoted';
  readonly data: { readonly orderId: string; readonly reason: RefundReason; readonly notedAt: Instant };
}

/** What is noted of an order, whether it stands or not. */
export type PayingEvent = PaymentNoted | PaymentReminded | RefundNoted;

/** What each of them makes of an application, in whatever status it is. */
export const paying: FoldOf<PayingEvent> = {
  PaymentNoted: (before, { data: { orderId, payment } }) => noted(before, orderId, { payment }),
  PaymentReminded: (before, { data: { orderId } }) => noted(before, orderId, { reminded: true }),
  RefundNoted: (before, { data: { orderId, reason } }) => noted(before, orderId, { refund: reason }),
};

/** The fee that the office fixes is of a filed case. */
export const fixingFee: FoldOf<FeeFixed, FiledApplication> = {
  FeeFixed: (before, { data: { order } }) => withOrder(before, order),
};

function noted(
  before: BegunApplication,
  orderId: string,
  note: Parameters<typeof withNote>[2],
): BegunApplication {
  const paymentEntries = [...(before.paymentEntries ?? []), before.entries];
  return { ...withNote(before, orderId, note), paymentEntries };
}
