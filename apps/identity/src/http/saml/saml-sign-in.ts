import { Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { Problem } from '#http';
import { Turns } from '#waiting';
import type { Purpose } from '../../domain/arrival';
import { reaches, type LevelOfAssurance, type SignInMethod } from '../../domain/means';
import { pathOnThisSite } from '../../domain/return-to';
import { samlMethods, type SamlMethod } from '../../providers';
import { RecordRefusedSignIn } from '../../refusal.handler';
import { SignInAttempts, type AttemptContent, type Outcome } from '../../sign-in-attempts';
import type { AuthnRequestOptions } from './authn-request';
import { failureOf, isSuccess } from './failure';
import { leaveFor, newRequestId, type Departure } from './leave';
import { SamlPartners, type Partners } from './partners';
import { provenBy } from './proof';
import { RefusedResponse } from './refused-response';
import { readResponse } from './response';
import { needed, sufficientFor } from './sufficient';
import { assertAddressed, clockSkewMs, verifiedAssertion } from './verification';

/** Why somebody leaves for a provider, and where they go afterwards. */
export interface Leaving {
  readonly purpose: Purpose;
  readonly returnTo: string | undefined;
  /** What is asked there. */
  readonly wishes: AuthnRequestOptions;
  /** The least level that suffices. */
  readonly level: LevelOfAssurance;
}

/** A message as a browser brings it from a provider. */
export interface BroughtMessage {
  readonly response: string;
  readonly relayState: string;
  /** The network address of the browser. */
  readonly client: string;
}

/** So many answers are verified at once; more would only wait for each other. */
const verifiedAtOnce = 4;

/** Signing in at a SAML provider: there, and what comes back. Who is then signed in is decided at an own address. */
@Injectable()
export class SamlSignIn {
  private readonly logger = new Logger(SamlSignIn.name);
  /** Verification keeps the processor busy: those who wait hold neither a connection nor what was unpacked. */
  private readonly turns = new Turns(verifiedAtOnce);

  constructor(
    private readonly partners: SamlPartners,
    private readonly attempts: SignInAttempts,
    private readonly commands: CommandBus,
  ) {}

  /** @throws Problem as `SamlPartners.of` does */
  async leave(
    tenant: string,
    method: SamlMethod,
    { purpose, returnTo, wishes, level }: Leaving,
  ): Promise<{ readonly departure: Departure; readonly browserSecret: string }> {
    const partners = this.partners.of(tenant, method);
    const requestId = newRequestId();
    const { id, browserSecret } = await this.attempts.begin(tenant, method, () => ({
      purpose,
      returnTo: pathOnThisSite(returnTo),
      language: wishes.language,
      protocol: { requestId, level, begunAt: new Date().toISOString() },
    }));
    // Who is asked for more than the session has proves it anew: a provider's own session says nothing of who sits there now.
    const fresh = purpose.kind !== 'sign-in';
    const departure = await leaveFor(partners, { ...wishes, requestId, relayState: id, level, fresh });
    return { departure, browserSecret };
  }

  /**
   * Takes what a browser brings from a provider. Each attempt takes one answer, right or wrong, so that nobody learns anything by
   * sending many.
   * @returns the attempt that was answered, for the browser to finish
   * @throws Problem `sign-in-attempt-lost` when nobody waits for it
   */
  receive(tenant: string, message: BroughtMessage): Promise<string> {
    return this.turns.take(() => this.received(tenant, message));
  }

  private async received(
    tenant: string,
    { response, relayState: id, client }: BroughtMessage,
  ): Promise<string> {
    const attempt = isUuid(id) ? await this.attempts.waiting(tenant, id) : undefined;
    const method = attempt?.method ?? (isUuid(id) ? await this.attempts.methodOf(tenant, id) : undefined);
    const refuse = (reason: RefusedResponse['reason']): Promise<void> => {
      // What names no attempt of ours is told of the way in that most people take.
      const refused = { method: method ?? 'bundid', reason, attempt: method && id, client };
      return this.commands.execute(new RecordRefusedSignIn(tenant, refused));
    };
    if (attempt === undefined || !isSamlMethod(attempt.method)) {
      await refuse(
        method === undefined ? 'unsolicited' : attempt === undefined ? 'replayed' : 'wrong-request',
      );
      throw new Problem('sign-in-attempt-lost');
    }
    const partners = this.partners.of(tenant, attempt.method);
    let outcome: Outcome;
    try {
      outcome = await this.outcomeOf(tenant, response, partners, attempt, attempt.method);
    } catch (error) {
      if (!(error instanceof RefusedResponse)) throw error;
      this.logger.warn(`an answer of ${attempt.method} is refused (${error.reason}): ${error.message}`);
      await refuse(error.reason);
      outcome = { problem: 'sign-in-failed' };
    }
    if (!(await this.attempts.answer(tenant, id, outcome))) {
      await refuse('replayed');
      throw new Problem('sign-in-attempt-lost');
    }
    return id;
  }

  private async outcomeOf(
    tenant: string,
    message: string,
    { provider, city }: Partners,
    { protocol, language, purpose }: AttemptContent,
    method: SamlMethod,
  ): Promise<Outcome> {
    const { requestId = '', begunAt = '' } = protocol;
    const required = (protocol['level'] ?? 'none') as LevelOfAssurance;
    const enough = needed(required, sufficientFor(this.partners.tenant(tenant), required));
    const response = readResponse(message);
    if (!isSuccess(response.status)) {
      assertAddressed(response, provider, city, requestId);
      const failure = failureOf(response.status, enough);
      this.logger.log({ method, problem: failure.problem, ...response.status });
      return failure;
    }
    const assertion = await verifiedAssertion(response, provider, city, requestId);
    const at = new Date().toISOString();
    const proof = provenBy(assertion, { ...provider, method }, { language, at });
    const { levelOfAssurance: reached } = proof;
    if (!reaches(reached, required))
      return { problem: 'sign-in-level-not-reached', members: { ...enough, reached } };
    if (purpose.kind === 'declaration' && !isFresh(assertion.authnInstant, begunAt))
      return { problem: 'sign-in-not-fresh' };
    return { proof };
  }
}

function isSamlMethod(method: SignInMethod): method is SamlMethod {
  return (samlMethods as readonly SignInMethod[]).includes(method);
}

/** Whether somebody identified themselves for this request, and not at some time before it (W2 W3). */
function isFresh(authnInstant: string | undefined, begunAt: string): boolean {
  return Date.parse(authnInstant ?? '') >= Date.parse(begunAt) - clockSkewMs;
}
