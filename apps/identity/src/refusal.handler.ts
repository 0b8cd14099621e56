import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Counter } from 'prom-client';
import { v4 as uuidv4 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { signInAttemptAggregate } from './account.aggregate';
import type { SignInMethod } from './domain/means';
import type { RefusalReason } from './domain/sign-in-attempt';
import { countAttempt } from './read-models/attempts';
import { Secrets } from './secrets';
import { ClientLimit } from './sign-in-link.handler';

/** An answer in the name of a provider is not believed. */
export class RecordRefusedSignIn extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly refused: {
      readonly method: SignInMethod;
      readonly reason: RefusalReason;
      /** Of the attempt that it names, where that is one of ours. */
      readonly attempt?: string | undefined;
      /** The network address of the browser, as the gateway saw it. */
      readonly client: string;
    },
  ) {
    super();
  }
}

/** Every one of them, also where the history has heard enough of a client. */
const refusals = new Counter({
  name: 'sign_ins_refused_total',
  help: 'Answers in the name of a sign-in provider that were not believed, or let nobody in, by reason.',
  labelNames: ['tenant', 'method', 'reason'] as const,
});

/** Refused sign-ins stand in the history; one client cannot fill it. */
@CommandHandler(RecordRefusedSignIn)
export class RefusalHandler implements ICommandHandler<RecordRefusedSignIn> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly limit: ClientLimit,
  ) {}

  async execute({ tenant, refused }: RecordRefusedSignIn): Promise<void> {
    const { method, reason, attempt = uuidv4(), client } = refused;
    refusals.inc({ tenant, method, reason });
    const counted = (await this.secrets.ofCity(tenant)).clientHash(client, 'refused-client');
    const wait = await this.data.withTenant(tenant, (manager) =>
      countAttempt(manager, tenant, counted, this.limit),
    );
    if (wait > 0) return;
    const metadata = metadataOf({ personId: 'service:identity', role: 'service' });
    const command = { type: 'record-refusal', method, reason } as const;
    await runCommand(this.store, signInAttemptAggregate, { tenant, streamId: attempt }, command, {
      metadata,
    });
  }
}
