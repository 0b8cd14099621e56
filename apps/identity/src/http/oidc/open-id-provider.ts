import type { JWTVerifyGetKey } from 'jose';
import * as openid from 'openid-client';
import { Problem } from '#http';
import type { RefusalReason } from '../../domain/sign-in-attempt';
import { AnswerRefused, sayings } from './answer-refused';
import { claimOf } from './claims';
import { endedBy, keysAt, type EndedAtProvider } from './logout-token';

/** How an OpenID Connect provider is reached, and what it knows us as. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Shared with the provider; asked for at every use, because it is exchanged while it is in use. */
  readonly clientSecret: () => string;
}

/** What the protocol must remember between leaving for the provider and coming back; kept with the attempt, on the server. */
export interface Remembered extends Readonly<Record<string, string>> {
  readonly nonce: string;
  /** PKCE: proves that the one who comes back is the one who left. */
  readonly codeVerifier: string;
}

/** What a provider says about somebody; checked by the caller, because it is only as good as the provider's configuration. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** What is asked of the provider beside who somebody is. */
export interface AuthorizationParameters {
  /** E.g. `openid email`. */
  readonly scope: string;
  /** The person has to have proven to the provider who they are within so many seconds. */
  readonly maxAge?: number | undefined;
}

/** Longest identifier of a person, in characters (OpenID Connect Core, 2). */
const longestSubject = 255;

/**
 * An OpenID Connect provider: authorization code flow with PKCE, state, nonce and `iss` (RFC 9207), all checked by openid-client.
 */
export class OpenIdProvider {
  private keys: JWTVerifyGetKey | undefined;
  private found:
    { readonly secret: string; readonly configuration: Promise<openid.Configuration> } | undefined;

  /**
   * @param unavailable slug of the problem that says that the provider does not answer
   * @param denied slug of the one that says that the provider let somebody in nowhere, or was asked not to
   */
  constructor(
    private readonly settings: OpenIdSettings,
    private readonly unavailable: string,
    private readonly denied = 'sign-in-cancelled',
  ) {}

  /** New secrets of one sign-in. */
  remember({ maxAge }: AuthorizationParameters): Remembered {
    return {
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
      ...(maxAge !== undefined && { maxAge: String(maxAge) }),
    };
  }

  /** Where the browser goes. @throws Problem that the provider does not answer */
  async authorizationUrl(
    redirectUri: string,
    state: string,
    { scope }: AuthorizationParameters,
    { nonce, codeVerifier, maxAge }: Remembered,
  ): Promise<URL> {
    return openid.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(maxAge !== undefined && { max_age: maxAge }),
    });
  }

  /**
   * Exchanges the code and checks signature, issuer, audience, nonce and times of the ID token. What it does not say of what is
   * wanted, the provider is asked for (UserInfo).
   * @param callback the address the browser came back to, with its query
   * @param wanted names of claims
   * @throws AnswerRefused, or Problem `sign-in-failed`, or that access was denied, when the provider says so itself, or that it does not
   *   answer
   */
  async claims(
    callback: URL,
    state: string,
    { nonce, codeVerifier, maxAge }: Remembered,
    wanted: readonly string[],
  ): Promise<Claims> {
    const configuration = await this.configuration();
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, callback, {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
        ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
      });
      const claims = tokens.claims();
      if (claims === undefined || claims.sub.length > longestSubject) throw new AnswerRefused('malformed');
      if (wanted.every((name) => claimOf(claims, name) !== undefined)) return claims;
      if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
      const further = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { ...further, ...claims };
    } catch (error) {
      throw this.meaningOf(error);
    }
  }

  /** Where the browser goes to end the session at the provider too (RP-initiated logout); undefined when it has no such place. */
  async endSessionUrl(returnTo: string): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
  }

  /**
   * What a logout token of the provider says has ended there.
   * @throws AnswerRefused; Problem that the provider does not answer
   */
  async ended(logoutToken: string): Promise<EndedAtProvider> {
    const { issuer, jwks_uri: jwksUri } = (await this.configuration()).serverMetadata();
    if (jwksUri === undefined) throw new Problem(this.unavailable);
    this.keys ??= keysAt(jwksUri);
    const parties = { issuer, audience: this.settings.clientId, keys: this.keys };
    return endedBy(logoutToken, parties).catch((error: unknown) => {
      throw error instanceof AnswerRefused ? error : new Problem(this.unavailable, {}, { cause: error });
    });
  }

  private meaningOf(error: unknown): unknown {
    if (isNoAnswer(error)) return new Problem(this.unavailable, {}, { cause: error });
    // Somebody pressed "cancel" at the provider, or it let them in nowhere: RFC 6749, 4.1.2.1. With the state of the attempt.
    if (error instanceof openid.AuthorizationResponseError) {
      const slug = error.error === 'access_denied' ? this.denied : 'sign-in-failed';
      return new Problem(slug, {}, { cause: error });
    }
    if (error instanceof AnswerRefused) return error;
    return new AnswerRefused(reasonOf(error), { cause: error });
  }

  /** Found on first use and kept as long as the secret stays; a provider that was away is asked again. */
  private configuration(): Promise<openid.Configuration> {
    const secret = this.settings.clientSecret();
    if (this.found?.secret !== secret) {
      const configuration = this.discover(secret).catch((error: unknown) => {
        this.found = undefined;
        throw new Problem(this.unavailable, {}, { cause: error });
      });
      this.found = { secret, configuration };
    }
    return this.found.configuration;
  }

  private discover(clientSecret: string): Promise<openid.Configuration> {
    const { clientId } = this.settings;
    const issuer = new URL(this.settings.issuer);
    // Only of the local stand-in: the configuration refuses any other address without TLS.
    const withoutTls = issuer.protocol === 'http:';
    return openid.discovery(issuer, clientId, undefined, openid.ClientSecretBasic(clientSecret), {
      timeout: 5,
      // The library would trust the TLS connection to the provider instead of the ID token's signature; we check both.
      execute: [openid.enableNonRepudiationChecks, ...(withoutTls ? [openid.allowInsecureRequests] : [])],
    });
  }
}

/** fetch fails with a TypeError when nobody answers, and with a timeout or abort of its own. */
function isNoAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message === 'fetch failed' || codeOf(error) === 'OAUTH_TIMEOUT';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** By the claim or parameter that is not as it should be. */
const reasonByClaim: Readonly<Record<string, RefusalReason>> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  azp: 'wrong-audience',
  nonce: 'wrong-request',
  state: 'wrong-request',
};

/** By the code of openid-client, where it says enough. */
const reasonByCode: Readonly<Record<string, RefusalReason>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'expired',
  OAUTH_KEY_SELECTION_FAILED: 'bad-signature',
  // The provider itself refuses the code: it is used up, another client's, or PKCE does not fit.
  OAUTH_RESPONSE_BODY_ERROR: 'wrong-request',
};

/** Why openid-client does not believe an answer. */
function reasonOf(error: unknown): RefusalReason {
  const byCode = reasonByCode[codeOf(error) ?? ''];
  if (byCode !== undefined) return byCode;
  const said = sayings(error).join(' ');
  if (/signature/i.test(said)) return 'bad-signature';
  const [, claim = ''] = /"(iss|aud|azp|nonce|state)"/.exec(said) ?? [];
  return reasonByClaim[claim] ?? 'malformed';
}
