import { randomUUID } from 'node:crypto';
import { Browser } from './browser';
import type { RunFile } from './run-file';

/** A payment as the stand-in for payment providers has it (`docs/how-to/pay-locally.md`). */
export interface ProviderTransaction {
  readonly id: string;
  /** The asker's id of it: of the attempt. */
  readonly reference: string;
  readonly status: 'initial' | 'paid' | 'cancelled' | 'failed' | 'charged-back';
  readonly amountCents: number;
  /** By its clock, UTC, ISO 8601; absent while it is not paid. */
  readonly paidAt?: string;
  readonly refunds: readonly { readonly cents: number; readonly status: string }[];
}

/** Cents that it has taken for an attempt and not given back. */
export function takenCents({ status, amountCents, refunds }: ProviderTransaction): number {
  const refunded = refunds.filter((refund) => refund.status === 'succeeded');
  return (status === 'paid' ? amountCents : 0) - refunded.reduce((sum, refund) => sum + refund.cents, 0);
}

/** What the stand-in for payment providers lets happen, as if somebody had done it on its pages. */
export class PaymentProvider {
  private readonly browser = new Browser();

  constructor(private readonly run: RunFile) {}

  /** @param attemptId what the provider knows it by */
  find(attemptId: string): Promise<ProviderTransaction> {
    return this.ask('GET', attemptId);
  }

  /** Lets a payment go on. @param wish what the provider's control takes, e.g. `{ after: 30 }` */
  async let(
    attemptId: string,
    turn: 'pay' | 'cancel' | 'fail' | 'charge-back',
    wish: object = {},
  ): Promise<ProviderTransaction> {
    return this.ask('POST', `${attemptId}/${turn}`, wish);
  }

  close(): void {
    this.browser.close();
  }

  private async ask(method: string, path: string, json?: object): Promise<ProviderTransaction> {
    const address = new URL(`/control/transactions/${path}`, this.run.standIns.payments);
    // What it takes it may be told again: the key says so to the browser, which repeats while the provider is away.
    const headers = { 'idempotency-key': randomUUID() };
    const { status, body } = await this.browser.request<ProviderTransaction>(method, address, {
      headers,
      ...(json !== undefined && { json }),
    });
    if (status >= 300) throw new Error(`${method} ${address.href} answered ${status}`);
    return body;
  }
}
