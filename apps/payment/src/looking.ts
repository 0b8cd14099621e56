import { Logger } from '@nestjs/common';
import type { DueHandler } from '#event-sourcing';
import { keyOf, type Asking, type AttemptName } from './asking';
import { isAwaited, type Attempt } from './domain/attempt';
import type { AskedProviders } from './providers/asked-providers';
import { ProviderAway } from './providers/provider';

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
const dayMs = 24 * hourMs;

/**
 * Ages of an attempt, in ms, at which its provider is asked; then hourly, after three days daily. Whoever pays comes back within
 * seconds or minutes, and what is not paid by then is paid seldom.
 */
const looksAtMs = [5 * secondMs, 20 * secondMs, 80 * secondMs, 380 * secondMs, 1_280 * secondMs];
/** While the beginning itself may be under way, nobody else asks. */
const beginningMs = 30 * secondMs;
/** Attempts that wait to be looked at: more come again later. */
const mostWaiting = 1_000;

/** When an attempt is looked at next. @param now and result: ms since 1970 */
export function nextLook(
  { chosenAt, transactionId }: Pick<Attempt, 'chosenAt' | 'transactionId'>,
  now: number,
): number {
  const begun = Date.parse(chosenAt);
  const age = now - begun;
  const next = looksAtMs.find((at) => at > age && (transactionId !== undefined || at >= beginningMs));
  if (next !== undefined) return begun + next;
  return now + (age < 3 * dayMs ? hourMs : dayMs);
}

/** Whether it is to be looked at now: the worker comes a little early or late. */
function isTime({ chosenAt, transactionId }: Attempt, now: number): boolean {
  const age = now - Date.parse(chosenAt);
  return age >= (transactionId === undefined ? beginningMs : 4 * secondMs);
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
    const now = Date.now();
    for (const attempt of awaited) {
      if (!isTime(attempt, now) || this.looks.size >= mostWaiting) continue;
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
    const now = Date.now();
    for (const { refundId, notBefore } of approved) {
      if (notBefore !== undefined && Date.parse(notBefore) > now) continue;
      this.inBackground(this.asking.refund(tenant, streamId, refundId), { refundId });
    }
    return { againAt: new Date(nextLook({ chosenAt: dueAt, transactionId: 'refund' }, now)).toISOString() };
  };

  private start(key: string, name: AttemptName): Promise<void> {
    const current = this.asking.look(name).finally(() => {
      if (this.looks.get(key)?.current === current) this.looks.delete(key);
    });
    this.looks.set(key, { current });
    return current;
  }

  private again(attempt: Attempt, now: number): number {
    const rest = attempt.provider === undefined ? undefined : this.providers.restsUntil(attempt.provider);
    const next = nextLook(attempt, now);
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
