import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf, type Acting, type CommandOptions } from '#commands';
import { foldStream, PostgresEventStore, runTogether } from '#event-sourcing';
import { Problem } from '#http';
import { applicationAggregate } from './application.aggregate';
import { answerOf, givenBy, isAsSeen, type CommandAnswer } from './application.handler';
import { Deputies } from './deputies';
import { FactSources } from './case-facts';
import { definitionOf, type ApplicationCommand, type AskedCommand } from './commands';
import { applicationDecider } from './commands/decider';
import { isVisibleTo } from './domain/visibility';

/** What is said of two cases at once. */
type AskedOfTwo = Extract<AskedCommand, { readonly name: 'link' | 'unlink' }>;

export function isOfTwoCases(asked: AskedCommand): asked is AskedOfTwo {
  return asked.name === 'link' || asked.name === 'unlink';
}

/** Two cases are linked, or no longer. */
export class LinkCases extends Command<CommandAnswer> {
  constructor(
    readonly acting: Acting,
    readonly applicationId: string,
    readonly asked: AskedOfTwo,
    readonly options: Pick<CommandOptions, 'expectedVersion'> = {},
  ) {
    super();
  }
}

/**
 * Both histories say so, or neither. Whoever may not read one of them links nothing. Given again it changes nothing, so that its
 * key need not be kept.
 */
@CommandHandler(LinkCases)
export class LinkCasesHandler implements ICommandHandler<LinkCases> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly facts: FactSources,
    private readonly deputies: Deputies,
  ) {}

  /** @throws Problem `not-found` where the caller may not see one of them, `version-conflict`; Refusal when a rule says no */
  async execute({ acting, applicationId, asked, options }: LinkCases): Promise<CommandAnswer> {
    const { tenant } = acting;
    const { expectedVersion } = options;
    const by = await givenBy(acting, this.facts.of(tenant, applicationId), this.deputies);
    const { to } = asked.input;
    const given = new Map([
      [applicationId, await this.prepared(acting, applicationId, asked, to)],
      ...(to === applicationId ? [] : [[to, await this.prepared(acting, to, asked, applicationId)] as const]),
    ]);
    const { left } = await runTogether(
      this.store,
      applicationAggregate,
      tenant,
      [...given.keys()],
      (id, { state, version, now: at }) => {
        const isStale =
          id === applicationId && expectedVersion !== undefined && !isAsSeen(state, expectedVersion, version);
        if (isStale) throw new Problem('version-conflict');
        return { type: asked.name, ...given.get(id), by, at } as ApplicationCommand;
      },
      metadataOf(acting),
    );
    if (left.length > 0) throw new Problem('version-conflict');
    const { state, version } = await this.fold(tenant, applicationId);
    return answerOf(applicationId, state, version);
  }

  private async prepared(
    acting: Acting,
    applicationId: string,
    { name, input }: AskedOfTwo,
    to: string,
  ): Promise<object> {
    const { state: application, now: at } = await this.fold(acting.tenant, applicationId);
    if (!isVisibleTo(acting, application)) throw new Problem('not-found');
    const facts = this.facts.of(acting.tenant, applicationId);
    return definitionOf(name).prepare({
      ...{ input: { ...input, to }, acting, applicationId, application, facts, at },
    });
  }

  private fold(tenant: string, streamId: string) {
    return foldStream(this.store, applicationDecider, { tenant, streamId });
  }
}
