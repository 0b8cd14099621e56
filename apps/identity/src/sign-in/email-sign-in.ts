import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem, type Language } from '#http';
import { TenantDatabase } from '#database';
import { signInLinkAggregate } from '../aggregates';
import { Attempts, type Limit } from '../records/attempts';
import { CitySecrets } from '../records/city-secrets';
import { addressLookup, SignInLinks } from '../records/sign-in-links';
import { Accounts, causedBy, type NewlySignedIn } from './accounts';
import { normalisedAddress } from './address';
import { pathOnThisSite } from './return-to';

/** Nobody fills somebody else's mailbox. */
const linksPerAddress: Limit = { number: 5, windowSeconds: 15 * 60 };
/**
 * How many links one network address may ask for, and how many it may try, in a quarter of an hour. Many people may sit behind
 * one: a school, a library, a whole mobile network.
 */
export class ClientLimit implements Limit {
  readonly windowSeconds = 15 * 60;

  constructor(readonly number: number) {}
}

export interface LinkRequest {
  readonly tenant: string;
  readonly email: string;
  readonly returnTo?: string | undefined;
  readonly language: Language;
  /** Network address of the browser, as the gateway saw it. */
  readonly client: string;
}

export interface LinkUse {
  readonly tenant: string;
  /** What the link carries. */
  readonly token: string;
  readonly client: string;
  /** Handle of the session that the browser has now. */
  readonly formerSession?: string | undefined;
}

/**
 * Signing in by a link in a mail (R10b, R18). Asking for a link never looks at the accounts, so neither the answer nor its
 * time can tell whether an address is known.
 */
@Injectable()
export class EmailSignIn {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly secrets: CitySecrets,
    private readonly attempts: Attempts,
    private readonly links: SignInLinks,
    private readonly accounts: Accounts,
    private readonly clientLimit: ClientLimit,
  ) {}

  /**
   * Has a link sent. Above the limit for one address nothing is sent and nothing is said.
   * @throws Problem `invalid-input` when it is no address, `too-many-requests` when this client asks too often.
   */
  async requestLink({ tenant, email, returnTo, language, client: from }: LinkRequest): Promise<void> {
    const address = normalisedAddress(email);
    if (address === undefined) throw notAnAddress();
    const secrets = await this.secrets.of(tenant);
    await this.limit(tenant, secrets.fingerprint(from, 'requesting-client'), this.clientLimit);
    if ((await this.attempts.count(tenant, addressLookup(secrets, address), linksPerAddress)) > 0) return;
    const id = uuidv7();
    await this.database.inTransaction(tenant, async (client) => {
      await runCommand(
        this.store.within(client),
        signInLinkAggregate,
        { tenant, streamId: id },
        { type: 'request' },
        { metadata: causedBy({ personId: 'service:identity', role: 'service' }) },
      );
      const content = { email: address, language, returnTo: pathOnThisSite(returnTo) };
      await this.links.add(client, tenant, id, content, secrets);
    });
  }

  /**
   * Signs in whoever brings the token of a link, once.
   * @throws Problem `sign-in-link-unusable`, or `too-many-requests` when this client tries too many.
   */
  async signIn({
    tenant,
    token,
    client: from,
    formerSession,
  }: LinkUse): Promise<NewlySignedIn & { returnTo: string }> {
    const secrets = await this.secrets.of(tenant);
    await this.limit(tenant, secrets.fingerprint(from, 'signing-in-client'), this.clientLimit);
    const link = await this.links.forToken(tenant, token);
    const session = await this.accounts.signIn({
      tenant,
      kind: 'citizen',
      lookup: link.lookup,
      profile: { language: link.language, attributes: { email: { value: link.email, source: 'confirmed' } } },
      method: 'email-link',
      levelOfAssurance: 'none', // a link proves a mailbox, not who reads it
      roles: ['citizen'],
      offices: [],
      formerSession,
      useUp: (client) => this.links.useUp(client, tenant, link),
    });
    return { ...session, returnTo: link.returnTo };
  }

  private async limit(tenant: string, counted: Buffer, limit: Limit): Promise<void> {
    const retryAfter = await this.attempts.count(tenant, counted, limit);
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
  }
}

function notAnAddress(): Problem {
  const message = {
    de: 'Dieses Feld muss eine E-Mail-Adresse sein.',
    en: 'This field must be an e-mail address.',
  };
  return new Problem('invalid-input', { errors: [{ pointer: '/email', rule: 'is-email', message }] });
}
