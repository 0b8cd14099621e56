import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { Unavailable } from '#availability';
import { asService } from '#commands';
import type { Asking } from '../asking';
import type { Listed } from '../commands/reconcile';
import type { Attempt } from '../domain/attempt';
import { GiveCommand } from '../payment.handler';
import type { AskedProviders } from '../providers/asked-providers';
import { ProviderAway, TransactionGone, type ProviderAnswer } from '../providers/provider';
import type { Findings } from './runs';

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
}

/** What a provider's list says of an attempt. */
export interface InList extends Required<Listed> {
  /** It lists several transactions of it that are paid, whose sums these are: a look would show one of them. */
  readonly isTwice?: true;
}

/** Payments that are looked at side by side; a provider is asked by no more of them than it may be (`AskedProviders`). */
const atOnce = 6;

/** Compares payments one by one: those about which a provider's list and our books do not agree, and all where it has no list. */
export class LookedAtSingly {
  private readonly logger = new Logger('reconciliation');

  constructor(
    private readonly commands: CommandBus,
    private readonly providers: AskedProviders,
    private readonly asking: Asking,
  ) {}

  /**
   * Asks the provider about each of these payments, and compares what it says then.
   * @param listed what its list says, by attempt: of what it has given back, nothing else tells
   */
  compare(
    comparison: Comparison,
    ids: readonly string[],
    listed: ReadonlyMap<string, InList> = new Map(),
  ): Promise<void> {
    return this.each(comparison.run, ids, (id) => this.compareOne(comparison, id, listed));
  }

  /**
   * Looks how attempts stand that nobody compares with a list: somebody is at them, or they came to nothing and the provider may have
   * changed its mind.
   * @param isLookedAt which of the payments' attempts
   */
  lookAt(run: Run, ids: readonly string[], isLookedAt: (attempt: Attempt) => boolean): Promise<void> {
    return this.each(run, ids, async (id) => {
      const { attempts } = await this.asking.payment(run.tenant, id);
      for (const { attemptId } of attempts.filter(isLookedAt))
        if ((await this.look(run.tenant, id, attemptId)) === 'away') run.findings.unasked += 1;
    });
  }

  /** Does something to each of these payments, several side by side, until the run is to stop. One that cannot be read stops no other. */
  private async each(
    { tenant, findings, signal, tell }: Run,
    ids: readonly string[],
    work: (id: string) => Promise<void>,
  ): Promise<void> {
    const waiting = ids.values();
    const turn = async (): Promise<void> => {
      for (const id of waiting) {
        if (signal.aborted) return;
        await work(id).catch((error: unknown) => {
          if (error instanceof Unavailable) throw error;
          this.logger.error({ tenant, paymentId: id, err: error }, 'a payment could not be compared');
          findings.unasked += 1;
        });
        findings.compared += 1;
        await tell(findings);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, turn));
  }

  private async compareOne(
    { run, provider }: Comparison,
    id: string,
    listed: ReadonlyMap<string, InList>,
  ): Promise<void> {
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
      const { refundedCents, isTwice, amountCents: ofAll } = listed.get(attemptId) ?? {};
      const ofOne = answer?.amountCents ?? attempt.receivedCents ?? attempt.amountCents;
      const said: Listed | undefined = answer && {
        status: answer.status,
        amountCents: isTwice && ofAll !== undefined ? ofAll : ofOne,
        ...(refundedCents !== undefined && { refundedCents }),
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
