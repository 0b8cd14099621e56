import { Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { Problem } from '#http';
import type { SignInMethod } from '../../domain/means';
import type { Proof } from '../../domain/proof';
import { RecordRefusedSignIn } from '../../refusal.handler';
import {
  SignInAttempts,
  type AttemptContent,
  type BroughtAnswer,
  type Outcome,
} from '../../sign-in-attempts';
import { AnswerRefused, sayings } from './answer-refused';
import {
  type Claims,
  type OpenIdProvider,
  type Remembered,
  type AuthorizationParameters,
} from './open-id-provider';

/** One way in by OpenID Connect, in one city. */
export interface OpenIdWay {
  readonly tenant: string;
  readonly method: SignInMethod;
  readonly provider: OpenIdProvider;
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
}

/** Where the browser goes, and the secret for its cookie alone. */
export interface Departure {
  readonly url: URL;
  readonly browserSecret: string;
}

/** Who comes back, with what, and what it would prove. */
export interface OpenIdAnswer extends BroughtAnswer {
  /** The network address of the browser. */
  readonly client: string;
  /** Names of the claims that are needed. */
  readonly wanted: readonly string[];
  /** @throws Problem when it proves nothing here */
  readonly prove: (claims: Claims, attempt: AttemptContent) => Proof;
}

/** The way to an OpenID Connect provider and back, the same for citizens and staff; the attempt is kept on the server, once. */
@Injectable()
export class OpenIdSignIns {
  private readonly logger = new Logger(OpenIdSignIns.name);

  constructor(
    private readonly attempts: SignInAttempts,
    private readonly commands: CommandBus,
  ) {}

  /**
   * Begins a sign-in.
   * @throws Problem that the provider does not answer
   */
  async begin(
    { tenant, method, provider, redirectUri }: OpenIdWay,
    content: Omit<AttemptContent, 'protocol'>,
    parameters: AuthorizationParameters,
  ): Promise<Departure> {
    const protocol = provider.remember(parameters);
    const { id, browserSecret } = await this.attempts.begin(tenant, method, () => ({ ...content, protocol }));
    return { url: await provider.authorizationUrl(redirectUri, id, parameters, protocol), browserSecret };
  }

  /**
   * Keeps what the provider answered: a proof, or why there is none. Nobody is signed in by that. A browser that brings its answer
   * again is led on again: no code is redeemed twice.
   * @returns id of the attempt, which is finished at an own address
   * @throws Problem `sign-in-attempt-lost` when no attempt waits for the answer
   */
  async answer(way: OpenIdWay, answer: OpenIdAnswer): Promise<string> {
    const { tenant, method } = way;
    const { client, query } = answer;
    const id = new URLSearchParams(answer.query).get('state') ?? '';
    const attempt = isUuid(id) ? await this.attempts.waiting(tenant, id) : undefined;
    if (attempt?.method !== method) {
      if (isUuid(id) && (await this.attempts.isBroughtAgain(tenant, id, answer))) return id;
      await this.commands.execute(new RecordRefusedSignIn(tenant, { method, reason: 'unsolicited', client }));
      throw new Problem('sign-in-attempt-lost');
    }
    const outcome = await this.outcomeOf(way, id, attempt, answer);
    if (!(await this.attempts.answer(tenant, id, outcome, query))) {
      if (await this.attempts.isBroughtAgain(tenant, id, answer)) return id;
      const refused = { method, reason: 'replayed', attempt: id, client } as const;
      await this.commands.execute(new RecordRefusedSignIn(tenant, refused));
      throw new Problem('sign-in-attempt-lost');
    }
    return id;
  }

  private async outcomeOf(
    { tenant, method, provider, redirectUri }: OpenIdWay,
    id: string,
    attempt: AttemptContent,
    { query, client, wanted, prove }: OpenIdAnswer,
  ): Promise<Outcome> {
    try {
      const callback = new URL(redirectUri + query);
      // What was begun there stands in the attempt: it is what `begin` put in.
      const claims = await provider.claims(callback, id, attempt.protocol as Remembered, wanted);
      return { proof: prove(claims, attempt) };
    } catch (error) {
      const { reason, problem, members } = meaningOf(error);
      if (reason !== undefined) {
        this.logger.warn(`an answer of ${method} is refused (${reason}): ${sayings(error).join(': ')}`);
        await this.commands.execute(new RecordRefusedSignIn(tenant, { method, reason, attempt: id, client }));
      }
      return { problem, members };
    }
  }
}

/** What a person reads, and what is recorded. */
function meaningOf(error: unknown) {
  if (error instanceof AnswerRefused) return { reason: error.reason, problem: 'sign-in-failed', members: {} };
  if (!(error instanceof Problem)) throw error;
  const reason = error.slug in reasonByProblem ? reasonByProblem[error.slug] : undefined;
  return { reason, problem: error.slug, members: error.members };
}

/** What the directory of the staff says is believed, but lets nobody in: whoever looks after the back-office sees it. */
const reasonByProblem: Readonly<Record<string, 'wrong-tenant' | 'no-role' | 'denied'>> = {
  'not-staff-here': 'wrong-tenant',
  'no-role-here': 'no-role',
  'staff-sign-in-denied': 'denied',
};
