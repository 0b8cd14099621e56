import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderKey } from './accounts';

export type Status = 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back';

/** With what one pays on the page. */
export const methods = ['credit-card', 'paypal', 'giropay', 'paydirekt', 'other'] as const;
export type Method = (typeof methods)[number];

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

export interface Refund {
  readonly id: string;
  /** The Idempotency-Key by which it was asked for. */
  readonly key: string;
  readonly cents: number;
  readonly status: RefundStatus;
  /** UTC, ISO 8601; where it succeeded. */
  readonly refundedAt?: string;
}

/** Something that a callback tells. */
export interface Told {
  readonly id: string;
  readonly status: Status;
  /** Whether a callback with it was answered 2xx, or given up. */
  readonly done: boolean;
}

/** How a transaction goes on. */
export interface Outcome {
  readonly status: Exclude<Status, 'initial'>;
  readonly method?: Method;
  /** What is paid, where that differs from what was asked for. */
  readonly amountCents?: number;
  readonly currency?: string;
  /** When it was paid, UTC, ISO 8601; now where it is not said. */
  readonly at?: string;
  /** Callbacks come twice and out of order. */
  readonly twice?: boolean;
}

/** A payment of somebody, as the provider has it. */
export interface Transaction {
  readonly id: string;
  readonly provider: ProviderKey;
  readonly account: string;
  readonly payee: string;
  /** The asker's id: requestId, or reference. */
  readonly reference: string;
  readonly transactionReference: string;
  readonly amountCents: number;
  readonly purpose: string;
  readonly returnUrl: string;
  readonly callbackUrl?: string;
  /** The request as it came, JSON. */
  readonly request: string;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly status: Status;
  readonly method?: Method;
  readonly paidAt?: string;
  readonly paidCents?: number;
  readonly paidCurrency?: string;
  /** What happens later on, and when, UTC, ISO 8601. */
  readonly later?: { readonly at: string; readonly outcome: Outcome } | null;
  readonly refunds: readonly Refund[];
  readonly told: readonly Told[];
}

/** What a new transaction is given; the rest follows. */
export type NewTransaction = Omit<
  Transaction,
  'id' | 'transactionReference' | 'createdAt' | 'status' | 'refunds' | 'told'
> & { readonly id?: string };

/** A name that nobody guesses. @param prefix what kind of thing it names */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(12).toString('hex')}`;

/**
 * The transactions of all providers: in memory, and as lines of a file that is only appended to. A change stands there before it is
 * acknowledged, so that a process that is killed has lost nothing that it said.
 */
export class Transactions {
  private readonly byId = new Map<string, Transaction>();
  private readonly byReference = new Map<string, string>();
  private readonly file: string;

  /** @param folder where the file is kept; made when missing */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = join(folder, 'transactions.ndjson');
    appendFileSync(this.file, '', { mode: 0o600 });
    chmodSync(this.file, 0o600);
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      const patch = parsed(line);
      if (patch) this.fold(patch);
    }
    // What a kill cut off was never acknowledged; a new line keeps the next one apart from it.
    appendFileSync(this.file, '\n');
  }

  begin({ id = newId('tx'), ...given }: NewTransaction): Transaction {
    const now = new Date().toISOString();
    const transactionReference = `KZ-${now.slice(0, 4)}-${String(this.byId.size + 1).padStart(6, '0')}`;
    return this.save(id, {
      ...given,
      transactionReference,
      createdAt: now,
      status: 'initial',
      refunds: [],
      told: [],
    });
  }

  /** Keeps a change. */
  save(id: string, patch: Partial<Omit<Transaction, 'id'>>): Transaction {
    appendFileSync(this.file, `${JSON.stringify({ id, ...patch })}\n`);
    return this.fold({ id, ...patch });
  }

  get(id: string): Transaction | undefined {
    return this.byId.get(id);
  }

  findByReference(provider: ProviderKey, account: string, reference: string): Transaction | undefined {
    return this.byId.get(this.byReference.get(keyOf({ provider, account, reference })) ?? '');
  }

  /** In the order in which they began. */
  all(): IterableIterator<Transaction> {
    return this.byId.values();
  }

  private fold(patch: Partial<Transaction> & { readonly id: string }): Transaction {
    const transaction = { ...this.byId.get(patch.id), ...patch } as Transaction;
    this.byId.set(transaction.id, transaction);
    this.byReference.set(keyOf(transaction), transaction.id);
    return transaction;
  }
}

const keyOf = ({ provider, account, reference }: Pick<Transaction, 'provider' | 'account' | 'reference'>) =>
  `${provider} ${account} ${reference}`;

function parsed(line: string): (Partial<Transaction> & { readonly id: string }) | undefined {
  try {
    return JSON.parse(line) as Partial<Transaction> & { readonly id: string };
  } catch {
    return undefined;
  }
}
