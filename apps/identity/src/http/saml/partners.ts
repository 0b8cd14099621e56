import { Injectable } from '@nestjs/common';
import type { BundIdSettings, ServicekontoNrwSettings, Tenant } from '#configuration';
import { Problem } from '#http';
import { SignInProviders, type SamlMethod, type SamlProvider } from '../../providers';
import { Sites } from '../../sites';
import { KeyFolder } from './keys';
import type { ServiceProvider } from './verification';

/** Where providers send their answers, below the portal's origin. */
export const consumerPath = '/api/saml/acs';

/** A provider, and a city as it is known there. */
export interface Partners {
  readonly provider: SamlProvider;
  readonly city: ServiceProvider;
}

/** Who speaks SAML with whom: out of the configuration of the installation and of the city, never out of a request. */
@Injectable()
export class SamlPartners {
  constructor(
    private readonly providers: SignInProviders,
    private readonly keys: KeyFolder,
    private readonly sites: Sites,
  ) {}

  /** The city as it is configured. */
  tenant(key: string): Tenant {
    return this.sites.tenant(key);
  }

  /**
   * @throws Problem `sign-in-method-unknown` where the city does not offer it, `sign-in-provider-unavailable` where the installation
   *   has no such provider, or no key for the city
   */
  of(tenant: string, method: SamlMethod): Partners {
    const settings = settingsOf(this.tenant(tenant), method);
    if (settings === undefined)
      throw new Problem('sign-in-method-unknown', { methods: this.sites.signInMethods(tenant) });
    const provider = this.providers.saml(method);
    if (provider === undefined) throw unavailable(new Error(`SIGN_IN_PROVIDERS names no ${method}`));
    const consumerUrl = this.sites.origin(tenant, 'portal') + consumerPath;
    try {
      return { provider, city: { entityId: settings.entityId, consumerUrl, keys: this.keys.of(tenant) } };
    } catch (error) {
      throw unavailable(error);
    }
  }
}

/** How a city is known at a provider; undefined where it does not offer that way in. */
export function settingsOf(
  { signInMethods, bundid, servicekontoNrw }: Tenant,
  method: SamlMethod,
): BundIdSettings | ServicekontoNrwSettings | undefined {
  if (!signInMethods.includes(method)) return undefined;
  switch (method) {
    case 'bundid':
      return bundid;
    case 'servicekonto-nrw':
      return servicekontoNrw;
  }
}

const unavailable = (cause: unknown) => new Problem('sign-in-provider-unavailable', {}, { cause });
