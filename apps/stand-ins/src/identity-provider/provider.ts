import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import {
  Provider,
  type Account,
  type ClientMetadata,
  type Grant,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { errorPage, signedOutPage, signOutPage } from './pages';
import type { StaffUser } from './staff';
import { ClientStorage, MemoryStorage } from './storage';

const anHour = 60 * 60;
const aWorkingDay = 12 * anHour;

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the back-offices are reached now, e.g. `http://backoffice.duisburg.localhost:8080`. */
  readonly origins: () => readonly string[];
  /** Who may sign in now. */
  readonly staff: () => readonly StaffUser[];
}

/** A stand-in for a city's OpenID Connect provider: authorization code flow with PKCE, one confidential client. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { issuer, staff } = options;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const clients = new ClientStorage(() => clientOf(options));
  return new Provider(issuer, {
    adapter: (kind) => (kind === 'Client' ? clients : new MemoryStorage(kind)),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    // What identity needs of a person stands in the ID token itself: one signed document, no second request.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'tenant', 'roles', 'offices'], profile: ['name'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => void (ctx.body = signOutPage(form)),
        postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage()),
      },
    },
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
    loadExistingGrant: grantToOwnClient,
    findAccount: (_, user) => accountOf(staff().find((one) => one.user === user)),
  });
}

/** The one client: the back-offices of all cities, as they stand when somebody signs in. */
function clientOf({ clientId, clientSecret, origins }: ProviderOptions): ClientMetadata {
  const found = origins();
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: found.map((origin) => `${origin}/api/sign-in/oidc/callback`),
    post_logout_redirect_uris: found.map((origin) => `${origin}/`),
    response_types: ['code'],
    grant_types: ['authorization_code'],
  };
}

/** The only client is the city's own back-office: nobody is asked for consent. */
async function grantToOwnClient({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (!accountId || !clientId) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

function accountOf(person: StaffUser | undefined): Account | undefined {
  if (person === undefined) return undefined;
  const { user, name, tenant, roles, offices } = person;
  return {
    accountId: user,
    claims: async () => ({ sub: user, name, tenant, roles: [...roles], offices: [...offices] }),
  };
}
