import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { Problem } from '#http';
import { AccountLinks } from './account-links';
import type { Profile } from './domain/profile';
import { LocalAccounts, proofWith, type Asker, type ProvenLocally } from './local-accounts';
import { addLocalAccount } from './read-models/local-accounts';
import { Secrets } from './secrets';

/** Registrations that become accounts (W6a H11). */
@Injectable()
export class ConfirmedRegistrations {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly links: AccountLinks,
    private readonly accounts: LocalAccounts,
  ) {}

  /**
   * The account that a link confirms, for who knows the password that was chosen: otherwise who reads the mailbox could confirm an
   * account that somebody else has the password of, and shared it from then on.
   * @throws Problem `account-link-unusable`, `credentials-wrong`, `too-many-requests`
   */
  async confirmed(
    tenant: string,
    { token, password }: { readonly token: string; readonly password: string },
    by: Asker,
  ): Promise<ProvenLocally> {
    const link = await this.links.opened(tenant, 'registration', token);
    const { email, language, returnTo, lookup, registration } = link;
    if (registration === undefined) throw new Problem('account-link-unusable');
    await this.accounts.demandPassword(tenant, { lookup, password: registration.password }, password, by);
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
    const sealed = (await this.secrets.ofCity(tenant)).sealRegistered(lookup, profile);
    const account = { tenant, lookup, password: registration.password, profile: sealed };
    await this.data.inTransaction(tenant, async (manager) => {
      await this.links.useUp(manager, tenant, link);
      if (!(await addLocalAccount(manager, account))) throw new Problem('account-link-unusable');
    });
    await this.links.recordUse(tenant, link);
    return { lookup, returnTo, proof: proofWith(email, profile) };
  }
}
