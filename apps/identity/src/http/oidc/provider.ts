import { Injectable, Logger } from '@nestjs/common';
import * as openid from 'openid-client';
import { Problem } from '#http';

/** What has to be remembered between leaving for the provider and coming back, bound to one browser by a sealed cookie. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** PKCE: proves that the one who comes back is the one who left. */
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What the provider says about a member of the staff; checked by the caller, because it is only as good as its configuration. */
export type StaffClaims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** How long somebody may take at the provider, in seconds. */
export const attemptSeconds = 10 * 60;

/** The city's OpenID Connect provider: authorization code flow with PKCE, state and nonce, all checked by openid-client. */
@Injectable()
export class StaffProvider {
  private readonly logger = new Logger(StaffProvider.name);
  private found: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly clientId: string,
    private readonly clientSecret: string,
  ) {}

  /**
   * Begins a sign-in.
   * @returns where the browser goes, and what must be known when it comes back.
   * @throws Problem `staff-sign-in-unavailable` when the provider does not answer.
   */
  async start(redirectUri: string, returnTo: string): Promise<{ url: URL; attempt: SignInAttempt }> {
    const configuration = await this.configuration();
    const attempt: SignInAttempt = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
      returnTo,
      expiresAt: Date.now() + attemptSeconds * 1000,
    };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /**
   * Ends a sign-in: exchanges the code and checks signature, issuer, audience, nonce and times of the ID token.
   * @param callback the address the browser came back to, with its query.
   * @throws Problem `sign-in-failed` when any of it is wrong, `sign-in-cancelled`, `sign-in-attempt-lost` when it took too
   *   long, `staff-sign-in-unavailable` when the provider does not answer.
   */
  async finish(callback: URL, attempt: SignInAttempt): Promise<StaffClaims> {
    const configuration = await this.configuration();
    if (attempt.expiresAt < Date.now()) throw new Problem('sign-in-attempt-lost');
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, callback, {
        pkceCodeVerifier: attempt.codeVerifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider sent no ID token');
      return claims;
    } catch (error) {
      if (isNoAnswer(error)) throw unavailable(error);
      if (isCancelled(error)) throw new Problem('sign-in-cancelled', {}, { cause: error });
      this.logger.warn(`a staff sign-in was refused: ${codeOf(error)}`);
      throw new Problem('sign-in-failed', {}, { cause: error });
    }
  }

  /** Where the browser goes to end the session at the provider too (RP-initiated logout); undefined when it has no such place. */
  async endSessionUrl(returnTo: string): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
  }

  /** Found on first use and kept; a provider that was away is asked again. */
  private configuration(): Promise<openid.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw unavailable(error);
    });
    return this.found;
  }

  private discover(): Promise<openid.Configuration> {
    const issuer = new URL(this.issuer);
    // Only of the local stand-in: the configuration refuses any other address without TLS.
    const withoutTls = issuer.protocol === 'http:';
    return openid.discovery(issuer, this.clientId, undefined, openid.ClientSecretBasic(this.clientSecret), {
      timeout: 5,
      // The library would trust the TLS connection to the provider instead of the ID token's signature; we check both.
      execute: [openid.enableNonRepudiationChecks, ...(withoutTls ? [openid.allowInsecureRequests] : [])],
    });
  }
}

function unavailable(cause: unknown): Problem {
  return new Problem('staff-sign-in-unavailable', {}, { cause });
}

/** Somebody pressed "cancel" at the provider, or it let them in nowhere: RFC 6749, 4.1.2.1. */
function isCancelled(error: unknown): boolean {
  return error instanceof openid.AuthorizationResponseError && error.error === 'access_denied';
}

/** fetch fails with a TypeError when nobody answers, and with a timeout or abort of its own. */
function isNoAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message === 'fetch failed' || codeOf(error) === 'OAUTH_TIMEOUT';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
