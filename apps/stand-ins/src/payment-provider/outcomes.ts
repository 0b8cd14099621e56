import type { Callbacks } from './callbacks';
import { newId, type Outcome, type Told, type Transaction, type Transactions } from './transactions';

/** Lets transactions go on: at once or later, and tells whoever wants to be called. */
export class Outcomes {
  constructor(
    private readonly transactions: Transactions,
    private readonly callbacks: Callbacks,
  ) {}

  /** Takes up what the process before this one left: what is to happen later, and callbacks that nobody has taken. */
  resume(): void {
    for (const transaction of this.transactions.all()) {
      if (transaction.later) this.wait(transaction);
      for (const { id, done } of transaction.told) if (!done) this.callbacks.tell(transaction.id, id);
    }
  }

  now(id: string, { status, method, amountCents, currency, at, twice = false }: Outcome): Transaction {
    const before = this.transactions.get(id) as Transaction;
    const paid = status === 'paid' && {
      paidAt: at ?? new Date().toISOString(),
      paidCents: amountCents ?? before.amountCents,
      ...(currency !== undefined && { paidCurrency: currency }),
      method: method ?? before.method ?? 'credit-card',
    };
    this.transactions.save(id, { status, ...paid, later: null });
    return this.tell(id, status, twice);
  }

  /** @param seconds from now */
  later(id: string, outcome: Outcome, seconds: number): Transaction {
    const at = new Date(Date.now() + seconds * 1_000).toISOString();
    const transaction = this.transactions.save(id, { later: { at, outcome } });
    this.wait(transaction);
    return transaction;
  }

  /** Something has changed: those who want it are called. @param twice and that twice, and out of order */
  tell(id: string, status: Transaction['status'], twice = false): Transaction {
    const transaction = this.transactions.get(id) as Transaction;
    if (transaction.callbackUrl === undefined) return transaction;
    const news: Told = { id: newId('evt'), status, done: false };
    const stale: Told = { id: newId('evt'), status: 'initial', done: false };
    const saved = this.transactions.save(id, {
      told: [...transaction.told, news, ...(twice ? [stale] : [])],
    });
    if (twice) this.callbacks.tellInTurn(id, [news.id, stale.id, news.id]);
    else this.callbacks.tell(id, news.id);
    return saved;
  }

  private wait({ id, later }: Transaction): void {
    if (!later) return;
    const due = () => {
      // Something else may have happened since.
      if (this.transactions.get(id)?.later?.at === later.at) this.now(id, later.outcome);
    };
    setTimeout(due, Math.max(0, Date.parse(later.at) - Date.now()));
  }
}
