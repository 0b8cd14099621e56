import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf, type Acting, type CommandOptions } from '#commands';
import { runCommand, PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import { applicationAggregate } from './application.aggregate';
import { FactSources } from './case-facts';
import type { ApplicationCommand, AskedCommand } from './commands';
import { definitionOf } from './commands';
import type { CommandDefinition } from './commands/command';
import type { Facts } from './commands/facts';
import type { Application, BegunApplication } from './domain/application';
import type { KeptUntil } from './domain/draft';
import type { Order, PaymentState } from './domain/order';
import { unchangedSince } from './domain/paper';
import { isVisibleTo } from './domain/visibility';
import { Deputies } from './deputies';
import { Orders } from './orders';

/** What a caller is told about an application after a command; kept under the idempotency key, so without personal data. */
export interface CommandAnswer {
  readonly id: string;
  readonly reference: string;
  readonly status: BegunApplication['status'];
  /** Of the case. */
  readonly version: number;
  /** Of a command upon the form: where the draft stands. */
  readonly draft?: KeptUntil & { readonly version: number };
  /** How far the payment of what is owed is. */
  readonly payment?: PaymentState;
  /** Of submitting: what is owed now. */
  readonly order?: OrderAnswer;
}

/** What is owed, and how the payment service is shown so (W16b). */
export interface OrderAnswer {
  readonly id: string;
  readonly amountCents: number;
  readonly payBy?: string;
  /** Signed by this service; not kept, but made whenever it is answered. */
  readonly token?: string;
}

/** Somebody asks that something happens to an application: the one door to the decider, for HTTP and for Kafka. */
export class GiveCommand extends Command<CommandAnswer> {
  constructor(
    readonly acting: Acting,
    readonly applicationId: string,
    readonly asked: AskedCommand,
    readonly options: CommandOptions = {},
  ) {
    super();
  }
}

@CommandHandler(GiveCommand)
export class ApplicationHandler implements ICommandHandler<GiveCommand> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly facts: FactSources,
    private readonly orders: Orders,
    private readonly deputies: Deputies,
  ) {}

  /**
   * @throws Problem `not-found` when the caller may not see the application, `version-conflict` when they saw another
   *   version, `invalid-input`; Refusal when a rule says no.
   */
  async execute({ acting, applicationId, asked, options }: GiveCommand): Promise<CommandAnswer> {
    const { tenant } = acting;
    const { name, input } = asked;
    const facts = this.facts.of(tenant, applicationId);
    const by = await givenBy(acting, facts, this.deputies);
    const { answer, state } = await runCommand(
      options.transaction === undefined ? this.store : this.store.within(options.transaction),
      applicationAggregate,
      { tenant, streamId: applicationId },
      async ({ state, version, now: at }) => {
        // Before If-Match: the answer for somebody else's application must not tell which version it is at.
        const definition = definitionOf(name);
        if (!begins(definition) && !(await exists(definition, acting, state, facts)))
          throw new Problem('not-found');
        const { expectedVersion } = options;
        const isStale = expectedVersion !== undefined && !isAsSeen(state, expectedVersion, version);
        if (isStale && definition.uponForm !== true) throw new Problem('version-conflict');
        const application = state as BegunApplication;
        const given = await definition.prepare({
          input,
          acting,
          applicationId,
          application,
          facts,
          at,
          ...(expectedVersion !== undefined && { expectedDraft: expectedVersion }),
        });
        return { type: name, ...given, by, at } as ApplicationCommand;
      },
      {
        metadata: metadataOf(acting, options.causationId),
        ...(options.idempotency !== undefined && { idempotency: options.idempotency }),
        alongside: options.alongside,
        answer: (state, head, command) => answerOf(applicationId, state, head.version, command),
      },
    );
    return this.withToken(tenant, answer as CommandAnswer, state);
  }

  /** A repetition is answered with the order as it was then, and a fresh signature. */
  private async withToken(
    tenant: string,
    answer: CommandAnswer,
    application: Application,
  ): Promise<CommandAnswer> {
    if (answer.order === undefined || application.status === 'none' || application.order === undefined)
      return answer;
    const token = await this.orders.sign(tenant, answer.id, application, application.order);
    return { ...answer, order: { ...answer.order, token } };
  }
}

/** Of a command that leaves something to be paid: what. */
function orderAfter(command: ApplicationCommand, order: Order | undefined): CommandAnswer['order'] {
  if (command.type !== 'submit' || order === undefined) return undefined;
  const { orderId: id, amountCents, payBy } = order;
  return { id, amountCents, ...(payBy !== undefined && { payBy }) };
}

/** Whether who saw one version of a case saw it as it stands at a later one. */
export function isAsSeen(application: Application, seen: number, version: number): boolean {
  if (application.status === 'none') return seen === version;
  return seen <= version && seen >= unchangedSince(application, version);
}

/** What is told of an application after a command. @param command where it can leave a draft or an order */
export function answerOf(
  id: string,
  application: Application,
  version: number,
  command?: ApplicationCommand,
): CommandAnswer {
  if (application.status === 'none') throw new Error('a command succeeded and left no application');
  const { reference, status, order: owed } = application;
  const draft = command && draftAfter(command, version);
  const order = command && orderAfter(command, owed);
  return {
    ...{ id, reference, status, version },
    ...(draft !== undefined && { draft }),
    ...(owed !== undefined && { payment: owed.payment }),
    ...(order !== undefined && { order }),
  };
}

/** Where the draft stands after a command that left one. */
function draftAfter(command: ApplicationCommand, version: number): CommandAnswer['draft'] {
  const change = 'draft' in command ? command.draft : undefined;
  switch (change?.kind) {
    case 'begun':
      return { version: change.version ?? version, savedAt: change.savedAt, endsAt: change.endsAt };
    case 'saved':
      return { version: change.was + 1, savedAt: change.savedAt, endsAt: change.endsAt };
    case 'unchanged':
      return { version: change.was, savedAt: change.savedAt, endsAt: change.endsAt };
    case 'prolonged':
    case 'waiting':
    case 'consumed':
    case undefined:
      return undefined;
  }
}

/** Whether there is such an application for somebody: one that they see, or one that the command is there to reach. */
async function exists(
  { reaches }: CommandDefinition,
  acting: Acting,
  application: Application,
  facts: Facts,
): Promise<boolean> {
  if (isVisibleTo(acting, application)) return true;
  if (reaches === undefined || application.status === 'none') return false;
  return reaches(acting, application, facts);
}

/** Whether there is nothing before the command that somebody could see. */
function begins({ transitions }: CommandDefinition): boolean {
  return transitions.some(({ from }) => from.includes('none'));
}

/** Who gives a command; of the staff, with the accounts that are taken to be their own, and for whom they stand in. */
export async function givenBy(
  { tenant, personId, role, actingFor }: Acting,
  facts: Facts,
  deputies: Deputies,
): Promise<ApplicationCommand['by']> {
  switch (role) {
    case 'treasury':
    case 'auditor':
      throw new Problem('forbidden');
    case 'caseworker':
    case 'head-of-office': {
      const [ownAccounts, standsInFor] = await Promise.all([
        facts.ownAccounts(personId),
        deputies.standsInFor(tenant, personId),
      ]);
      return {
        ...{ personId, role },
        ...(ownAccounts.length > 0 && { ownAccounts }),
        ...(standsInFor.length > 0 && { standsInFor }),
      };
    }
    case 'citizen':
    case 'service':
      return { personId, role, ...(actingFor !== undefined && { actingFor }) };
  }
}
