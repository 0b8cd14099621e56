import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#http';
import { GiveAccountCommand, type NewlySignedIn } from './account.handler';
import type { Purpose } from './domain/arrival';
import type { Proof } from './domain/proof';
import { MoveAccount } from './move.handler';
import { RecordRefusedSignIn } from './refusal.handler';
import { SignInAttempts } from './sign-in-attempts';

/** A session, and where the person goes now (W9). */
export interface Arrived extends NewlySignedIn {
  readonly returnTo: string;
}

/** Somebody is back from a provider, in the browser that left for it. */
export class FinishSignIn extends Command<Arrived> {
  constructor(
    readonly tenant: string,
    readonly attempt: { readonly id: string; readonly browserSecrets: readonly string[] },
    readonly browser: {
      /** Handle of the session that it has now. */
      readonly session: string | undefined;
      /** Its network address, as the gateway saw it. */
      readonly client: string;
    },
  ) {
    super();
  }
}

@CommandHandler(FinishSignIn)
export class FinishSignInHandler implements ICommandHandler<FinishSignIn> {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly commands: CommandBus,
  ) {}

  /**
   * @throws Problem `sign-in-attempt-lost`, what the provider's answer means (e.g. `sign-in-cancelled`), and what
   *   `GiveAccountCommand` throws; each but the first with `returnTo`, because the person goes on where they were (W9)
   */
  async execute({ tenant, attempt, browser }: FinishSignIn): Promise<Arrived> {
    const { id, browserSecrets } = attempt;
    const finished = await this.attempts.finish(tenant, id, browserSecrets);
    const { purpose, returnTo, outcome, method } = finished;
    if ('problem' in outcome) throw new Problem(outcome.problem, { ...outcome.members, returnTo });
    try {
      return { ...(await this.arrive(tenant, purpose, outcome.proof, browser.session)), returnTo };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.slug === 'step-up-other-person') {
        const refused = { method, reason: 'other-person', attempt: id, client: browser.client } as const;
        await this.commands.execute(new RecordRefusedSignIn(tenant, refused));
      }
      throw new Problem(error.slug, { ...error.members, returnTo }, { cause: error });
    }
  }

  private arrive(
    tenant: string,
    purpose: Purpose,
    proof: Proof,
    session: string | undefined,
  ): Promise<NewlySignedIn> {
    switch (purpose.kind) {
      case 'sign-in':
        return this.commands.execute(
          new GiveAccountCommand(tenant, { type: 'sign-in', proof, formerSession: session }),
        );
      case 'step-up':
        return this.stepUp(tenant, purpose, proof, session);
      case 'move': {
        const { personId, session: from } = purpose;
        if (session !== from) throw new Problem('step-up-session-ended');
        return this.commands.execute(
          new MoveAccount(tenant, { personId, session: from }, { kind: 'login', proof }),
        );
      }
      case 'declaration': {
        const { applicationId, declarationHash } = purpose;
        return this.stepUp(tenant, purpose, proof, session, { applicationId, declarationHash });
      }
    }
  }

  private stepUp(
    tenant: string,
    { personId, session: from }: Extract<Purpose, { kind: 'step-up' | 'declaration' }>,
    proof: Proof,
    session: string | undefined,
    declaration?: { readonly applicationId: string; readonly declarationHash: string },
  ): Promise<NewlySignedIn> {
    // Who signed out, or in as somebody else, in the meantime is not raised to anything.
    if (session !== from) throw new Problem('step-up-session-ended');
    const former = { personId, session: from };
    return this.commands.execute(
      new GiveAccountCommand(tenant, {
        type: 'step-up',
        proof,
        from: former,
        ...(declaration && { declaration }),
      }),
    );
  }
}
