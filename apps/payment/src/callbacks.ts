import { Logger } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { Counter } from 'prom-client';
import type { TenantDatabase } from '#database';
import { Problem } from '#http';
import type { Looking } from './looking';
import type { AskedProviders } from './providers/asked-providers';
import { CallbackRefused, ProviderAway, type Hint } from './providers/provider';
import { findPaymentOfAttempt } from './read-models/payments';
import type { RefusalReason, RefusedCallbacks } from './refused-callbacks';

/** A callback as it came. */
export interface Called {
  readonly tenant: string;
  /** As the address names it. */
  readonly provider: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const outcomes = new Counter({
  name: 'payment_callbacks_total',
  help: 'Callbacks of payment providers, by provider and outcome (looked, repeated, or why they were refused).',
  labelNames: ['provider', 'outcome'] as const,
});

/** Messages that are remembered as done; who sends an older one again has it looked at again. */
const rememberedMessages = 10_000;

/**
 * What payment providers call about. A callback is a hint and no more: it is verified, and then the provider is asked. In whatever
 * order, however often and by whomever one is sent, nothing is booked by it.
 */
export class Callbacks {
  private readonly logger = new Logger('callbacks');
  private readonly done = new Set<string>();

  constructor(
    private readonly providers: AskedProviders,
    private readonly looking: Looking,
    private readonly refused: RefusedCallbacks,
    private readonly database: TenantDatabase,
  ) {}

  /**
   * Resolves when what it is about was looked at.
   * @throws Problem `callback-refused` for one that is not believed; `not-found` for an unknown provider or transaction;
   *   `payment-provider-away` where the provider does not answer: then it has to be sent again
   */
  async receive(called: Called): Promise<void> {
    const { tenant, provider } = called;
    const hint = this.read(called);
    const message = `${tenant} ${provider} ${hint.messageId}`;
    if (this.done.has(message)) return void outcomes.inc({ provider, outcome: 'repeated' });
    // A transaction that is not this city's is as unknown as one that nobody has.
    const attemptId = isUuid(hint.requestId) ? hint.requestId : undefined;
    const paymentId = attemptId && (await findPaymentOfAttempt(this.database, tenant, attemptId));
    if (attemptId === undefined || paymentId === undefined) {
      this.refuse(called, 'unknown-transaction');
      throw new Problem('not-found');
    }
    try {
      await this.looking.look({ tenant, paymentId, attemptId });
    } catch (error) {
      if (!(error instanceof ProviderAway)) throw error;
      this.logger.warn({ err: error }, 'a payment provider called, and does not answer');
      throw new Problem('payment-provider-away', {}, { cause: error });
    }
    outcomes.inc({ provider, outcome: 'looked' });
    this.remember(message);
  }

  private read(called: Called): Hint {
    const provider = this.providers.find(called.provider);
    if (provider?.readCallback === undefined) {
      // Its name is a stranger's word, and stands in no row and no label.
      outcomes.inc({ provider: 'unknown', outcome: 'unknown-provider' });
      throw new Problem('not-found');
    }
    const headers = Object.fromEntries(
      Object.entries(called.headers).map(([name, value]) => [name, [value].flat().join(',')]),
    );
    try {
      return provider.readCallback(headers, called.body, new Date());
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      this.refuse(called, error.reason);
      throw new Problem('callback-refused', { reason: error.reason }, { cause: error });
    }
  }

  private refuse({ tenant, provider, body }: Called, reason: RefusalReason): void {
    outcomes.inc({ provider, outcome: reason });
    this.refused.note(tenant, provider, reason, body);
  }

  private remember(message: string): void {
    this.done.add(message);
    const [oldest] = this.done;
    if (this.done.size > rememberedMessages && oldest !== undefined) this.done.delete(oldest);
  }
}
