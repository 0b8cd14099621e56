import { Agent, fetch as fetchBy } from 'undici';
import * as openid from 'openid-client';
import { lookupOfCities } from '../cities';
import type { PortalConfig } from './config';

/** What is remembered of a browser that left for the city. */
export interface Left {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** The city's provider, as its discovery document describes it. */
export class City {
  private found: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly callback: string,
  ) {}

  async leave(): Promise<{ readonly url: URL; readonly left: Left }> {
    const left = {
      verifier: openid.randomPKCECodeVerifier(),
      state: openid.randomState(),
      nonce: openid.randomNonce(),
    };
    const url = openid.buildAuthorizationUrl(await this.configuration(), {
      ...{ redirect_uri: this.callback, scope: 'openid', state: left.state, nonce: left.nonce },
      code_challenge: await openid.calculatePKCECodeChallenge(left.verifier),
      code_challenge_method: 'S256',
    });
    return { url, left };
  }

  /** What the city tells of who is back. @param query what it added to the callback */
  async comeBack(query: string, { verifier, state, nonce }: Left): Promise<openid.IDToken> {
    const at = new URL(this.callback + query);
    const tokens = await openid.authorizationCodeGrant(await this.configuration(), at, {
      ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('the city sent no ID token');
    return claims;
  }

  private configuration(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret, citiesHost } = this.config;
    this.found ??= openid
      .discovery(new URL(issuer), clientId, undefined, openid.ClientSecretBasic(clientSecret), {
        [openid.customFetch]: fetchWhere(citiesHost),
        execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
      })
      .catch((error: unknown) => {
        this.found = undefined;
        throw error;
      });
    return this.found;
  }
}

function fetchWhere(citiesHost: string): openid.CustomFetch {
  const dispatcher = new Agent({ connect: { lookup: lookupOfCities(citiesHost) } });
  return async (url, init) =>
    (await fetchBy(url, { ...(init as object), dispatcher })) as unknown as Response;
}
