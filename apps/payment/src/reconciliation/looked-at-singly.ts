import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import type { Asking } from '../asking';
import { isAwaited } from '../domain/attempt';
import { GiveCommand } from '../payment.handler';
import type { AskedProviders } from '../providers/asked-providers';
import {
  ProviderAway,
  TransactionGone,
  type ListedTransaction,
  type ProviderAnswer,
} from '../providers/provider';
import type { Findings } from './runs';

/** What a provider's list says of an attempt. */
export type Listed = Pick<ListedTransaction, 'status' | 'amountCents' | 'refundedCents'>;

/** A run of one city, as far as it has come. */
export interface Run {
  readonly tenant: string;
  readonly findings: Findings;
  readonly signal: AbortSignal;
  /** Is told of what was found up to now, after each payment. */
  readonly tell: (findings: Findings) => Promise<void>;
}

/** One run for one provider. */
export interface Comparison {
  readonly run: Run;
  readonly provider: string;
  /** By attempt; absent where the provider has no list. What was compared is taken out. */
  readonly listed?: Map<string, Listed>;
}

/** Payments that are looked at side by side; a provider is asked by no more of them than it may be (`AskedProviders`). */
const atOnce = 6;

/** Compares payments one by one: those about which a provider's list and our books do not agree, and all where it has no list. */
export class LookedAtSingly {
  constructor(
    private readonly commands: CommandBus,
    private readonly providers: AskedProviders,
    private readonly asking: Asking,
  ) {}

  /** Asks the provider about each of these payments, and compares what it says then. */
  compare(comparison: Comparison, ids: readonly string[]): Promise<void> {
    return each(comparison.run, ids, (id) => this.compareOne(comparison, id));
  }

  /** Looks how payments stand that somebody is at. @param providers whose attempts are looked at */
  lookUnderWay(run: Run, ids: readonly string[], providers: readonly string[]): Promise<void> {
    return each(run, ids, async (id) => {
      const { attempts } = await this.asking.payment(run.tenant, id);
      const awaited = attempts.filter(
        (attempt) => isAwaited(attempt) && providers.some((key) => attempt.provider === key),
      );
      for (const { attemptId } of awaited)
        if ((await this.look(run.tenant, id, attemptId)) === 'away') run.findings.unasked += 1;
    });
  }

  private async compareOne({ run, provider, listed }: Comparison, id: string): Promise<void> {
    const { tenant, findings } = run;
    if (this.providers.restsUntil(provider) !== undefined) {
      findings.unasked += 1;
      return;
    }
    const before = await this.asking.payment(tenant, id);
    for (const attempt of before.attempts.filter((one) => one.provider === provider)) {
      const { attemptId } = attempt;
      const answer = await this.look(tenant, id, attemptId);
      if (answer === 'away') {
        findings.unasked += 1;
        return;
      }
      const said: Listed | undefined = answer && {
        status: answer.status,
        amountCents: answer.amountCents ?? attempt.receivedCents ?? attempt.amountCents,
        refundedCents: listed?.get(attemptId)?.refundedCents ?? 0,
      };
      if (said === undefined && attempt.status !== 'settled') continue;
      const asked = { name: 'reconcile', input: { attemptId, listed: said } } as const;
      await this.commands.execute(new GiveCommand(asService('payment', tenant), id, asked));
    }
    const after = await this.asking.payment(tenant, id);
    const known = new Set(before.differences.map(({ differenceId }) => differenceId));
    findings.differed += after.differences.filter(({ differenceId }) => !known.has(differenceId)).length;
    if (after.differences.length === 0) findings.agreed += 1;
  }

  /** What the provider says of an attempt; its answer has its usual effects first. */
  private async look(
    tenant: string,
    paymentId: string,
    attemptId: string,
  ): Promise<ProviderAnswer | 'away' | undefined> {
    try {
      return await this.asking.look({ tenant, paymentId, attemptId });
    } catch (error) {
      if (error instanceof TransactionGone) return undefined;
      if (error instanceof ProviderAway) return 'away';
      throw error;
    }
  }
}

/** Does something to each of these payments, several side by side, until the run is to stop. */
async function each(
  { findings, signal, tell }: Run,
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<void> {
  const waiting = ids.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const id of waiting) {
        if (signal.aborted) return;
        await work(id);
        findings.compared += 1;
        await tell(findings);
      }
    }),
  );
}
