/**
 * The words of payment that services share. Stored and sent for decades: never rename one.
 */

/** When a fee is paid: once before the application is filed (W16c), afterwards, or once the office has fixed it. */
export const paymentPolicies = ['before-filing', 'after-filing', 'after-review'] as const;
export type FeePolicy = (typeof paymentPolicies)[number];

/** Ways to pay. giropay and Paydirekt ended on 2024-12-31; what was paid by them can still be refunded. */
export const paymentMethods = ['credit-card', 'paypal', 'giropay', 'paydirekt', 'direct-debit'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/**
 * Where the payment of one order stands, whatever happened on the way. A valid mandate (`authorised`) counts as paid for filing
 * (payment.md); `settled` becomes `reconciled` when the provider's and our books agree (R28c).
 */
export const paymentStates = [
  'open',
  'under-way',
  'failed',
  'cancelled',
  'authorised',
  'settled',
  'reconciled',
  'returned',
  'charged-back',
  'refunding',
  'refunded',
  'closed',
  'written-off',
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Why an order died before it was paid. `replaced`: the office has fixed another fee. */
export const orderEnds = ['withdrawn', 'taken-back', 'expired', 'replaced'] as const;
export type OrderEnd = (typeof orderEnds)[number];

/** Why money goes back. `request`: somebody of the office asked for it. */
export const refundReasons = [
  'withdrawn',
  'taken-back',
  'replaced',
  'too-late',
  'twice',
  'differs',
  'request',
] as const;
export type RefundReason = (typeof refundReasons)[number];

/** A line of an order (R28c). Amounts are integer euro cents; `taxPercent` 0 where no tax is due. */
export interface OrderItem {
  /** Of the service file, e.g. `grundgebuehr`. */
  readonly key: string;
  readonly text: { readonly de: string; readonly en: string };
  /** What the amount follows from, in words: the rule that applied, or why nothing is owed. */
  readonly reason?: { readonly de: string; readonly en: string };
  readonly quantity: number;
  readonly unitCents: number;
  /** quantity × unit; the tax is in it. */
  readonly totalCents: number;
  readonly taxPercent: number;
  readonly taxCents: number;
  /** Where the treasury books it (Buchungsstelle, Haushaltsstelle). */
  readonly accountingKey: string;
}

/**
 * What is to be paid for one application, once and for all: whatever changes has another order. Made by the application service;
 * signed by it where a browser carries it to the payment service (W16b).
 */
export interface Order {
  readonly orderId: string;
  readonly amountCents: number;
  readonly currency: 'EUR';
  readonly policy: FeePolicy;
  readonly items: readonly OrderItem[];
  /** Of the service's configuration under which the amount was computed. */
  readonly configurationVersion: string;
  /** When it was fixed, UTC, ISO 8601. */
  readonly fixedAt: string;
  /** Until when it can be paid, UTC, ISO 8601; of `before-filing` alone: the others stay owed. */
  readonly payBy?: string;
}

/** An order with whose it is: what the application service signs and the payment service opens a payment by. */
export interface SignedOrder extends Order {
  readonly tenant: string;
  readonly applicationId: string;
  readonly applicantId: string;
  readonly reference: string;
  readonly serviceKey: string;
  readonly office: string;
  /** The service is rendered the moment it is paid, without a check by anybody (D23a). */
  readonly renderedAtOnce: boolean;
}
