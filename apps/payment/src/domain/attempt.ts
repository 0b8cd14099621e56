import type { Ciphertext, Instant } from './sealed';

/** Ways to pay. */
export type Method = 'credit-card' | 'paypal' | 'giropay' | 'paydirekt' | 'direct-debit';

/** A SEPA direct debit mandate (payment.md). */
export interface Mandate {
  /** At most 35 characters of SEPA's set; people find it on their statement. */
  readonly mandateReference: string;
  readonly signedAt: Instant;
  /** IBAN, account holder and what else the bank needs, sealed. */
  readonly account: Ciphertext;
  /** Of the city, e.g. `DE98ZZZ09999999999`. */
  readonly creditorId: string;
  /** One order, one debit. */
  readonly sequenceType: 'OOFF';
  /** The TARGET day on which the account is debited, as the person was told (pre-notification). @format date */
  readonly dueOn: string;
}

/** One try to pay, by one method. */
export interface Attempt {
  readonly attemptId: string;
  readonly method: Method;
  /** Absent for a direct debit. */
  readonly provider?: string;
  /** What was asked for. */
  readonly amountCents: number;
  readonly language: 'de' | 'en';
  readonly chosenAt: Instant;
  readonly status:
    | 'chosen'
    | 'under-way'
    | 'authorised'
    | 'settled'
    | 'failed'
    | 'cancelled'
    | 'expired'
    | 'returned'
    | 'charged-back';
  /** The provider's id; absent while no answer has come. */
  readonly transactionId?: string;
  readonly redirectUrl?: Ciphertext;
  /** SHA-256 of the last answer that said something new. */
  readonly lastDigest?: string;
  readonly receivedCents?: number;
  readonly paidAt?: Instant;
  readonly transactionReference?: string;
  readonly mandate?: Mandate;
  readonly collectionId?: string;
  /** The TARGET day on which the bank was asked to debit the account. @format date */
  readonly collectedFor?: string;
  readonly reconciled?: true;
}

/** Whether the provider may still say something that we wait for: nothing but an answer ends an attempt. */
export function isAwaited({ status, provider }: Attempt): boolean {
  return provider !== undefined && (status === 'chosen' || status === 'under-way');
}

/** Whether it came to nothing at a provider, as far as that has said: it may still change its mind. */
export function hasEnded({ status, provider }: Attempt): boolean {
  return provider !== undefined && ['failed', 'cancelled', 'expired'].includes(status);
}

/** Who begins to pay comes back within seconds; while the beginning itself may be under way, nobody else asks. In ms. */
const [firstLookMs, beginningMs] = [5_000, 30_000];

/** The age, in ms, from which on the provider is asked how an attempt stands. */
export function firstLookAge({ transactionId }: Attempt): number {
  return transactionId === undefined ? beginningMs : firstLookMs;
}

/** Whether it is a mandate that has not gone to the bank yet. */
export function isCollectable({ status, collectionId }: Attempt): boolean {
  return status === 'authorised' && collectionId === undefined;
}

/** Whether the money of a refund came by a direct debit, whose account is known. */
export function isDebit(
  { attempts }: { readonly attempts: readonly Attempt[] },
  { attemptId }: { readonly attemptId: string },
): boolean {
  return attempts.some((attempt) => attempt.attemptId === attemptId && attempt.mandate !== undefined);
}
