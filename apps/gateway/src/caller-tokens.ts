import { Unavailable } from '#availability';
import { Injectable } from '@nestjs/common';
import { ServiceCaller, ServiceRefused, TokenSigner } from '#auth';
import { partUnavailable, type Part } from './parts';
import { Sessions, type AskIdentity, type Browser, type SessionToken } from './sessions';

/**
 * Asks identity about sessions, with the gateway's own service token.
 * @throws Problem `part-unavailable`: somebody who is signed in must not become a stranger because identity is away, or
 *   refuses the gateway (wrong keys, clocks that differ).
 */
export function askIdentity(caller: ServiceCaller, identity: Part): AskIdentity {
  return async ({ sessionId, tenant, active, correlationId }) => {
    try {
      return await caller.call<SessionToken>({
        service: identity.name,
        baseUrl: identity.url,
        path: '/internal/session-token',
        method: 'POST',
        tenant,
        body: { sessionId, tenant, active },
        ...(correlationId && { correlationId }),
      });
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404) return undefined;
      const failed = error instanceof Unavailable || error instanceof ServiceRefused;
      throw failed ? partUnavailable(identity, error) : error;
    }
  };
}

/** Milliseconds for which one anonymous token serves all strangers of a city; it lives 60 s. */
const anonymousForMs = 40_000;

/** Tokens for people who are not signed in: they say which city is looked at, and nothing else. */
@Injectable()
export class AnonymousTokens {
  private readonly tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();

  constructor(private readonly signer: TokenSigner) {}

  /** A token for strangers of a city. */
  for(tenant: string): Promise<string> {
    const known = this.tokens.get(tenant);
    if (known && known.until > Date.now()) return known.token;
    const token = this.signer.sign({
      sub: 'anonymous',
      tenant,
      kind: 'anonymous',
      roles: [],
      offices: [],
      levelOfAssurance: 'none',
    });
    this.tokens.set(tenant, { token, until: Date.now() + anonymousForMs });
    return token;
  }
}

/** In whose name a request goes on: a session's person, or a stranger. */
export interface Caller {
  /** The service token that says so. */
  readonly token: string;
  readonly session: SessionToken | undefined;
}

/** Knows whose each request is. */
@Injectable()
export class Callers {
  constructor(
    private readonly sessions: Sessions,
    private readonly strangers: AnonymousTokens,
  ) {}

  /**
   * @param active whether the request is something that somebody does
   * @throws Problem `part-unavailable` when the session is not known yet and identity is away.
   */
  async of(browser: Browser, tenant: string, active: boolean, correlationId: string): Promise<Caller> {
    const session = await this.sessions.of(browser, tenant, active, correlationId);
    return { session, token: session?.token ?? (await this.strangers.for(tenant)) };
  }

  /** The way to forget the session of a request, also once its headers are gone. */
  forgetter(browser: Browser, tenant: string): () => void {
    return this.sessions.forgetter(browser, tenant);
  }
}
