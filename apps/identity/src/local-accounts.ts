import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { Problem } from '#http';
import type { Profile } from './domain/profile';
import type { Proof } from './domain/proof';
import { PasswordRules } from './password-rules';
import { PasswordThrottle } from './password-throttle';
import {
  belongsToPerson,
  findLocalAccount,
  setPassword,
  type StoredLocalAccount,
} from './read-models/local-accounts';
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

export interface Credentials {
  /** The normalised address. */
  readonly email: string;
  readonly password: string;
}

/** Accounts with a password of their own (W6a H11). What their people say of themselves is proven by nothing: level `none`. */
@Injectable()
export class LocalAccounts {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly rules: PasswordRules,
    private readonly throttle: PasswordThrottle,
  ) {}

  /** @throws Problem `credentials-wrong`: the same, after the same work, whether there is an account or not; `too-many-requests` */
  async proven(
    tenant: string,
    { email, password, returnTo }: Credentials & { readonly returnTo: string },
    by: Asker,
  ): Promise<ProvenLocally> {
    const lookup = (await this.secrets.ofCity(tenant)).lookup({ purpose: 'local-account', value: email });
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    await this.demandPassword(tenant, { lookup, password: account?.password }, password, by);
    if (account === null) throw new Problem('credentials-wrong');
    return { lookup, returnTo, proof: await this.proofOf(tenant, email, account) };
  }

  /** Somebody has signed in: the account is theirs, and their browser is known from now on. @returns what the browser keeps */
  async entered(tenant: string, lookup: Buffer): Promise<string> {
    await this.data.withTenant(tenant, (manager) => belongsToPerson(manager, tenant, lookup));
    return this.throttle.newDevice(tenant, lookup);
  }

  /**
   * Demands the password of what is stored; its hash is made anew where hashes cost more today.
   * @param stored nothing, where there is no account: then no password is right, after the same work
   * @throws Problem `credentials-wrong`, `too-many-requests`
   */
  async demandPassword(
    tenant: string,
    { lookup, password: stored }: { readonly lookup: Buffer; readonly password: string | undefined },
    password: string,
    { client, device }: Asker,
  ): Promise<void> {
    await this.throttle.admit(tenant, { lookup, client, device });
    const pepper = (await this.secrets.ofCity(tenant)).pepper(lookup);
    const { isOutdated } = await this.rules.demandRight(password, stored, pepper);
    if (!isOutdated) return;
    const hash = await this.rules.hash(password, pepper);
    await this.data.withTenant(tenant, (manager) => setPassword(manager, { tenant, lookup }, hash));
  }

  /** The hash of a password that somebody chooses. @throws Problem `invalid-input` naming what is wrong with it */
  async hashOfNew(tenant: string, lookup: Buffer, { email, password }: Credentials): Promise<string> {
    await this.rules.demandGood(tenant, password, { email, names: [] });
    return this.rules.hash(password, (await this.secrets.ofCity(tenant)).pepper(lookup));
  }

  /** What the account proves; the profile, until that of a person has it. */
  async proofOf(tenant: string, email: string, { lookup, profile }: StoredLocalAccount): Promise<Proof> {
    const secrets = await this.secrets.ofCity(tenant);
    const address = { email: { value: email, source: 'confirmed' } } as const;
    return proofWith(
      email,
      profile === null ? { language: 'de', attributes: address } : secrets.openRegistered(lookup, profile),
    );
  }
}

/** What whoever has the password of an account proves. @param profile of an account that comes into being now */
export function proofWith(email: string, profile: Profile): Proof {
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
