import { Counter, Gauge, Histogram } from 'prom-client';
import { Turns } from '#waiting';
import { ProviderAway, ProviderRefused, type PaymentProvider } from './provider';
import type { PaymentProviders } from './providers-file';

/** What a provider is asked for. */
export type Operation = 'begin' | 'look' | 'refund' | 'list';

/** Questions to one provider at once. A person who begins to pay never waits behind looks, and nobody behind another provider. */
const atOnce: Readonly<Record<Operation, number>> = { begin: 8, look: 6, refund: 2, list: 1 };

/** So many questions in a row without an answer, and the provider counts as absent. */
const patience = 5;
/** Ms for which an absent provider is left alone; doubles up to the longest. A person who wants to pay is let through sooner. */
const firstRestMs = 30_000;
const longestRestMs = 5 * 60_000;
const restForPersonsMs = 10_000;

const seconds = new Histogram({
  name: 'payment_provider_seconds',
  help: 'Time of a question to a payment provider, in seconds, by provider, operation and outcome (answered, refused, away).',
  labelNames: ['provider', 'operation', 'outcome'] as const,
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
});
const away = new Gauge({
  name: 'payment_provider_away',
  help: '1 for a payment provider that does not answer, or not so that it can be understood.',
  labelNames: ['provider'] as const,
});
const unaskedCounter = new Counter({
  name: 'payment_provider_unasked_total',
  help: 'Questions that were not put, because the payment provider had not answered for a while.',
  labelNames: ['provider'] as const,
});

/** How a provider has answered lately. */
interface Line {
  readonly turns: Readonly<Record<Operation, Turns>>;
  failures: number;
  lastFailureAt: number;
  restUntil: number;
  /** What the last failure was, for the operator. */
  what?: string;
}

/**
 * The payment providers as they may be asked: each in its own line, so that the silence of one slows no other, and one that does
 * not answer is asked seldom until it does.
 */
export class AskedProviders {
  private readonly lines = new Map<string, Line>();

  /** @param now ms since 1970 */
  constructor(
    private readonly providers: PaymentProviders,
    private readonly now: () => number = Date.now,
  ) {}

  /** Of all that the installation has. */
  get keys(): readonly string[] {
    return this.providers.keys;
  }

  /** @returns undefined where the file names none of that key */
  find(key: string): PaymentProvider | undefined {
    return this.providers.get(key);
  }

  /**
   * Asks a provider when it is our turn.
   * @throws what the question throws; ProviderAway also without asking, where the provider is unknown or does not answer at present
   */
  async ask<Answer>(
    key: string,
    operation: Operation,
    question: (provider: PaymentProvider) => Promise<Answer>,
  ): Promise<Answer> {
    const provider = this.find(key);
    if (provider === undefined) throw new ProviderAway(key, 'the installation has no such provider');
    const line = this.lineOf(key);
    return line.turns[operation].take(async () => {
      this.refuseWhileAbsent(key, line, operation);
      const end = seconds.startTimer({ provider: key, operation });
      try {
        const answer = await question(provider);
        this.noteAnswer(key, line);
        end({ outcome: 'answered' });
        return answer;
      } catch (error) {
        if (error instanceof ProviderRefused) this.noteAnswer(key, line);
        if (error instanceof ProviderAway) this.noteFailure(key, line, error);
        end({ outcome: error instanceof ProviderRefused ? 'refused' : 'away' });
        throw error;
      }
    });
  }

  /** Until when an absent provider is left alone, ms since 1970; undefined for one that answers. */
  restsUntil(key: string): number | undefined {
    const { restUntil = 0 } = this.lines.get(key) ?? {};
    return restUntil > this.now() ? restUntil : undefined;
  }

  /** For the operator: which answer, and what came instead of the others' answers. */
  health(): { readonly degraded?: string; readonly providers: Readonly<Record<string, string>> } {
    const states = this.providers.keys.map((key) => {
      const { failures = 0, what } = this.lines.get(key) ?? {};
      return [key, failures < patience ? 'answers' : `away: ${what}`] as const;
    });
    const absent = states.filter(([, state]) => state !== 'answers').map(([key]) => key);
    return {
      ...(absent.length > 0 && { degraded: `payment providers that do not answer: ${absent.join(', ')}` }),
      providers: Object.fromEntries(states),
    };
  }

  private lineOf(key: string): Line {
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const turns = Object.fromEntries(
      Object.entries(atOnce).map(([operation, count]) => [operation, new Turns(count)]),
    ) as Record<Operation, Turns>;
    const line: Line = { turns, failures: 0, lastFailureAt: 0, restUntil: 0 };
    this.lines.set(key, line);
    return line;
  }

  private refuseWhileAbsent(key: string, line: Line, operation: Operation): void {
    const now = this.now();
    const until =
      operation === 'begin'
        ? Math.min(line.restUntil, line.lastFailureAt + restForPersonsMs)
        : line.restUntil;
    if (until > now) {
      unaskedCounter.inc({ provider: key });
      throw new ProviderAway(key, `not asked: it has not answered ${line.failures} times in a row`);
    }
    // One tries; the others wait for what becomes of it.
    if (line.failures >= patience) line.restUntil = now + restOf(line);
  }

  private noteAnswer(key: string, line: Line): void {
    line.failures = 0;
    line.restUntil = 0;
    away.set({ provider: key }, 0);
  }

  private noteFailure(key: string, line: Line, { what }: ProviderAway): void {
    line.failures += 1;
    line.lastFailureAt = this.now();
    line.what = what;
    if (line.failures < patience) return;
    line.restUntil = this.now() + restOf(line);
    away.set({ provider: key }, 1);
  }
}

function restOf({ failures }: Line): number {
  return Math.min(firstRestMs * 2 ** Math.min(failures - patience, 10), longestRestMs);
}
