import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { asService } from '#commands';
import { foldStream, type EventStore } from '#event-sourcing';
import { Problem } from '#http';
import type { BeginRequests } from './begin-requests';
import type { BegunTransactions } from './begun-transactions';
import type { CityPayments } from './city-payments';
import type { NoteAnswerInput } from './commands/note-answer';
import type { NoteRefundInput } from './commands/note-refund';
import type { Attempt } from './domain/attempt';
import type { OpenedPayment } from './domain/payment';
import { paymentAggregate } from './payment.aggregate';
import { GiveCommand } from './payment.handler';
import type { AskedProviders } from './providers/asked-providers';
import {
  BegunBefore,
  ProviderAway,
  ProviderRefused,
  TransactionGone,
  type ProviderAccount,
  type ProviderAnswer,
} from './providers/provider';

/** An attempt, and whose it is. */
export interface AttemptName {
  readonly tenant: string;
  readonly paymentId: string;
  readonly attemptId: string;
}

/** An attempt as it stands in its payment. */
interface Standing {
  readonly payment: OpenedPayment;
  readonly attempt: Attempt;
}

/** Ms in which the first answer to a beginning may still be on its way, through however many questions. */
const answerMs = 60_000;

/**
 * Asks providers, outside of every transaction, and gives their answers to the decider: whoever asks for whatever reason, it leads
 * to the same events. What dies in between is asked again.
 */
export class Asking {
  private readonly logger = new Logger('providers');
  private readonly beginning = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly store: Pick<EventStore, 'read'>,
    private readonly commands: CommandBus,
    private readonly providers: AskedProviders,
    private readonly cities: Pick<CityPayments, 'account'>,
    private readonly requests: BeginRequests,
    private readonly begun: Pick<BegunTransactions, 'isOf'>,
  ) {}

  /**
   * Begins an attempt at its provider, or goes on with it: the same attempt never makes a second transaction.
   * @returns where the person pays; undefined for a direct debit, which needs no page
   * @throws Problem `payment-provider-away` when it may be tried again, `payment-refused-by-provider` when the attempt is over
   */
  async begin(name: AttemptName): Promise<string | undefined> {
    // Somebody who presses twice waits for the one answer.
    const key = keyOf(name);
    const known = this.beginning.get(key);
    if (known !== undefined) return known;
    const beginning = this.beginOnce(name).finally(() => this.beginning.delete(key));
    this.beginning.set(key, beginning);
    return beginning;
  }

  /**
   * Looks how an attempt stands at its provider, and gives the decider what is new of it.
   * @returns what it said; undefined where there is no provider, or it knows of nothing
   * @throws ProviderAway where nothing could be learned
   */
  async look(name: AttemptName): Promise<ProviderAnswer | undefined> {
    const { attempt } = await this.standing(name);
    const { provider, attemptId: requestId, transactionId } = attempt;
    if (provider === undefined) return undefined;
    const account = this.accountOf(name.tenant, provider);
    const known = { requestId, ...(transactionId !== undefined && { transactionId }) };
    const answer = await this.providers.ask(provider, 'look', (asked) => asked.look(account, known));
    if (answer === undefined && transactionId !== undefined)
      throw new TransactionGone(provider, 'it does not know a transaction any more that it had begun');
    if (answer === undefined) await this.note(name, { attemptId: requestId });
    else if (!saysNothingNew(answer, attempt))
      await this.noteAnswer(name, { provider, transactionId }, answer);
    return answer;
  }

  /**
   * Has a provider give money back; what it cannot, or does not, is left to the treasury.
   * @returns whether it is decided; otherwise it is to be asked again
   * @throws ProviderAway
   */
  async refund(tenant: string, paymentId: string, refundId: string): Promise<boolean> {
    const payment = await this.payment(tenant, paymentId);
    const refund = payment.refunds.find((one) => one.refundId === refundId);
    if (refund?.status !== 'approved') return true;
    const { attemptId, amountCents } = refund;
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    const outcome = await this.refundAtProvider(tenant, attempt, { refundId, amountCents });
    if (outcome === undefined) return false;
    const input: NoteRefundInput = { refundId, outcome };
    await this.give(tenant, paymentId, { name: 'note-refund', input });
    return true;
  }

  /** @throws Error where there is no such payment */
  async payment(tenant: string, paymentId: string): Promise<OpenedPayment> {
    const stream = { tenant, streamId: paymentId };
    const { state } = await foldStream(this.store, paymentAggregate.decider, stream);
    if (state.status === 'none') throw new Error('there is no such payment');
    return state;
  }

  private async beginOnce(name: AttemptName): Promise<string | undefined> {
    const { tenant, paymentId } = name;
    const { payment, attempt } = await this.standing(name);
    const { provider, status } = attempt;
    if (provider === undefined) return undefined;
    if (status === 'under-way') return this.requests.openRedirect(tenant, paymentId, attempt);
    if (status !== 'chosen') throw new Problem('payment-refused-by-provider');
    try {
      const account = this.accountOf(tenant, provider);
      const begin = await this.requests.of(tenant, paymentId, payment, attempt);
      const answer = await this.providers.ask(provider, 'begin', (asked) => asked.begin(account, begin));
      await this.noteAnswer(name, { provider }, answer);
    } catch (error) {
      throw await this.problemOf(name, attempt, error);
    }
    const { attempt: begun } = await this.standing(name);
    if (begun.status === 'under-way') return this.requests.openRedirect(tenant, paymentId, begun);
    // Paid before the first answer came, or ended by another one: nobody is sent to a page that nobody watches.
    throw new Problem(begun.status === 'chosen' ? 'payment-provider-away' : 'payment-refused-by-provider');
  }

  private async problemOf(name: AttemptName, { chosenAt }: Attempt, error: unknown): Promise<unknown> {
    const { attemptId } = name;
    if (error instanceof BegunBefore && Date.now() - Date.parse(chosenAt) < answerMs)
      return new Problem('payment-provider-away', {}, { cause: error });
    if (error instanceof ProviderRefused) {
      this.logger.warn(
        { ...name, provider: error.provider, code: error.code },
        'a provider refused a payment',
      );
      const { code, digest, raw } = error;
      await this.note(name, { attemptId, refused: { code, digest, raw } });
      return new Problem('payment-refused-by-provider', {}, { cause: error });
    }
    if (error instanceof ProviderAway) {
      this.logger.warn({ ...name, err: error }, 'a payment was not begun: its provider does not answer');
      return new Problem('payment-provider-away', {}, { cause: error });
    }
    return error;
  }

  private async refundAtProvider(
    tenant: string,
    attempt: Attempt | undefined,
    refund: { readonly refundId: string; readonly amountCents: number },
  ): Promise<NoteRefundInput['outcome'] | undefined> {
    const { provider, attemptId: requestId, transactionId } = attempt ?? {};
    if (provider === undefined || requestId === undefined || transactionId === undefined)
      return { kind: 'failed' };
    if (this.providers.find(provider)?.refund === undefined) return { kind: 'failed' };
    const account = this.accountOf(tenant, provider);
    try {
      const answer = await this.providers.ask(provider, 'refund', async (asked) =>
        asked.refund?.(account, { requestId, transactionId }, refund),
      );
      switch (answer?.status) {
        case 'pending':
          return undefined;
        case 'done': {
          const { digest, refundedAt } = answer;
          return { kind: 'issued', way: 'provider', digest, ...(refundedAt !== undefined && { refundedAt }) };
        }
        case 'failed':
          return { kind: 'failed', digest: answer.digest };
        case undefined:
          return { kind: 'failed' };
      }
    } catch (error) {
      if (error instanceof ProviderRefused) return { kind: 'failed', digest: error.digest };
      throw error;
    }
  }

  private async standing({ tenant, paymentId, attemptId }: AttemptName): Promise<Standing> {
    const payment = await this.payment(tenant, paymentId);
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt === undefined) throw new Error('the payment has no such attempt');
    return { payment, attempt };
  }

  private accountOf(tenant: string, provider: string): ProviderAccount {
    const account = this.cities.account(tenant, provider);
    if (account === undefined) throw new ProviderAway(provider, 'the city has no account there');
    return account;
  }

  /**
   * Whose transaction it is, is asked with the first answer: from then on an attempt has its own. A provider may count from the
   * beginning again, and says then for which request that is; money that was there before it was asked for is another attempt's.
   */
  private async noteAnswer(
    name: AttemptName,
    {
      provider,
      transactionId: known,
    }: { readonly provider: string; readonly transactionId?: string | undefined },
    answer: ProviderAnswer,
  ): Promise<void> {
    const { tenant, attemptId } = name;
    const { transactionId } = answer;
    const isFirst =
      known !== undefined || (await this.begun.isOf(tenant, provider, { transactionId, attemptId }));
    const isOwn = isFirst || (answer.namesRequest === true && answer.status === 'initial');
    await this.note(name, { attemptId, answer, ...(!isOwn && { isOfAnother: true as const }) });
  }

  private note({ tenant, paymentId }: AttemptName, input: NoteAnswerInput): Promise<unknown> {
    return this.give(tenant, paymentId, { name: 'note-answer', input });
  }

  private give(tenant: string, paymentId: string, asked: GiveCommand['asked']): Promise<unknown> {
    return this.commands.execute(new GiveCommand(asService('payment', tenant), paymentId, asked));
  }
}

export function keyOf({ tenant, paymentId, attemptId }: AttemptName): string {
  return `${tenant} ${paymentId} ${attemptId}`;
}

/** Where it stands there is where it stands here: an answer that differs in its time alone is no event, however often one looks. */
function saysNothingNew(answer: ProviderAnswer, attempt: Attempt): boolean {
  const { status, amountCents = attempt.receivedCents, currency = 'EUR' } = answer;
  if (answer.transactionId !== attempt.transactionId) return false;
  switch (status) {
    case 'initial':
      return attempt.status === 'under-way';
    case 'paid':
      return attempt.status === 'settled' && amountCents === attempt.receivedCents && currency === 'EUR';
    case 'cancelled':
    case 'failed':
    case 'charged-back':
      return attempt.status === status;
  }
}
