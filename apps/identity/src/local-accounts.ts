import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import { AccountLinks, type OpenedAccountLink } from './account-links';
import type { Profile } from './domain/profile';
import type { Proof } from './domain/proof';
import { PasswordRules } from './password-rules';
import { PasswordThrottle } from './password-throttle';
import {
  addLocalAccount,
  belongsToPerson,
  findLocalAccount,
  findLocalAccountOf,
  setPassword,
  type StoredLocalAccount,
} from './read-models/local-accounts';
import { endSessions, sessionsOf } from './read-models/sessions';
import { Secrets } from './secrets';

/** Who asks, and from where. */
export interface Asker {
  /** The network address of the browser, as the gateway saw it. */
  readonly client: string;
  /** What the browser says of itself, see `PasswordThrottle`. */
  readonly device: string | undefined;
  /** Handle of the session that this browser has now. */
  readonly session: string | undefined;
}

/** What a password, or a link with a password, proves. */
export interface ProvenLocally {
  readonly proof: Proof;
  /** Path on the portal where the person wants to go. */
  readonly returnTo: string;
  /** Keyed hash of the address. */
  readonly lookup: Buffer;
}

interface Credentials {
  /** The normalised address. */
  readonly email: string;
  readonly password: string;
}

/** Accounts with a password of their own (W6a H11). What their people say of themselves is proven by nothing: level `none`. */
@Injectable()
export class LocalAccounts {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly links: AccountLinks,
    private readonly rules: PasswordRules,
    private readonly throttle: PasswordThrottle,
  ) {}

  /** @throws Problem `credentials-wrong`: the same, after the same work, whether there is an account or not; `too-many-requests` */
  async proven(
    tenant: string,
    { email, password, returnTo }: Credentials & { readonly returnTo: string },
    { client, device }: Asker,
  ): Promise<ProvenLocally> {
    const secrets = await this.secrets.ofCity(tenant);
    const lookup = secrets.lookup({ purpose: 'local-account', value: email });
    await this.throttle.admit(tenant, { lookup, client, device });
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    const rightOne = await this.withPassword(tenant, lookup, account, password);
    return { lookup, returnTo, proof: await this.proofOf(tenant, email, rightOne) };
  }

  /**
   * The account that a link confirms, for who knows the password that was chosen: otherwise who reads the mailbox could confirm an
   * account that somebody else has the password of, and shared it from then on.
   * @throws Problem `account-link-unusable`, `credentials-wrong`, `too-many-requests`
   */
  async confirmed(
    tenant: string,
    { token, password }: { readonly token: string; readonly password: string },
    { client, device }: Asker,
  ): Promise<ProvenLocally> {
    const link = await this.links.opened(tenant, 'registration', token);
    const { email, language, returnTo, lookup, registration } = link;
    if (registration === undefined) throw new Problem('account-link-unusable');
    const secrets = await this.secrets.ofCity(tenant);
    await this.throttle.admit(tenant, { lookup, client, device });
    await this.rules.demandRight(password, registration.password, secrets.pepper(lookup));
    const { givenName, familyName, dateOfBirth } = registration;
    const profile: Profile = {
      language,
      attributes: {
        email: { value: email, source: 'confirmed' },
        givenName: { value: givenName, source: 'self' },
        familyName: { value: familyName, source: 'self' },
        dateOfBirth: { value: dateOfBirth, source: 'self' },
      },
    };
    const sealed = secrets.sealRegistered(lookup, profile);
    const account = { tenant, lookup, password: registration.password, profile: sealed };
    await this.data.inTransaction(tenant, async (manager) => {
      await this.links.useUp(manager, tenant, link);
      if (!(await addLocalAccount(manager, account))) throw new Problem('account-link-unusable');
    });
    await this.links.recordUse(tenant, link);
    return { lookup, returnTo, proof: proofWith(email, profile) };
  }

  /**
   * Another password by a link; whoever is signed in with the former one is signed out.
   * @throws Problem `account-link-unusable`, `invalid-input` naming what is wrong with the password
   */
  async reset(
    tenant: string,
    { token, password }: { readonly token: string; readonly password: string },
  ): Promise<ProvenLocally> {
    const link = await this.links.opened(tenant, 'password', token);
    const { email, lookup, returnTo } = link;
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    if (account === null) throw new Problem('account-link-unusable');
    await this.set(tenant, account, { email, password }, { link });
    await this.links.recordUse(tenant, link);
    return { lookup, returnTo, proof: await this.proofOf(tenant, email, account) };
  }

  /**
   * Another password out of a session; every other session of the person ends.
   * @throws Problem `no-local-account`, `credentials-wrong`, `invalid-input` naming what is wrong with the new one, `too-many-requests`
   */
  async change(
    tenant: string,
    personId: string,
    {
      former,
      password,
      email,
    }: { readonly former: string; readonly password: string; readonly email: string },
    { client, device, session }: Asker,
  ): Promise<void> {
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccountOf(manager, tenant, personId),
    );
    if (account === null) throw new Problem('no-local-account');
    await this.throttle.admit(tenant, { lookup: account.lookup, client, device });
    await this.withPassword(tenant, account.lookup, account, former);
    await this.set(tenant, account, { email, password }, { session });
  }

  /** Somebody has signed in: the account is theirs, and their browser is known from now on. @returns what the browser keeps */
  async entered(tenant: string, lookup: Buffer): Promise<string> {
    await this.data.withTenant(tenant, (manager) => belongsToPerson(manager, tenant, lookup));
    return this.throttle.newDevice(tenant, lookup);
  }

  /** Sets a password in one transaction with the link that is used up, the event, and the end of the sessions. */
  private async set(
    tenant: string,
    { lookup, personId }: StoredLocalAccount,
    { email, password }: Credentials,
    by: { readonly link?: OpenedAccountLink; readonly session?: string | undefined },
  ): Promise<void> {
    await this.rules.demandGood(tenant, password, { email, names: [] });
    const hash = await this.rules.hash(password, (await this.secrets.ofCity(tenant)).pepper(lookup));
    const sessions =
      personId === null
        ? []
        : await this.data.withTenant(tenant, (manager) => sessionsOf(manager, tenant, personId));
    const sessionIds = sessions.map(({ handle }) => handle).filter((handle) => handle !== by.session);
    await this.data.inTransaction(tenant, async (manager, client: pg.PoolClient) => {
      if (personId !== null) {
        const store = this.store.within(client);
        const command = { type: 'change-password', sessionIds, doneIn: by.session } as const;
        const metadata = metadataOf({ personId, role: 'citizen' });
        await runCommand(store, accountAggregate, { tenant, streamId: personId }, command, { metadata });
      }
      if (by.link) await this.links.useUp(manager, tenant, by.link);
      await setPassword(manager, { tenant, lookup }, hash);
      if (personId !== null) await endSessions(manager, { tenant, personId }, sessionIds);
    });
  }

  /** The account, if this is its password; its hash is made anew where hashes cost more today. @throws Problem `credentials-wrong` */
  private async withPassword(
    tenant: string,
    lookup: Buffer,
    account: StoredLocalAccount | null,
    password: string,
  ): Promise<StoredLocalAccount> {
    const pepper = (await this.secrets.ofCity(tenant)).pepper(lookup);
    const { isOutdated } = await this.rules.demandRight(password, account?.password, pepper);
    if (account === null) throw new Problem('credentials-wrong');
    if (isOutdated) {
      const hash = await this.rules.hash(password, pepper);
      await this.data.withTenant(tenant, (manager) => setPassword(manager, { tenant, lookup }, hash));
    }
    return account;
  }

  private async proofOf(
    tenant: string,
    email: string,
    { lookup, profile }: StoredLocalAccount,
  ): Promise<Proof> {
    const secrets = await this.secrets.ofCity(tenant);
    const address = { email: { value: email, source: 'confirmed' } } as const;
    return proofWith(
      email,
      profile === null ? { language: 'de', attributes: address } : secrets.openRegistered(lookup, profile),
    );
  }
}

function proofWith(email: string, profile: Profile): Proof {
  return {
    kind: 'citizen',
    knownBy: { purpose: 'local-account', value: email },
    profile,
    method: 'local-account',
    means: 'password',
    levelOfAssurance: 'none',
    roles: ['citizen'],
    offices: [],
  };
}
