import { Logger } from '@nestjs/common';
import { asService, metadataOf } from '#commands';
import { runTogether, type PostgresEventStore } from '#event-sourcing';
import { v7 as uuidv7 } from 'uuid';
import type { CityPayments } from '../city-payments';
import type { CommandNamed } from '../commands';
import { paymentDecider } from '../commands/decider';
import { hasEnded, isAwaited, type Attempt } from '../domain/attempt';
import type { OpenedPayment } from '../domain/payment';
import { paymentAggregate } from '../payment.aggregate';
import type { AskedProviders } from '../providers/asked-providers';
import { ProviderAway, type ListedTransaction } from '../providers/provider';
import { beforeAll, type Candidates } from './candidates';
import type { Comparison, InList, LookedAtSingly, Run } from './looked-at-singly';
import type { Findings } from './runs';

/** Payments that are read and decided together. */
const together = 500;
const dayMs = 24 * 3_600_000;
/** So far back a provider's list is read in any case: what is refunded or charged back later, callbacks and looks tell of. */
const latelyMs = 2 * dayMs;
/** So long, in ms, a provider without a list is asked each night whether what had come to nothing is paid after all. */
const changesItsMindMs = 7 * dayMs;
/** And at most so far: what is older is looked at one by one. */
const longestMs = 60 * dayMs;

/**
 * Compares our books with the providers': by their lists, or a look each. Where both agree, the payment is reconciled (R28c). Where they
 * do not, the provider is asked about that payment alone, and only what still differs is a difference; it is a person's to resolve.
 */
export class Reconciliation {
  private readonly logger = new Logger('reconciliation');

  constructor(
    private readonly candidates: Candidates,
    private readonly store: PostgresEventStore,
    private readonly providers: AskedProviders,
    private readonly cities: CityPayments,
    private readonly singly: LookedAtSingly,
  ) {}

  /** Whether a city has an account at a provider of the installation. */
  knows(tenant: string, provider: string): boolean {
    return this.providersOf(tenant).includes(provider);
  }

  /**
   * Compares everything of a city that may have changed.
   * @param only the one provider whose books are compared; null for all
   * @param tell is told of what was found up to now, after each payment or more
   */
  async run(tenant: string, only: string | null, signal: AbortSignal, tell: Run['tell']): Promise<Findings> {
    const providers = this.providersOf(tenant).filter((key) => only === null || key === only);
    const findings: Findings = {
      ...{ toCompare: await this.candidates.count(tenant, providers) },
      ...{ compared: 0, agreed: 0, differed: 0, unasked: 0, strangers: 0 },
    };
    const run: Run = { tenant, findings, signal, tell };
    await tell(findings);
    for (const provider of providers) {
      const listed = await this.listOf(tenant, provider);
      const comparison = { run, provider };
      await this.compareMoney(comparison, listed);
      if (listed !== undefined) await this.compareRest(comparison, listed);
      else await this.lookAtThoseEnded(comparison);
    }
    await this.lookAtThoseUnderWay(run, providers);
    return findings;
  }

  private providersOf(tenant: string): readonly string[] {
    return this.providers.keys.filter((key) => this.cities.account(tenant, key) !== undefined);
  }

  /** What the provider lists, by attempt; undefined where it has no list, or does not give it now. */
  private async listOf(tenant: string, provider: string): Promise<Map<string, InList> | undefined> {
    if (this.providers.find(provider)?.list === undefined) return undefined;
    const account = this.cities.account(tenant, provider) ?? {};
    const now = Date.now();
    const since = Date.parse((await this.candidates.since(tenant, provider)) ?? new Date(now).toISOString());
    const from = new Date(Math.max(now - longestMs, Math.min(since - dayMs, now - latelyMs))).toISOString();
    const until = new Date(now + dayMs).toISOString();
    try {
      return await this.providers.ask(provider, 'list', async (asked) => {
        const listed = new Map<string, ListedAttempt>();
        for await (const line of asked.list?.(account, from, until) ?? [])
          listed.set(line.requestId, listedWith(listed.get(line.requestId), line));
        return listed;
      });
    } catch (error) {
      if (!(error instanceof ProviderAway)) throw error;
      this.logger.warn({ tenant, provider, err: error }, 'a provider does not list; each is looked at');
      return undefined;
    }
  }

  /** The money that was not reconciled yet. @param listed by attempt; what was compared is taken out */
  private async compareMoney(comparison: Comparison, listed: Map<string, InList> | undefined): Promise<void> {
    const { run, provider } = comparison;
    const { tenant, findings, signal } = run;
    let after = beforeAll;
    while (!signal.aborted) {
      const ids = await this.candidates.unreconciled(tenant, provider, after, together);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      const said = new Map<string, InList>();
      const alone = listed === undefined ? ids : await this.reconcileTogether(comparison, listed, ids, said);
      findings.compared += ids.length - alone.length;
      await this.singly.compare(comparison, alone, said);
      await run.tell(findings);
    }
  }

  /**
   * @param said takes what the list says of these payments
   * @returns the payments that have to be looked at one by one
   */
  private async reconcileTogether(
    { run: { tenant, findings }, provider }: Comparison,
    listed: Map<string, InList>,
    ids: readonly string[],
    said: Map<string, InList>,
  ): Promise<readonly string[]> {
    const by = asService('payment', tenant);
    const doubtful: string[] = [];
    const command = (id: string, { state, now }: { readonly state: unknown; readonly now: string }) => {
      const payment = state as OpenedPayment;
      const open = payment.attempts.filter(
        (one) => one.provider === provider && one.status === 'settled' && !one.reconciled,
      );
      for (const { attemptId } of open) {
        const line = listed.get(attemptId);
        if (line !== undefined) said.set(attemptId, line);
        listed.delete(attemptId);
      }
      const [attempt] = open;
      const given: CommandNamed<'reconcile'> | undefined = attempt && {
        ...{
          type: 'reconcile',
          attemptId: attempt.attemptId,
          listed: said.get(attempt.attemptId),
          differenceId: uuidv7(),
        },
        ...{ by: { personId: by.personId, role: 'service' }, at: now },
      };
      const agrees =
        given !== undefined &&
        open.length === 1 &&
        paymentDecider.decide(given, payment).every(({ type }) => type === 'PaymentReconciled');
      if (!agrees) doubtful.push(id);
      return agrees ? given : undefined;
    };
    const { changed, left } = await runTogether(
      ...([this.store, paymentAggregate, tenant, ids, command, metadataOf(by)] as const),
    );
    findings.agreed += changed.length;
    return [...doubtful, ...left];
  }

  /** What the list has besides: of payments that stand otherwise with us, and of none that we know. */
  private async compareRest(comparison: Comparison, listed: Map<string, InList>): Promise<void> {
    const { tenant, findings, signal } = comparison.run;
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
      const alone = [...new Set(doubtful.map(({ id }) => id))];
      const agreed = known.length - doubtful.length;
      findings.strangers += paidStrangers.length;
      findings.toCompare += agreed + alone.length;
      findings.compared += agreed;
      findings.agreed += agreed;
      await this.singly.compare(comparison, alone, listed);
    }
  }

  /** Where no list tells of it: whether money has come by an attempt that the provider had said was over. */
  private async lookAtThoseEnded({ run, provider }: Comparison): Promise<void> {
    const since = new Date(Date.now() - changesItsMindMs).toISOString();
    const isOver = (attempt: Attempt) =>
      attempt.provider === provider && hasEnded(attempt) && attempt.chosenAt >= since;
    let after = beforeAll;
    while (!run.signal.aborted) {
      const ids = await this.candidates.withEndedAttempts(run.tenant, since, after, together);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      run.findings.toCompare += ids.length;
      await this.singly.lookAt(run, ids, isOver);
    }
  }

  private async lookAtThoseUnderWay(run: Run, providers: readonly string[]): Promise<void> {
    let after = beforeAll;
    while (!run.signal.aborted) {
      const ids = await this.candidates.underWay(run.tenant, after, together);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      const isOurs = (attempt: Attempt) =>
        isAwaited(attempt) && providers.some((key) => attempt.provider === key);
      await this.singly.lookAt(run, ids, isOurs);
    }
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a provider lists of an attempt, and which of its transactions that is. */
type ListedAttempt = InList & Pick<ListedTransaction, 'transactionId'>;

/** With one more line of the same attempt: two that are paid are twice the money; the same one again, as pages shift, is none. */
function listedWith(
  before: ListedAttempt | undefined,
  { transactionId, status, amountCents, refundedCents }: ListedTransaction,
): ListedAttempt {
  const line = { transactionId, status, amountCents, refundedCents };
  if (before === undefined || before.transactionId === transactionId) return line;
  if (before.status !== 'paid' || status !== 'paid') return before.status === 'paid' ? before : line;
  return {
    ...before,
    isTwice: true,
    amountCents: before.amountCents + amountCents,
    refundedCents: before.refundedCents + refundedCents,
  };
}

/** Whether what is listed may be news of a payment whose money was reconciled, or that has none with us. */
function mayDiffer(
  { status, refundedCents }: { status: string; refundedCents: number },
  listed?: InList,
): boolean {
  const hasMoney = ['settled', 'reconciled', 'refunding', 'refunded'].includes(status);
  switch (listed?.status) {
    case undefined:
    case 'initial':
      return false;
    case 'paid':
      return !hasMoney || listed.isTwice === true || listed.refundedCents !== refundedCents;
    case 'cancelled':
    case 'failed':
      return status === 'under-way';
    case 'charged-back':
      return status !== 'charged-back';
  }
}
