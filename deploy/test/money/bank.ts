/** The bank, and the treasury's transfers: money that no provider has a hand in. */
export class Bank {
  /** Cents that it has debited and not given back, by attempt. */
  private readonly debited = new Map<string, number>();
  private readonly transferred = new Map<string, number>();

  debit(attemptId: string, cents: number): void {
    this.debited.set(attemptId, cents);
  }

  giveBack(attemptId: string): void {
    this.debited.delete(attemptId);
  }

  transfer(refundId: string, cents: number): void {
    this.transferred.set(refundId, cents);
  }

  hasDebited(attemptId: string): boolean {
    return this.debited.has(attemptId);
  }

  debitedCents(attemptId: string): number {
    return this.debited.get(attemptId) ?? 0;
  }

  transferredCents(refundId: string): number {
    return this.transferred.get(refundId) ?? 0;
  }
}
