import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import {
  Provider,
  type Account,
  type ClientMetadata,
  type Grant,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { fetchAtCities } from './fetch';
import { errorPage, signedOutPage, signOutPage } from './pages';
import { ClientStorage, MemoryStorage } from './storage';

const anHour = 60 * 60;
const aWorkingDay = 12 * anHour;

export interface ProviderOptions {
  readonly issuer: string;
  /** The one client as it is now: cities come and go. */
  readonly client: () => ClientMetadata;
  /** Names of claims by scope. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** Where the cities are reached from here. */
  readonly citiesHost?: string;
  /** What is said of somebody who may sign in now. */
  readonly claimsOf: (user: string) => Claims | undefined;
}

/** `sub` and whatever else. */
export interface Claims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** A stand-in for an OpenID Connect provider: authorization code flow with PKCE, one confidential client. */
export async function createProvider({
  issuer,
  client,
  claims,
  claimsOf,
  citiesHost = '127.0.0.1',
}: ProviderOptions): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const clients = new ClientStorage(client);
  const scope = Object.keys(claims).join(' ');
  return new Provider(issuer, {
    adapter: (kind) => (kind === 'Client' ? clients : new MemoryStorage(kind)),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    // What identity needs of a person stands in the ID token itself: one signed document, no second request.
    conformIdTokenClaims: false,
    claims: Object.fromEntries(Object.entries(claims).map(([name, listed]) => [name, [...listed]])),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => void (ctx.body = signOutPage(form)),
        postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage()),
      },
    },
    fetch: fetchAtCities(citiesHost),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out.error);
    },
    ttl: {
      AccessToken: anHour,
      AuthorizationCode: 60,
      Grant: aWorkingDay,
      IdToken: anHour,
      Interaction: anHour,
      Session: aWorkingDay,
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: (ctx) => grantToOwnClient(ctx, scope),
    findAccount: (_, user) => accountOf(user, claimsOf(user)),
  });
}

/** The only client is the cities' own: nobody is asked for consent. */
async function grantToOwnClient({ oidc }: KoaContextWithOIDC, scope: string): Promise<Grant | undefined> {
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (!accountId || !clientId) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope(scope);
  await grant.save();
  return grant;
}

function accountOf(user: string, claims: Claims | undefined): Account | undefined {
  return claims && { accountId: user, claims: async () => ({ ...claims }) };
}
