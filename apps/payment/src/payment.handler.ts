import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf, type Acting, type CommandOptions } from '#commands';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { definitionOf, type AskedCommand, type PaymentCommand } from './commands';
import type { Circumstances } from './commands/command';
import { unchangedSince } from './domain/books';
import type { OpenedPayment, Payment } from './domain/payment';
import { isVisibleTo } from './domain/visibility';
import { paymentAggregate } from './payment.aggregate';
import { FactSources } from './payment-facts';

/** What a caller is told after a command; kept under the idempotency key, so without personal data. */
export interface CommandAnswer {
  readonly id: string;
  readonly status: OpenedPayment['status'];
  readonly version: number;
  readonly body: object;
}

/** Somebody asks that something happens to a payment: the one door to the decider, for HTTP, for Kafka and for what is due. */
export class GiveCommand extends Command<CommandAnswer> {
  constructor(
    readonly acting: Acting,
    readonly paymentId: string,
    readonly asked: AskedCommand,
    readonly options: CommandOptions = {},
  ) {
    super();
  }
}

@CommandHandler(GiveCommand)
export class PaymentHandler implements ICommandHandler<GiveCommand> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly facts: FactSources,
  ) {}

  /**
   * @throws Problem `not-found` for who may not see the payment, `version-conflict` when they saw another version; Refusal when a
   *   rule says no.
   */
  async execute({ acting, paymentId, asked, options }: GiveCommand): Promise<CommandAnswer> {
    const { tenant } = acting;
    const { name, input } = asked;
    const definition = definitionOf(name);
    const facts = this.facts.of(tenant, paymentId);
    const by = givenBy(acting);
    const { answer } = await runCommand(
      options.transaction === undefined ? this.store : this.store.within(options.transaction),
      paymentAggregate,
      { tenant, streamId: paymentId },
      async ({ state, version, now: at }) => {
        // Before If-Match: the answer for somebody else's payment must not tell which version it is at.
        if (!isVisibleTo(acting, state)) throw new Problem('not-found');
        const payment = state as OpenedPayment;
        const { expectedVersion } = options;
        if (expectedVersion !== undefined && !isAsSeen(payment, expectedVersion, version))
          throw new Problem('version-conflict');
        const given = await definition.prepare({ input, acting, paymentId, payment, facts, at });
        return { type: name, ...given, by, at } as PaymentCommand;
      },
      {
        metadata: metadataOf(acting, options.causationId),
        ...(options.idempotency !== undefined && { idempotency: options.idempotency }),
        alongside: options.alongside,
        answer: (state, head, command) => answerOf(paymentId, state, head.version, command),
      },
    );
    return answer as CommandAnswer;
  }
}

/** Whether who saw one version of a payment saw it as it stands at a later one. */
function isAsSeen(payment: OpenedPayment, seen: number, version: number): boolean {
  return seen <= version && seen >= unchangedSince(payment);
}

function answerOf(id: string, payment: Payment, version: number, command: PaymentCommand): CommandAnswer {
  if (payment.status === 'none') throw new Error('a command succeeded and left no payment');
  const body = definitionOf(command.type).answers?.(command, payment) ?? {};
  return { id, status: payment.status, version, body };
}

function givenBy({ personId, role }: Acting): Circumstances['by'] {
  if (role === 'auditor') throw new Problem('forbidden');
  return { personId, role };
}
