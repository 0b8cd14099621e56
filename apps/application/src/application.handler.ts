import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf, type Acting, type CommandOptions } from '#commands';
import { runCommand, PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import { applicationAggregate } from './application.aggregate';
import { FactSources } from './case-facts';
import type { ApplicationCommand, AskedCommand } from './commands';
import { definitionOf } from './commands';
import type { GivingRole } from './commands/command';
import type { Application, BegunApplication } from './domain/application';
import { isVisibleTo } from './domain/visibility';

/** What a caller is told about an application after a command; kept under the idempotency key, so without personal data. */
export interface CommandAnswer {
  readonly id: string;
  readonly reference: string;
  readonly status: BegunApplication['status'];
  readonly version: number;
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
  ) {}

  /**
   * @throws Problem `not-found` when the caller may not see the application, `version-conflict` when they saw another
   *   version, `invalid-input`; Refusal when a rule says no.
   */
  async execute({ acting, applicationId, asked, options }: GiveCommand): Promise<CommandAnswer> {
    const { tenant } = acting;
    const { name, input } = asked;
    const by = givenBy(acting);
    const facts = this.facts.of(tenant, applicationId);
    const { answer } = await runCommand(
      options.transaction === undefined ? this.store : this.store.within(options.transaction),
      applicationAggregate,
      { tenant, streamId: applicationId },
      async ({ state, version, now: at }) => {
        // Before If-Match: the answer for somebody else's application must not tell which version it is at.
        if (name !== 'draft' && !isVisibleTo(acting, state)) throw new Problem('not-found');
        if (options.expectedVersion !== undefined && options.expectedVersion !== version) {
          throw new Problem('version-conflict');
        }
        const application = state as BegunApplication;
        const given = await definitionOf(name).prepare({
          input,
          acting,
          applicationId,
          application,
          facts,
          at,
        });
        return { type: name, ...given, by, at } as ApplicationCommand;
      },
      {
        metadata: metadataOf(acting, options.causationId),
        ...(options.idempotency !== undefined && { idempotency: options.idempotency }),
        answer: (state, head) => answerOf(applicationId, state, head.version),
      },
    );
    return answer as CommandAnswer;
  }
}

function answerOf(id: string, application: Application, version: number): CommandAnswer {
  if (application.status === 'none') throw new Error('a command succeeded and left no application');
  return { id, reference: application.reference, status: application.status, version };
}

function givenBy({ personId, role, actingFor }: Acting): ApplicationCommand['by'] {
  if (role === 'auditor') throw new Problem('forbidden');
  return { personId, role: role satisfies GivingRole, ...(actingFor !== undefined && { actingFor }) };
}
