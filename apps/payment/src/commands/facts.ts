import type { PaymentMethod } from '#contracts';
import type { Paper } from '../domain/paper';
import type { Ciphertext, Instant, OpenedPayment } from '../domain/payment';

/** A method that the city offers for a payment at a time. */
export interface OfferedMethod {
  readonly method: PaymentMethod;
  /** Key of the provider; absent for a direct debit. */
  readonly provider?: string;
}

/** What a debit for a mandate that is given now is like (payment.md). */
export interface DebitPlan {
  readonly creditorId: string;
  /** At most 35 characters of SEPA's set. */
  readonly mandateReference: string;
  /** A TARGET day, after the pre-notification's days. @format date */
  readonly dueOn: string;
}

/** A paper in the store, and what is known of it there. */
export interface KeptPaper {
  readonly id: string;
  /** Of what is known of it beside the history: it is bound exactly as it was read. */
  readonly version: number;
  readonly hash: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: Ciphertext;
}

/** What commands may ask about the world; the handler answers (`../payment-facts.ts`). */
export interface Facts {
  /** A new id, UUID v7. */
  newId(): string;
  /** Seals content of this payment. @param purpose the place that it belongs to */
  seal(content: unknown, purpose: string): Promise<Ciphertext>;
  /** What the city offers for this payment now (D23a D23b), in its order. */
  methods(payment: OpenedPayment, at: Instant): readonly OfferedMethod[];
  /** @param count how many mandates this payment has had */
  debitPlan(payment: OpenedPayment, at: Instant, count: number): DebitPlan;
  /** The paper, made and kept under an id that follows from what it is of; 'erased' where its content was. @throws Unavailable */
  paper(payment: OpenedPayment, paper: Paper): Promise<KeptPaper | 'erased'>;
  /** Above so many cents a second person approves a refund. */
  approvalAboveCents(): number;
}

/** The place that sealed content belongs to. */
export const sealedAs = {
  items: 'items',
  account: (attemptId: string) => `account:${attemptId}`,
  refundAccount: (refundId: string) => `refund-account:${refundId}`,
  redirect: (attemptId: string) => `redirect:${attemptId}`,
  answer: (attemptId: string) => `answer:${attemptId}`,
  note: 'note',
  paperName: 'paper-name',
};
