import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import type { ClientMetadata, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { AuthenticatedRequest } from '#auth';
import type { HandOverClient } from '#configuration';
import { TenantData } from '#database';
import { Problem } from '#http';
import { HandOvers } from '../../hand-overs';
import { openedPerson } from '../../queries/person';
import { Secrets } from '../../secrets';
import { Sites } from '../../sites';
import { claimNames, claimsOf } from './claims';
import { HandOverKeys } from './keys';
import { HandOverStorage } from './storage';

/** Where the provider lies below a portal. */
export const handOverPath = '/api/hand-over';

/** Where the secrets of other portals lie: `<city>/<client id>`, one secret per file. */
export class HandOverSecrets {
  constructor(private readonly folder: string | undefined) {}

  /** @throws Error naming the file, where there is none: a portal that has a secret is never let in without one */
  of(tenant: string, clientId: string): string {
    if (this.folder === undefined) throw new Error('HAND_OVER_SECRETS is not set');
    return readFileSync(join(this.folder, tenant, clientId), 'utf8').trim();
  }
}

/** A provider, and what it was made of. */
interface Made {
  readonly clients: string;
  readonly until: number;
  readonly provider: Promise<Provider>;
}

/** So long a provider goes on with the keys and secrets that it was made with, in ms. */
const lifeMs = 60 * 60 * 1000;

/**
 * The OpenID Connect provider of each city, for other portals (W13): the protocol is the library's; who is signed in is the
 * portal's session, and what may go where is what the person agreed to.
 */
@Injectable()
export class HandOverProviders {
  private readonly logger = new Logger('hand-over');
  private readonly made = new Map<string, Made>();

  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
    private readonly handOvers: HandOvers,
    private readonly keys: HandOverKeys,
    private readonly clientSecrets: HandOverSecrets,
  ) {}

  /** @throws Problem `not-found` for a city that hands nothing over, `temporarily-unavailable` where its files are not complete */
  async of(tenant: string): Promise<Provider> {
    const clients = this.sites.handOverClients(tenant);
    if (clients.length === 0) throw new Problem('not-found');
    const asConfigured = JSON.stringify(clients);
    const known = this.made.get(tenant);
    if (known?.clients === asConfigured && known.until > Date.now()) return known.provider;
    const provider = this.make(tenant, clients).catch((error: unknown) => {
      this.made.delete(tenant);
      this.logger.error({ err: error, tenant }, 'nothing can be handed over');
      throw new Problem('temporarily-unavailable', {}, { cause: error });
    });
    this.made.set(tenant, { clients: asConfigured, until: Date.now() + lifeMs, provider });
    return provider;
  }

  private async make(tenant: string, clients: readonly HandOverClient[]): Promise<Provider> {
    // Loaded where it serves only: most cities hand nothing over.
    const { Provider, interactionPolicy } = await import('oidc-provider');
    const policy = interactionPolicy.base();
    policy.get('login')?.checks.add(
      new interactionPolicy.Check('portal_session', 'the portal knows who is there', (ctx) => {
        const isThere = portalUser(ctx) === ctx.oidc.session?.accountId;
        return isThere ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT;
      }),
    );
    const secrets = await this.secrets.ofCity(tenant);
    const provider = new Provider(this.sites.origin(tenant, 'portal') + handOverPath, {
      adapter: (kind: string) => new HandOverStorage(tenant, kind, this.data, this.secrets),
      clients: clients.map((client) => this.metadataOf(tenant, client)),
      jwks: { keys: [...(await this.keys.of(tenant))] } as NonNullable<Configuration['jwks']>,
      cookies: {
        keys: [secrets.handOverCookieKey()],
        names: { session: 'hand-over', interaction: 'hand-over-asked', resume: 'hand-over-resumed' },
      },
      pkce: { required: () => true },
      responseTypes: ['code'],
      scopes: ['openid'],
      // What was agreed to stands in the ID token itself, and no more anywhere.
      claims: { openid: [...claimNames] },
      conformIdTokenClaims: false,
      subjectTypes: ['pairwise'],
      pairwiseIdentifier: (_ctx, personId, { clientId }) => secrets.handOverSubject(personId, clientId),
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
      clientBasedCORS: () => false,
      issueRefreshToken: () => false,
      ttl: {
        ...{ AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 3600 },
        ...{ Grant: 365 * 24 * 3600, Session: 12 * 3600 },
      },
      interactions: { policy, url: (_ctx, { uid }) => `${handOverPath}/consent/${uid}` },
      loadExistingGrant: (ctx) => this.grant(tenant, clients, ctx),
      findAccount: (ctx, personId) => this.account(tenant, clients, ctx, personId),
      // A page for people where there is one; programs read the same as JSON from the other endpoints.
      renderError: (ctx, { error }) => {
        ctx.type = 'json';
        ctx.body = { error };
      },
    });
    provider.proxy = true;
    provider.on('server_error', (_ctx, error) =>
      this.logger.error({ err: error, tenant }, 'hand-over failed'),
    );
    return provider;
  }

  private metadataOf(tenant: string, client: HandOverClient): ClientMetadata {
    const { clientId, redirectUris, authentication = 'client_secret_basic' } = client;
    return {
      client_id: clientId,
      redirect_uris: [...redirectUris],
      // A program on the person's own machine takes whichever port is free there (RFC 8252, 7.3).
      application_type: redirectUris.every(isOnThisMachine) ? 'native' : 'web',
      response_types: ['code'],
      grant_types: ['authorization_code'],
      subject_type: 'pairwise',
      token_endpoint_auth_method: authentication,
      ...(authentication !== 'none' && { client_secret: this.clientSecrets.of(tenant, clientId) }),
    };
  }

  /** What was just agreed to, or is remembered for all that the portal gets today; else the person is asked. */
  private async grant(tenant: string, clients: readonly HandOverClient[], ctx: KoaContextWithOIDC) {
    const { provider, result, session, client: asking } = ctx.oidc;
    const client = clients.find(({ clientId }) => clientId === asking?.clientId);
    const personId = session?.accountId;
    if (client === undefined || personId === undefined) return undefined;
    const agreed = await this.handOvers.agreed(tenant, personId, client);
    const isJustAgreed = agreed !== undefined && result?.consent?.grantId === agreed.grantId;
    const isRemembered = agreed?.remembered === true && agreed.covers.length === client.attributes.length;
    return isJustAgreed || isRemembered ? provider.Grant.find(agreed.grantId) : undefined;
  }

  /** Whom the library asks about when it makes a token, or reads one. */
  private async account(
    tenant: string,
    clients: readonly HandOverClient[],
    { oidc }: KoaContextWithOIDC,
    personId: string,
  ) {
    const client = clients.find(({ clientId }) => clientId === oidc.client?.clientId);
    const agreed = client && (await this.handOvers.agreed(tenant, personId, client));
    return {
      accountId: personId,
      claims: async () => {
        if (agreed === undefined) return { sub: personId };
        const { profile } = await openedPerson(this.data, this.secrets, tenant, personId);
        return { sub: personId, ...claimsOf(profile.attributes, agreed.covers) };
      },
    };
  }
}

const isOnThisMachine = (uri: string): boolean => new URL(uri).hostname === '127.0.0.1';

/** Who is signed in to the portal, as the gateway says of each request. */
function portalUser(ctx: KoaContextWithOIDC): string | undefined {
  const { user } = ctx.req as AuthenticatedRequest & typeof ctx.req;
  return user?.kind === 'person' && user.roles.includes('citizen') ? user.sub : undefined;
}
