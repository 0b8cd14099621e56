import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf, type Acting, type CommandOptions } from '#commands';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { definitionOf, type AskedCommand, type ThreadCommand } from './commands';
import type { Circumstances } from './commands/command';
import { isVisibleTo } from './domain/visibility';
import type { OpenThread } from './domain/thread';
import { threadAggregate, threadOf } from './thread.aggregate';
import { FactSources } from './thread-facts';

/** What a caller is told after a command. */
export interface CommandAnswer {
  readonly version: number;
  readonly body: object;
}

/** Somebody asks that something happens to the thread of an application: the one door to the decider, for HTTP and for Kafka. */
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
export class ThreadHandler implements ICommandHandler<GiveCommand> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly facts: FactSources,
  ) {}

  /**
   * @throws Problem `not-found` for everybody but the citizen and the responsible office (D9, W1, H2), `version-conflict` when
   *   they saw another version; Refusal when a rule says no.
   */
  async execute({ acting, applicationId, asked, options }: GiveCommand): Promise<CommandAnswer> {
    const { tenant } = acting;
    const { name, input } = asked;
    const definition = definitionOf(name);
    const facts = this.facts.of(tenant, applicationId);
    let body: object = {};
    const { answer, version } = await runCommand(
      options.transaction === undefined ? this.store : this.store.within(options.transaction),
      threadAggregate,
      threadOf(tenant, applicationId),
      async ({ state, version, now: at }) => {
        // Before If-Match: the answer for somebody else's thread must not tell which version it is at.
        if (!isVisibleTo(acting, state)) throw new Problem('not-found');
        if (options.expectedVersion !== undefined && options.expectedVersion !== version) {
          throw new Problem('version-conflict');
        }
        const thread = state as OpenThread;
        const given = await definition.prepare({ input, acting, applicationId, thread, facts });
        body = definition.answers?.(given) ?? {};
        return { type: name, ...given, side: sideOf(acting), at } as ThreadCommand;
      },
      {
        metadata: metadataOf(acting, options.causationId),
        ...(options.idempotency !== undefined && { idempotency: options.idempotency }),
        alongside: options.alongside,
        answer: () => body,
      },
    );
    return { version, body: answer as object };
  }
}

function sideOf({ role }: Acting): Circumstances['side'] {
  switch (role) {
    case 'citizen':
      return 'citizen';
    case 'caseworker':
    case 'head-of-office':
      return 'office';
    case 'service':
      return 'case';
    case 'treasury':
    case 'auditor':
      throw new Problem('forbidden');
  }
}
