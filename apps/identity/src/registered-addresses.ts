import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { Problem } from '#http';
import { refusedAdmission } from './domain/admission';
import { ownerOfAddress } from './read-models/contact-addresses';
import { findLocalAccount } from './read-models/local-accounts';
import { Secrets } from './secrets';
import { Sites } from './sites';

/** Who may register an address, and which have an account already: that is for a mail to say, never for an answer. */
@Injectable()
export class RegisteredAddresses {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
  ) {}

  /** @throws Problem `too-young` where the city has a minimum age (W5) */
  demandAge(tenant: string, dateOfBirth: string, today: string): void {
    const rules = this.sites.admissionRules(tenant);
    const attributes = { dateOfBirth: { value: dateOfBirth, source: 'self' } } as const;
    const arriving = { profile: { language: 'de', attributes }, addressOwner: undefined } as const;
    const refused = refusedAdmission(rules, arriving, today);
    if (refused !== undefined) throw new Problem(refused, { minimumAge: rules.minimumAge });
  }

  /** What the hash of the password of an account with this address is keyed with. */
  async pepperOf(tenant: string, email: string): Promise<Buffer> {
    const secrets = await this.secrets.ofCity(tenant);
    return secrets.pepper(secrets.lookup({ purpose: 'local-account', value: email }));
  }

  /** Whether an account with a password has the address. */
  async hasPassword(tenant: string, email: string): Promise<boolean> {
    const lookup = (await this.secrets.ofCity(tenant)).lookup({ purpose: 'local-account', value: email });
    const account = await this.data.withTenant(tenant, (manager) =>
      findLocalAccount(manager, tenant, lookup),
    );
    return account !== null;
  }

  /** Whether no account can be made with it; where each has one of its own, by whichever way in it is known (W5). */
  async isTaken(tenant: string, email: string): Promise<boolean> {
    const hasPassword = await this.hasPassword(tenant, email);
    const lookup = (await this.secrets.ofCity(tenant)).lookup({ purpose: 'email-address', value: email });
    const owner = await this.data.withTenant(tenant, (manager) => ownerOfAddress(manager, tenant, lookup));
    const isSole = this.sites.admissionRules(tenant).onePerAddress ?? false;
    return hasPassword || (isSole && owner !== undefined);
  }
}
