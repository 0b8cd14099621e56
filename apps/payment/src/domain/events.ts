/**
 * What can happen to the payment of one order. Submitted, paid and filed stay three facts of three streams (W16c): here stands the
 * money alone.
 *
 * Storage format: events are facts kept for decades, so a type or a field is never renamed; add a new one and upcast. Amounts are
 * integer euro cents. Names, account numbers and the texts of items are sealed.
 */
import type { Mandate, Method } from './attempt';
import type { RefundReason, RefundWay } from './refund';
import type { Ciphertext, Instant } from './sealed';

/** When a fee is paid (W16c, R28). */
export type Policy = 'before-filing' | 'after-filing' | 'after-review';
/** Why an order died before it was paid. */
export type OrderEnd = 'withdrawn' | 'taken-back' | 'expired' | 'replaced';

/** One line of an order as the treasury books it; its text is content and sealed. */
export interface Booking {
  readonly accountingKey: string;
  readonly totalCents: number;
  readonly taxPercent: number;
  readonly taxCents: number;
}

/** The application service has fixed what is owed: this begins a payment, whose id is the order's. */
export interface PaymentRequested {
  readonly type: 'PaymentRequested';
  readonly data: {
    readonly applicationId: string;
    readonly applicantId: string;
    readonly reference: string;
    readonly serviceKey: string;
    readonly office: string;
    /** Of the service's configuration under which the amount was computed. */
    readonly configurationVersion: string;
    readonly policy: Policy;
    readonly renderedAtOnce: boolean;
    readonly amountCents: number;
    readonly currency: 'EUR';
    readonly bookings: readonly Booking[];
    /** The items in words, as the person saw them before submitting (R28c). */
    readonly items: Ciphertext;
    readonly fixedAt: Instant;
    readonly payBy?: Instant;
  };
}

/** Somebody begins to pay. Stored before the provider is asked, so that nothing it does can be lost. */
export interface MethodChosen {
  readonly type: 'MethodChosen';
  readonly data: {
    /** What the provider knows it by. */
    readonly attemptId: string;
    readonly method: Method;
    /** Key of the provider; absent for a direct debit. */
    readonly provider?: string;
    readonly amountCents: number;
    readonly language: 'de' | 'en';
    readonly chosenAt: Instant;
  };
}

interface OfAttempt {
  readonly attemptId: string;
}

/** The provider has a page where the person pays. */
export interface PaymentRedirected {
  readonly type: 'PaymentRedirected';
  readonly data: OfAttempt & { readonly transactionId: string; readonly redirectUrl: Ciphertext };
}

/** Something new was said about an attempt: what, and the proof that it was said. */
export interface ProviderAnswered {
  readonly type: 'ProviderAnswered';
  readonly data: OfAttempt & {
    /** The provider's id; absent where it refused to begin. */
    readonly transactionId?: string;
    readonly status: 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back';
    /** Why it refused, in its own code. */
    readonly code?: string;
    /** SHA-256 of the answer as it came. */
    readonly digest: string;
    readonly raw: Ciphertext;
  };
}

/** A mandate was given. For filing it counts as paid from now on; the money is collected when it is due (payment.md). */
export interface PaymentAuthorised {
  readonly type: 'PaymentAuthorised';
  readonly data: OfAttempt & { readonly mandate: Mandate };
}

/** Money has come in. */
export interface PaymentSettled {
  readonly type: 'PaymentSettled';
  readonly data: OfAttempt & {
    readonly receivedCents: number;
    /** By the provider's clock, or the day of the bank's booking: as of then it counts as paid (law 11). */
    readonly paidAt: Instant;
    /** What the treasury finds it by (Kassenzeichen). */
    readonly transactionReference?: string;
  };
}

export interface PaymentFailed {
  readonly type: 'PaymentFailed';
  readonly data: OfAttempt;
}
export interface PaymentCancelled {
  readonly type: 'PaymentCancelled';
  readonly data: OfAttempt;
}
/** The provider knows nothing of an attempt, and never will: it was never begun there. */
export interface PaymentExpired {
  readonly type: 'PaymentExpired';
  readonly data: OfAttempt;
}

/** The order died: nobody shall pay it any more. What comes in all the same is not lost: the application says what becomes of it. */
export interface PaymentClosed {
  readonly type: 'PaymentClosed';
  readonly data: { readonly reason: OrderEnd };
}
/** The application was revived by a payment that came late: what had died is owed, and paid. */
export interface PaymentReopened {
  readonly type: 'PaymentReopened';
  readonly data: Readonly<Record<string, never>>;
}

/** A debit went to the bank. */
export interface DebitCollected {
  readonly type: 'DebitCollected';
  readonly data: OfAttempt & {
    /** Id of the pain.008 file. */
    readonly collectionId: string;
    /** Calendar date, Europe/Berlin. @format date */
    readonly dueOn: string;
  };
}
/** The bank gave a debit back, or could not collect it: the fee is open again; nothing is un-filed. */
export interface PaymentReturned {
  readonly type: 'PaymentReturned';
  readonly data: OfAttempt & {
    /** ISO 20022 code, e.g. `AC04`, `MD06`. */
    readonly reasonCode: string;
    /** Calendar date. @format date */
    readonly returnedOn: string;
  };
}
/** A card or PayPal payment was taken back from the city. */
export interface PaymentChargedBack {
  readonly type: 'PaymentChargedBack';
  readonly data: OfAttempt;
}

export interface RefundRequested {
  readonly type: 'RefundRequested';
  readonly data: OfAttempt & {
    readonly refundId: string;
    readonly amountCents: number;
    readonly reason: RefundReason;
    /** Person id, or `service:<name>`. */
    readonly requestedBy: string;
    /** Why, where somebody of the office asks for it; the citizen reads it. */
    readonly note?: Ciphertext;
  };
}
interface OfRefund {
  readonly refundId: string;
}
export interface RefundApproved {
  readonly type: 'RefundApproved';
  readonly data: OfRefund & {
    /** Absent where no second person is needed: the portal's own refunds, and small ones. */
    readonly approvedBy?: string;
    /** Not before: a direct debit can be given back for eight weeks, and money is not paid back twice. */
    readonly notBefore?: Instant;
  };
}
export interface RefundRejected {
  readonly type: 'RefundRejected';
  readonly data: OfRefund & { readonly note?: Ciphertext };
}
/** The money is on its way back. */
export interface RefundIssued {
  readonly type: 'RefundIssued';
  readonly data: OfRefund & {
    /** By the provider, by a transfer of the treasury (pain.001), or the bank had given it back already. */
    readonly way: RefundWay;
    readonly refundedAt: Instant;
    /** Id of the pain.001 file that it goes with. */
    readonly transferId?: string;
    /** Whose account it goes to, where the payment itself does not say. */
    readonly account?: Ciphertext;
    /** SHA-256 of the provider's answer. */
    readonly digest?: string;
  };
}
/** The provider does not give it back: the treasury transfers it. */
export interface RefundFailed {
  readonly type: 'RefundFailed';
  readonly data: OfRefund & { readonly digest?: string };
}

/** What goes back by a transfer needs an account, and nothing says which: its person is asked for one. */
export interface RefundAccountAsked {
  readonly type: 'RefundAccountAsked';
  readonly data: OfRefund & { readonly askedAt: Instant };
}
/** Once, where nobody has named one. */
export interface RefundAccountReminded {
  readonly type: 'RefundAccountReminded';
  readonly data: OfRefund;
}
/** The person has named the account that a refund goes to; the last one named before it goes to the bank counts. */
export interface RefundAccountGiven {
  readonly type: 'RefundAccountGiven';
  readonly data: OfRefund & {
    /** IBAN and holder, sealed. */
    readonly account: Ciphertext;
  };
}

/** A paper about the money of an attempt is a document of the payment from here on. Its content lies in the store under the hash. */
interface OfPaper extends OfAttempt {
  /** @format uuid */
  readonly documentId: string;
  /** SHA-256 of the ciphertext, lower-case hex: names exactly this content and discloses nothing of it. */
  readonly hash: string;
  /** Bytes of the content. */
  readonly size: number;
  readonly mediaType: string;
  /** What it is called, sealed. */
  readonly name: Ciphertext;
}
/** The receipt for money that came in. */
export interface ReceiptIssued {
  readonly type: 'ReceiptIssued';
  readonly data: OfPaper;
}
/** The confirmation of a mandate that was given. */
export interface MandateConfirmed {
  readonly type: 'MandateConfirmed';
  readonly data: OfPaper;
}

/** Our books, the provider's and the bank's agree (R28c). */
export interface PaymentReconciled {
  readonly type: 'PaymentReconciled';
  readonly data: OfAttempt;
}
/** They do not: nothing is booked until somebody has looked. */
export interface PaymentDiffered {
  readonly type: 'PaymentDiffered';
  readonly data: OfAttempt & {
    readonly differenceId: string;
    readonly kind: 'amount' | 'currency' | 'status' | 'missing-there' | 'refund';
    /** What the other side says; absent where it says nothing that can be booked. */
    readonly statedCents?: number;
    readonly statedAt?: Instant;
    readonly digest?: string;
  };
}
/** Somebody has looked, and what is right stands from now on: no entry is changed. */
export interface PaymentCorrected {
  readonly type: 'PaymentCorrected';
  readonly data: {
    readonly differenceId?: string;
    /** `booked`: the money is there, what stands beside this says how much. `dismissed`: there is none. */
    readonly resolution: 'booked' | 'dismissed';
    readonly note: Ciphertext;
  };
}
/** The application belongs to somebody else now (R10a), or to another office: so does its payment. */
export interface PaymentReassigned {
  readonly type: 'PaymentReassigned';
  readonly data: { readonly applicantId: string; readonly office: string };
}
/** The city gives up its claim. */
export interface PaymentWrittenOff {
  readonly type: 'PaymentWrittenOff';
  readonly data: { readonly note: Ciphertext };
}

export type PaymentEvent =
  | PaymentRequested
  | MethodChosen
  | PaymentRedirected
  | ProviderAnswered
  | PaymentAuthorised
  | PaymentSettled
  | PaymentFailed
  | PaymentCancelled
  | PaymentExpired
  | PaymentClosed
  | PaymentReopened
  | DebitCollected
  | PaymentReturned
  | PaymentChargedBack
  | RefundRequested
  | RefundApproved
  | RefundRejected
  | RefundIssued
  | RefundFailed
  | RefundAccountAsked
  | RefundAccountReminded
  | RefundAccountGiven
  | ReceiptIssued
  | MandateConfirmed
  | PaymentReconciled
  | PaymentDiffered
  | PaymentCorrected
  | PaymentReassigned
  | PaymentWrittenOff;

export type PaymentEventType = PaymentEvent['type'];
/** The event of one type. */
export type EventOf<Type extends PaymentEventType> = Extract<PaymentEvent, { readonly type: Type }>;
