import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { runCommand, PostgresEventStore, type IdempotencyKey } from '#event-sourcing';
import { currentCorrelationId, Problem } from '#http';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { applicationAggregate } from '../application.aggregate';
import type { Caller } from '../callers';
import type { ActingRole } from '../domain/commands';
import type { Application } from '../domain/state';
import { isVisibleTo } from '../domain/visibility';
import { CommandComposer } from './compose-command';
import type { Wish } from './wishes';

/** What a caller is told about an application after a command; kept under the idempotency key, so without personal data. */
export interface CommandAnswer {
  readonly id: string;
  readonly reference: string;
  readonly status: Application['status'];
  readonly version: number;
}

export interface RequestOptions {
  /** `If-Match`: the version the caller saw. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyKey;
  /** The event that caused the request, `<stream>/<version>`. */
  readonly causationId?: string;
  /** The transaction that the command belongs to; omitted for one of its own. */
  readonly within?: PoolClient;
}

/** Somebody asks that something happens to an application: the one door to the decider, for HTTP and for Kafka. */
export class ApplicationRequest extends Command<CommandAnswer> {
  constructor(
    readonly caller: Caller,
    readonly applicationId: string,
    readonly wish: Wish,
    readonly options: RequestOptions = {},
  ) {
    super();
  }
}

@CommandHandler(ApplicationRequest)
export class ApplicationRequestHandler implements ICommandHandler<ApplicationRequest> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly composer: CommandComposer,
  ) {}

  /**
   * @throws Problem `not-found` when the caller may not see the application, `version-conflict` when they saw another
   *   version; Refusal when a rule says no.
   */
  async execute({ caller, applicationId, wish, options }: ApplicationRequest): Promise<CommandAnswer> {
    const { tenant } = caller;
    const role = actingRole(caller);
    const commandId = uuidv7();
    const { answer } = await runCommand(
      options.within === undefined ? this.store : this.store.within(options.within),
      applicationAggregate,
      { tenant, streamId: applicationId },
      async ({ state, version, now }) => {
        // Before If-Match: the answer for somebody else's application must not tell which version it is at.
        if (wish.type !== 'draft' && !isVisibleTo(caller, state)) throw new Problem('not-found');
        if (options.expectedVersion !== undefined && options.expectedVersion !== version) {
          throw new Problem('version-conflict');
        }
        return this.composer.compose({ ...caller, role }, applicationId, wish, { state, now });
      },
      {
        metadata: {
          actor: {
            personId: caller.personId,
            role,
            ...(caller.actingFor === undefined ? {} : { actingFor: caller.actingFor }),
          },
          commandId,
          correlationId: currentCorrelationId(),
          causationId: options.causationId ?? commandId,
        },
        ...(options.idempotency === undefined ? {} : { idempotency: options.idempotency }),
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

function actingRole({ role }: Caller): ActingRole {
  if (role === 'auditor') throw new Problem('forbidden');
  return role;
}
