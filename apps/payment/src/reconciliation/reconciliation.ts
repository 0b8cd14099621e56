import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { asService, metadataOf } from '#commands';
import { runTogether, type PostgresEventStore } from '#event-sourcing';
import { v7 as uuidv7 } from 'uuid';
import type { Asking } from '../asking';
import type { CityPayments } from '../city-payments';
import type { CommandNamed } from '../commands';
import { paymentDecider } from '../commands/decider';
import { isAwaited, type Attempt } from '../domain/attempt';
import type { OpenedPayment } from '../domain/payment';
import { paymentAggregate } from '../payment.aggregate';
import { GiveCommand } from '../payment.handler';
import type { AskedProviders } from '../providers/asked-providers';
import { ProviderAway, TransactionGone, type ListedTransaction } from '../providers/provider';
import type { Candidates } from './candidates';
import type { Findings } from './runs';

type Listed = Pick<ListedTransaction, 'status' | 'amountCents' | 'refundedCents'>;

/** Payments that are read and decided together. */
const together = 500;
/** Payments of a run that are looked at one by one; the next run goes on with the others. */
const mostLooks = 5_000;
const looksAtOnce = 4;
const dayMs = 24 * 3_600_000;
/** So far back a provider's list is read in any case: what is refunded or charged back later, callbacks and looks tell of. */
const latelyMs = 2 * dayMs;
/** And at most so far: what is older is looked at one by one. */
const longestMs = 60 * dayMs;

/** One run for one provider of one city. */
interface Comparison {
  readonly tenant: string;
  readonly provider: string;
  readonly findings: Findings;
  /** By attempt; absent where the provider has no list. What was compared is taken out. */
  readonly listed?: Map<string, Listed>;
  looks: number;
}

/**
 * Compares our books with the providers': by their lists, or a look each. Where both agree, the payment is reconciled (R28c). Where they
 * do not, the provider is asked about that payment alone, and only what still differs is a difference; it is a person's to resolve.
 */
export class Reconciliation {
  private readonly logger = new Logger('reconciliation');

  constructor(
    private readonly candidates: Candidates,
    private readonly store: PostgresEventStore,
    private readonly commands: CommandBus,
    private readonly providers: AskedProviders,
    private readonly cities: CityPayments,
    private readonly asking: Asking,
  ) {}

  /**
   * Compares everything of a city that may have changed.
   * @param tell is told of what was found up to now, now and then
   */
  async run(
    tenant: string,
    signal: AbortSignal,
    tell: (findings: Findings) => Promise<void>,
  ): Promise<Findings> {
    const findings: Findings = { compared: 0, agreed: 0, differed: 0, unasked: 0, strangers: 0 };
    for (const provider of this.providers.keys) {
      if (this.cities.account(tenant, provider) === undefined) continue;
      const listed = await this.listOf(tenant, provider);
      const comparison = { tenant, provider, findings, looks: 0, ...(listed !== undefined && { listed }) };
      await this.compareMoney(comparison, signal, tell);
      if (listed !== undefined) await this.compareRest(comparison, signal);
      await tell(findings);
    }
    await this.lookAtThoseUnderWay(tenant, findings, signal);
    return findings;
  }

  /** What the provider lists, by attempt; undefined where it has no list, or does not give it now. */
  private async listOf(tenant: string, provider: string): Promise<Map<string, Listed> | undefined> {
    if (this.providers.find(provider)?.list === undefined) return undefined;
    const account = this.cities.account(tenant, provider) ?? {};
    const now = Date.now();
    const since = Date.parse((await this.candidates.since(tenant, provider)) ?? new Date(now).toISOString());
    const from = new Date(Math.max(now - longestMs, Math.min(since - dayMs, now - latelyMs))).toISOString();
    const until = new Date(now + dayMs).toISOString();
    try {
      return await this.providers.ask(provider, 'list', async (asked) => {
        const listed = new Map<string, Listed>();
        for await (const line of asked.list?.(account, from, until) ?? []) {
          const { requestId, status, amountCents, refundedCents } = line;
          listed.set(requestId, { status, amountCents, refundedCents });
        }
        return listed;
      });
    } catch (error) {
      if (!(error instanceof ProviderAway)) throw error;
      this.logger.warn({ tenant, provider, err: error }, 'a provider does not list; each is looked at');
      return undefined;
    }
  }

  /** The money that was not reconciled yet. */
  private async compareMoney(
    comparison: Comparison,
    signal: AbortSignal,
    tell: (findings: Findings) => Promise<void>,
  ): Promise<void> {
    const { tenant, provider, findings, listed } = comparison;
    let after = '00000000-0000-0000-0000-000000000000';
    while (!signal.aborted) {
      const ids = await this.candidates.unreconciled(tenant, provider, after, together);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      findings.compared += ids.length;
      const alone = listed === undefined ? ids : await this.reconcileTogether(comparison, listed, ids);
      await this.eachLooked(comparison, alone);
      await tell(findings);
    }
  }

  /** @returns the payments that have to be looked at one by one */
  private async reconcileTogether(
    { tenant, provider, findings }: Comparison,
    listed: Map<string, Listed>,
    ids: readonly string[],
  ): Promise<readonly string[]> {
    const by = asService('payment', tenant);
    const doubtful: string[] = [];
    const command = (id: string, { state, now }: { readonly state: unknown; readonly now: string }) => {
      const payment = state as OpenedPayment;
      const open = payment.attempts.filter((attempt) => hasMoneyAt(attempt, provider) && !attempt.reconciled);
      const [attempt] = open;
      const found = attempt && listed.get(attempt.attemptId);
      const given: CommandNamed<'reconcile'> | undefined = attempt && {
        ...{ type: 'reconcile', attemptId: attempt.attemptId, listed: found, differenceId: uuidv7() },
        ...{ by: { personId: by.personId, role: 'service' }, at: now },
      };
      if (attempt) listed.delete(attempt.attemptId);
      const agrees =
        given !== undefined &&
        open.length === 1 &&
        paymentDecider.decide(given, payment).every(({ type }) => type === 'PaymentReconciled');
      if (!agrees) {
        if (attempt && found) listed.set(attempt.attemptId, found);
        doubtful.push(id);
      }
      return agrees ? given : undefined;
    };
    const { changed, left } = await runTogether(
      ...([this.store, paymentAggregate, tenant, ids, command, metadataOf(by)] as const),
    );
    findings.agreed += changed.length;
    return [...doubtful, ...left];
  }

  /** What the list has besides: of payments that stand otherwise with us, and of none that we know. */
  private async compareRest(comparison: Comparison, signal: AbortSignal): Promise<void> {
    const { tenant, findings, listed = new Map<string, Listed>() } = comparison;
    const ids = [...listed.keys()];
    for (let start = 0; start < ids.length && !signal.aborted; start += together) {
      const asked = ids.slice(start, start + together).filter((id) => uuid.test(id));
      const known = await this.candidates.ofAttempts(tenant, asked);
      const doubtful = known.filter((payment) => mayDiffer(payment, listed.get(payment.attemptId)));
      const paidStrangers = asked.filter(
        (id) => listed.get(id)?.status === 'paid' && !known.some(({ attemptId }) => attemptId === id),
      );
      if (paidStrangers.length > 0)
        this.logger.error(
          { tenant, attempts: paidStrangers.slice(0, 10) },
          'a provider lists payments of nobody',
        );
      findings.strangers += paidStrangers.length;
      findings.compared += known.length;
      findings.agreed += known.length - doubtful.length;
      await this.eachLooked(comparison, [...new Set(doubtful.map(({ id }) => id))]);
    }
  }

  private async lookAtThoseUnderWay(tenant: string, findings: Findings, signal: AbortSignal): Promise<void> {
    for (const id of await this.candidates.underWay(tenant, mostLooks)) {
      if (signal.aborted) return;
      const { attempts } = await this.asking.payment(tenant, id);
      findings.compared += 1;
      for (const { attemptId } of attempts.filter(isAwaited)) {
        const looked = await this.look(tenant, id, attemptId);
        if (looked === 'away') findings.unasked += 1;
      }
    }
  }

  private async eachLooked(comparison: Comparison, ids: readonly string[]): Promise<void> {
    const waiting = [...ids];
    const work = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
        await this.lookAndCompare(comparison, id);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, work));
  }

  /** Asks the provider about one payment, and compares what it says then. */
  private async lookAndCompare(comparison: Comparison, id: string): Promise<void> {
    const { tenant, provider, findings, listed } = comparison;
    const rests = this.providers.restsUntil(provider) !== undefined;
    if (rests || (comparison.looks += 1) > mostLooks) {
      findings.unasked += 1;
      return;
    }
    const before = await this.asking.payment(tenant, id);
    for (const attempt of before.attempts.filter((one) => isOf(one, provider))) {
      const answer = await this.look(tenant, id, attempt.attemptId);
      if (answer === 'away') {
        findings.unasked += 1;
        return;
      }
      const said =
        answer === undefined
          ? undefined
          : {
              status: answer.status,
              amountCents: answer.amountCents ?? attempt.receivedCents ?? attempt.amountCents,
              refundedCents: listed?.get(attempt.attemptId)?.refundedCents ?? 0,
            };
      if (said !== undefined || attempt.status === 'settled')
        await this.give(tenant, id, { attemptId: attempt.attemptId, listed: said });
    }
    const after = await this.asking.payment(tenant, id);
    const known = new Set(before.differences.map(({ differenceId }) => differenceId));
    const news = after.differences.filter(({ differenceId }) => !known.has(differenceId));
    findings.differed += news.length;
    if (after.differences.length === 0) findings.agreed += 1;
  }

  /** What the provider says of an attempt; its answer has its usual effects first. */
  private async look(tenant: string, paymentId: string, attemptId: string) {
    try {
      return await this.asking.look({ tenant, paymentId, attemptId });
    } catch (error) {
      if (error instanceof TransactionGone) return undefined;
      if (error instanceof ProviderAway) return 'away';
      throw error;
    }
  }

  private give(
    tenant: string,
    id: string,
    input: { readonly attemptId: string; readonly listed: Listed | undefined },
  ): Promise<unknown> {
    const asked = { name: 'reconcile', input } as const;
    return this.commands.execute(new GiveCommand(asService('payment', tenant), id, asked));
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isOf = (attempt: Attempt, provider: string): boolean => attempt.provider === provider;
const hasMoneyAt = (attempt: Attempt, provider: string): boolean =>
  isOf(attempt, provider) && attempt.status === 'settled';

/** Whether what is listed may be news of a payment whose money was reconciled, or that has none with us. */
function mayDiffer(
  { status, refundedCents }: { status: string; refundedCents: number },
  listed?: Listed,
): boolean {
  const hasMoney = ['settled', 'reconciled', 'refunding', 'refunded'].includes(status);
  switch (listed?.status) {
    case undefined:
    case 'initial':
      return false;
    case 'paid':
      return !hasMoney || listed.refundedCents !== refundedCents;
    case 'cancelled':
    case 'failed':
      return status === 'under-way';
    case 'charged-back':
      return status !== 'charged-back';
  }
}
