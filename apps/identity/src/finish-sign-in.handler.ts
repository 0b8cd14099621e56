import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#http';
import { GiveAccountCommand, type NewlySignedIn } from './account.handler';
import type { FormerSession, Purpose } from './domain/arrival';
import type { Proof } from './domain/proof';
import { MoveAccount } from './move.handler';
import { SessionQuery } from './queries/session';
import { RecordRefusedSignIn } from './refusal.handler';
import { SignInAttempts, type AnsweredAttempt, type Failed } from './sign-in-attempts';

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
    private readonly queries: QueryBus,
  ) {}

  /**
   * Of an attempt one session comes; its browser is answered the same when it asks again within a minute.
   * @throws Problem `sign-in-attempt-lost`, what the provider's answer means (e.g. `sign-in-cancelled`, of a step-up
   *   `step-up-cancelled`), and what
   *   `GiveAccountCommand` throws; each but the first with `returnTo`, because the person goes on where they were (W9)
   */
  async execute({ tenant, attempt, browser }: FinishSignIn): Promise<Arrived> {
    const { id, browserSecrets } = attempt;
    const answered = await this.attempts.answered(tenant, id, browserSecrets);
    const { returnTo, outcome, method } = answered;
    const refuse = async ({ slug, members, cause }: Problem): Promise<never> => {
      await this.attempts.end(tenant, id);
      throw new Problem(slug, { ...members, returnTo }, { cause });
    };
    if ('problem' in outcome) return refuse(failureOf(outcome, answered.purpose, browser.session));
    if (answered.isUsedUp) {
      const signedIn = await this.ofBefore(tenant, answered);
      if (signedIn === undefined) throw new Problem('sign-in-attempt-lost');
      return { ...signedIn, returnTo };
    }
    try {
      return { ...(await this.arrive(tenant, answered, outcome.proof, browser.session)), returnTo };
    } catch (error) {
      // Asked twice at once, the other one has come first.
      const signedIn = await this.ofBefore(tenant, answered);
      if (signedIn !== undefined) return { ...signedIn, returnTo };
      if (!(error instanceof Problem)) throw error;
      if (error.slug === 'step-up-other-person') {
        const refused = { method, reason: 'other-person', attempt: id, client: browser.client } as const;
        await this.commands.execute(new RecordRefusedSignIn(tenant, refused));
      }
      return refuse(new Problem(error.slug, error.members, { cause: error }));
    }
  }

  /** The session that has come of an attempt; undefined when none has, or when it has ended. */
  private async ofBefore(tenant: string, { sessionId }: AnsweredAttempt): Promise<NewlySignedIn | undefined> {
    const name = { secretId: sessionId, active: false };
    const session = await this.queries.execute(new SessionQuery(tenant, name));
    return session && { sessionId, csrfToken: session.csrfToken };
  }

  private arrive(
    tenant: string,
    attempt: AnsweredAttempt,
    proof: Proof,
    session: string | undefined,
  ): Promise<NewlySignedIn> {
    const { purpose } = attempt;
    switch (purpose.kind) {
      case 'sign-in':
        return this.commands.execute(
          new GiveAccountCommand(tenant, { type: 'sign-in', proof, attempt, formerSession: session }),
        );
      case 'step-up':
        return this.commands.execute(
          new GiveAccountCommand(tenant, {
            type: 'step-up',
            proof,
            attempt,
            from: stillIn(purpose, session),
          }),
        );
      case 'move':
        return this.commands.execute(
          new MoveAccount(tenant, stillIn(purpose, session), { kind: 'login', proof, attempt }),
        );
      case 'declaration': {
        const { applicationId, declarationHash } = purpose;
        const from = stillIn(purpose, session);
        const declaration = { applicationId, declarationHash };
        return this.commands.execute(
          new GiveAccountCommand(tenant, { type: 'step-up', proof, attempt, from, declaration }),
        );
      }
    }
  }
}

/** Why nothing came of a way to a provider: whoever gave up a step-up is still signed in, and is not told the contrary. */
function failureOf({ problem, members }: Failed, purpose: Purpose, session: string | undefined): Problem {
  if (problem !== 'sign-in-cancelled' || purpose.kind === 'sign-in') return new Problem(problem, members);
  return new Problem(purpose.session === session ? 'step-up-cancelled' : 'step-up-session-ended');
}

/**
 * Whoever left for the provider. Who signed out, or in as somebody else, in the meantime is not raised to anything.
 * @throws Problem `step-up-session-ended`
 */
function stillIn({ personId, session }: FormerSession, now: string | undefined): FormerSession {
  if (now !== session) throw new Problem('step-up-session-ended');
  return { personId, session };
}
