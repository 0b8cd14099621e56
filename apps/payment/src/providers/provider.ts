import { createHash } from 'node:crypto';
import type { PaymentMethod } from '#contracts';

/** What a provider says about an attempt, in the port's words. A charge-back is a payment that was taken back from the city. */
export type TransactionStatus = 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back';

/** A person may name who pays; XBezahldienste has room for it, others have not. Never logged. */
export interface Payer {
  readonly name?: string;
  readonly firstName?: string;
  readonly organisation?: string;
  readonly address?: {
    readonly street?: string;
    readonly houseNumber?: string;
    readonly postalCode?: string;
    readonly city?: string;
    /** ISO 3166-1, two letters. */
    readonly country?: string;
  };
}

/** What a provider is asked to begin. */
export interface Begin {
  /** Id of the attempt: the same again never makes a second transaction. At most 36 characters. */
  readonly requestId: string;
  readonly method: PaymentMethod;
  /** Integer euro cents, more than 0. */
  readonly amountCents: number;
  /** What people read on their statement: the reference of the application. */
  readonly purpose: string;
  /** Title of the service. */
  readonly description: string;
  readonly items: readonly {
    readonly id: string;
    readonly description: string;
    readonly quantity: number;
    readonly unitCents: number;
    readonly totalCents: number;
    readonly taxPercent: number;
    readonly taxCents: number;
    readonly accountingKey: string;
  }[];
  readonly payer?: Payer;
  /** Where the browser comes back to; carries no result. */
  readonly returnUrl: string;
  /** Where a provider with callbacks may say that something has changed. */
  readonly callbackUrl: string;
  /** Language of the person, for the provider's pages. */
  readonly language: 'de' | 'en';
  /** UTC, ISO 8601. */
  readonly requestedAt: string;
}

/** By what a transaction is found again. */
export interface KnownTransaction {
  readonly requestId: string;
  /** The provider's id; absent while no answer has come. */
  readonly transactionId?: string;
}

/** An answer of a provider about one transaction, believed in nothing but what its rules allow. */
export interface ProviderAnswer {
  readonly transactionId: string;
  /** It names our own request, and not only the transaction. */
  readonly namesRequest?: true;
  readonly status: TransactionStatus;
  /** As the provider has it; compared with what was asked. Absent where it does not say. */
  readonly amountCents?: number;
  readonly currency?: string;
  /** When it was paid, by the provider's clock, UTC, ISO 8601. */
  readonly paidAt?: string;
  /** What the treasury finds the money by (Kassenzeichen). */
  readonly transactionReference?: string;
  /** Where the person pays. */
  readonly redirectUrl?: string;
  /** The answer as it came, at most 64 kB, and its SHA-256, hexadecimal. */
  readonly raw: string;
  readonly digest: string;
}

/** What a provider says about a refund. */
export interface RefundAnswer {
  readonly status: 'pending' | 'done' | 'failed';
  /** UTC, ISO 8601, where it is done. */
  readonly refundedAt?: string;
  readonly raw: string;
  readonly digest: string;
}

/** A line of the provider's own list, for reconciliation. */
export interface ListedTransaction {
  readonly requestId: string;
  readonly transactionId: string;
  readonly status: TransactionStatus;
  readonly amountCents: number;
  readonly refundedCents: number;
}

/** What a callback is about: only a hint that something has changed, to be looked at. */
export interface Hint {
  /** Id of the attempt, where the provider says it; else by `transactionId`. */
  readonly requestId?: string;
  readonly transactionId?: string;
  /** Of the message: the same one again is known. */
  readonly messageId: string;
}

/** Of which tenant: its account at the provider, out of `tenant.yaml` (`payment.providers.<key>`), e.g. `{ originatorId, endPointId }`. */
export type ProviderAccount = Readonly<Record<string, string>>;

/**
 * A provider of payments behind the port. Calls are made outside of transactions and may be repeated at any time; nothing but an
 * answer is believed.
 * @throws ProviderAway where no answer came or none that can be read: nothing is known, ask again later
 * @throws ProviderRefused where it said no to `begin` or `refund`, and asking again changes nothing
 */
export interface PaymentProvider {
  /** Key in the file of PAYMENT_PROVIDERS. */
  readonly key: string;
  begin(account: ProviderAccount, begin: Begin): Promise<ProviderAnswer>;
  /** @returns undefined where the provider knows no such transaction: it was never begun there. */
  look(account: ProviderAccount, transaction: KnownTransaction): Promise<ProviderAnswer | undefined>;
  /** Absent where the provider gives nothing back: the treasury transfers it (pain.001). The same refundId again is one refund. */
  refund?(
    account: ProviderAccount,
    transaction: KnownTransaction,
    refund: { readonly refundId: string; readonly amountCents: number },
  ): Promise<RefundAnswer>;
  /** The provider's list of a day's transactions, page by page; absent where it has none: then each is looked at. */
  list?(account: ProviderAccount, from: string, until: string): AsyncIterable<ListedTransaction>;
  /** Absent where the provider calls nobody. @throws CallbackRefused */
  readCallback?(headers: Readonly<Record<string, string | undefined>>, body: Buffer, now: Date): Hint;
}

/** No answer, or none that can be read (HTML, 500, 10 MB, silence): nothing is known, and nothing is booked. */
export class ProviderAway extends Error {
  constructor(
    readonly provider: string,
    /** For the operator: what came instead, in a few words, without personal data. */
    readonly what: string,
    cause?: unknown,
  ) {
    super(`payment provider ${provider}: ${what}`, { cause });
    this.name = 'ProviderAway';
  }
}

/** It answers, and knows nothing of a transaction that it had begun. */
export class TransactionGone extends ProviderAway {}

/**
 * The provider understood and said no, to a request for a payment or a refund. A look is never refused: whatever is said instead of
 * a transaction, the money may be there.
 */
export class ProviderRefused extends Error {
  constructor(
    readonly provider: string,
    /** Its own code, e.g. the functionalCode of XBezahldienste. */
    readonly code: string,
    /** SHA-256 of the answer. */
    readonly digest: string,
    /** The answer as it came. */
    readonly raw: string,
  ) {
    super(`payment provider ${provider} refused: ${code}`);
    this.name = 'ProviderRefused';
  }

  /** Nothing was sent, because the provider's protocol cannot express it. @param what of the request, without personal data */
  static unsent(provider: string, code: string, what: string): ProviderRefused {
    const raw = `not sent, because of ${what}`;
    return new ProviderRefused(provider, code, createHash('sha256').update(raw).digest('hex'), raw);
  }
}

/** It was begun before, and cannot be found there by our id: only its first answer says how to go on. */
export class BegunBefore extends ProviderRefused {}

/** Why a callback is not believed. */
export const callbackFaults = ['unsigned', 'bad-signature', 'too-old', 'unreadable'] as const;
export type CallbackFault = (typeof callbackFaults)[number];

/** A callback that nobody believes: wrong signature, too old, unreadable. */
export class CallbackRefused extends Error {
  constructor(
    readonly provider: string,
    readonly reason: CallbackFault,
  ) {
    super(`a callback in the name of ${provider} is refused: ${reason}`);
    this.name = 'CallbackRefused';
  }
}
