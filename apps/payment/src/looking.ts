import { Logger } from '@nestjs/common';
import type { DueHandler } from '#event-sourcing';
import { keyOf, type Asking, type AttemptName } from './asking';
import { firstLookAge, isAwaited, type Attempt } from './domain/attempt';
import type { AskedProviders } from './providers/asked-providers';
import { ProviderAway } from './providers/provider';

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
const dayMs = 24 * hourMs;

/**
 * Ages of an attempt, in ms, at which its provider is asked; then hourly, after three days daily. Whoever pays comes back within
 * seconds or minutes, and what is not paid by then is paid seldom.
 */
const looksAtMs = [5 * secondMs, 20 * secondMs, 80 * secondMs, 380 * secondMs, 1_280 * secondMs] as const;
/** Attempts that wait to be looked at: more come again later. */
const mostWaiting = 1_000;

/** When somebody is asked next about what began then. @param earliestMs not before this age @param now and result: ms since 1970 */
export function nextTry(beganAt: string, now: number, earliestMs = 0): number {
  const began = Date.parse(beganAt);
  const age = now - began;
  const next = looksAtMs.find((at) => at > age && at >= earliestMs);
  if (next !== undefined) return began + next;
  return now + (age < 3 * dayMs ? hourMs : dayMs);
}

/** Looks under way at one attempt: who comes while one is under way may have news that it does not have yet. */
interface Looks {
  readonly current: Promise<void>;
  next?: Promise<void>;
}

/**
 * Has attempts looked at: at their times, when a browser comes back, and when a provider calls. However many ask for the same, it is
 * looked at once, and once more for those who came meanwhile.
 */
export class Looking {
  private readonly logger = new Logger('providers');
  private readonly looks = new Map<string, Looks>();

  constructor(
    private readonly asking: Asking,
    private readonly providers: AskedProviders,
    /** ms since 1970 */
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Resolves when the attempt was looked at after this call.
   * @throws ProviderAway where nothing could be learned
   */
  look(name: AttemptName): Promise<void> {
    const key = keyOf(name);
    const known = this.looks.get(key);
    if (known === undefined) return this.start(key, name);
    // The one under way may have been answered before what the caller has heard of.
    known.next ??= known.current.catch(() => undefined).then(() => this.start(key, name));
    return known.next;
  }

  /** Looks at what is awaited of a payment, without keeping the worker from other payments meanwhile. */
  readonly whenDue: DueHandler = async ({ tenant, streamId }) => {
    const payment = await this.asking.payment(tenant, streamId);
    const awaited = payment.attempts.filter(isAwaited);
    if (awaited.length === 0) return undefined;
    const now = this.now();
    for (const attempt of awaited) {
      if (now - Date.parse(attempt.chosenAt) < firstLookAge(attempt)) continue;
      if (this.looks.size >= mostWaiting) continue;
      if (attempt.provider === undefined || this.providers.restsUntil(attempt.provider) !== undefined)
        continue;
      const name = { tenant, paymentId: streamId, attemptId: attempt.attemptId };
      if (!this.looks.has(keyOf(name))) this.inBackground(this.start(keyOf(name), name), name);
    }
    return {
      againAt: new Date(Math.min(...awaited.map((attempt) => this.again(attempt, now)))).toISOString(),
    };
  };

  /** Has money given back, likewise. */
  readonly refundsWhenDue: DueHandler = async ({ tenant, streamId, dueAt }) => {
    const payment = await this.asking.payment(tenant, streamId);
    const approved = payment.refunds.filter(({ status }) => status === 'approved');
    if (approved.length === 0) return undefined;
    const now = this.now();
    for (const { refundId, notBefore } of approved) {
      if (notBefore !== undefined && Date.parse(notBefore) > now) continue;
      this.inBackground(this.asking.refund(tenant, streamId, refundId), { refundId });
    }
    return { againAt: new Date(nextTry(dueAt, now)).toISOString() };
  };

  private start(key: string, name: AttemptName): Promise<void> {
    const current = this.asking
      .look(name)
      .then(() => undefined)
      .finally(() => {
        if (this.looks.get(key)?.current === current) this.looks.delete(key);
      });
    this.looks.set(key, { current });
    return current;
  }

  private again(attempt: Attempt, now: number): number {
    const rest = attempt.provider === undefined ? undefined : this.providers.restsUntil(attempt.provider);
    const next = nextTry(attempt.chosenAt, now, firstLookAge(attempt));
    // Not all at once when it is back.
    return rest === undefined ? next : Math.max(next, rest + Math.random() * minuteMs);
  }

  private inBackground(work: Promise<unknown>, of: object): void {
    work.catch((error: unknown) => {
      const isAway = error instanceof ProviderAway;
      this.logger[isAway ? 'warn' : 'error']({ ...of, err: error }, 'a provider is asked again later');
    });
  }
}
