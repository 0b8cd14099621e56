import type { PaymentMethod } from '#contracts';
import {
  BegunBefore,
  ProviderAway,
  type Begin,
  type KnownTransaction,
  type PaymentProvider,
  type ProviderAccount,
  type ProviderAnswer,
  type RefundAnswer,
} from '../../../apps/payment/src/providers/provider';
import type { Clock } from './clock';
import type { Gate } from './programme';

/** An attempt at the provider. */
export interface Transaction {
  readonly id: string;
  readonly requestId: string;
  readonly provider: string;
  readonly method: PaymentMethod;
  readonly amountCents: number;
  status: ProviderAnswer['status'];
  /** What was paid, which need not be what was asked for. */
  paidCents?: number;
  paidAt?: string;
  readonly refunds: Map<string, number>;
}

/** What of a provider survives everything: its transactions, and whose money it has taken. */
export class ProviderBooks {
  readonly transactions: Transaction[] = [];
  isAway = false;
  /** Whether refunds are refused. */
  refusesRefunds = false;

  constructor(private readonly clock: Clock) {}

  find(requestId: string): Transaction | undefined {
    return this.transactions.find((one) => one.requestId === requestId);
  }

  /** A person pays, or does not; or the provider changes its mind. */
  turn(
    transaction: Transaction,
    status: ProviderAnswer['status'],
    paidCents = transaction.amountCents,
  ): void {
    transaction.status = status;
    if (status !== 'paid') return;
    transaction.paidCents = paidCents;
    // Its clock knows milliseconds, and paying takes one.
    this.clock.pass(1);
    transaction.paidAt = new Date(this.clock.now()).toISOString();
  }

  /** Cents that it has taken for an attempt and not given back. */
  takenCents(transaction: Transaction): number {
    const { status, paidCents = 0, refunds } = transaction;
    const refunded = [...refunds.values()].reduce((sum, cents) => sum + cents, 0);
    return (status === 'paid' ? paidCents : 0) - refunded;
  }
}

/** A provider as a running service asks it: every question and every answer may be held up on its way. */
export class SimulatedProvider implements PaymentProvider {
  readonly refund?: PaymentProvider['refund'];

  /** @param isRich it gives money back, and finds a transaction by the asker's id; XBezahldienste does neither */
  constructor(
    readonly key: string,
    private readonly books: ProviderBooks,
    private readonly gate: Gate,
    private readonly isRich: boolean,
  ) {
    if (isRich) this.refund = (account, known, refund) => this.giveBack(account, known, refund);
  }

  async begin(_: ProviderAccount, { requestId, method, amountCents }: Begin): Promise<ProviderAnswer> {
    await this.asked();
    const known = this.books.find(requestId);
    if (known !== undefined && !this.isRich)
      throw new BegunBefore(this.key, 'PAYMENT_EXISTS', 'digest', 'begun before');
    const transaction = known ?? {
      ...{ id: `t-${requestId}`, requestId, provider: this.key, method, amountCents },
      ...{ status: 'initial' as const, refunds: new Map<string, number>() },
    };
    if (known === undefined) this.books.transactions.push(transaction);
    return this.answer(transaction);
  }

  async look(_: ProviderAccount, known: KnownTransaction): Promise<ProviderAnswer | undefined> {
    await this.asked();
    const { requestId, transactionId } = known;
    const transaction = this.books.find(requestId);
    if (transaction === undefined || (!this.isRich && transactionId === undefined)) {
      await this.gate();
      return undefined;
    }
    return this.answer(transaction);
  }

  private async giveBack(
    _: ProviderAccount,
    { requestId }: KnownTransaction,
    { refundId, amountCents }: { readonly refundId: string; readonly amountCents: number },
  ): Promise<RefundAnswer> {
    await this.asked();
    const transaction = this.books.find(requestId);
    const isDone = transaction?.refunds.has(refundId) === true;
    if (!isDone && (transaction?.status !== 'paid' || this.books.refusesRefunds))
      return this.afterGate({ status: 'failed', raw: '', digest: `failed ${refundId}` });
    transaction.refunds.set(refundId, amountCents);
    return this.afterGate({ status: 'done', raw: '', digest: `done ${refundId}` });
  }

  private async asked(): Promise<void> {
    await this.gate();
    if (this.books.isAway) throw new ProviderAway(this.key, 'away');
  }

  private answer(transaction: Transaction): Promise<ProviderAnswer> {
    const { id: transactionId, status, amountCents, paidCents = amountCents, paidAt } = transaction;
    return this.afterGate({
      ...{ transactionId, status, amountCents: paidCents, currency: 'EUR', raw: status },
      ...(status === 'paid' && { paidAt }),
      ...(status === 'initial' && { redirectUrl: `https://provider.example/${transactionId}` }),
      digest: `${status} ${paidCents} ${paidAt}`,
    });
  }

  /** What it says is what was so when it was asked. */
  private async afterGate<Answer>(answer: Answer): Promise<Answer> {
    await this.gate();
    return answer;
  }
}
