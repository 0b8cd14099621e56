import type { CertifiedKey, Dialect, Means, ProviderDescription } from '#saml-provider';
import type { ServiceProviders } from './service-providers';

/** The two providers that this program plays. */
export type ProviderName = 'bundid' | 'servicekonto-nrw';

/** How one of them differs from the other. */
interface Character {
  readonly title: string;
  readonly entityId: string;
  readonly dialect: Dialect;
  /** How the subject of an assertion is named. */
  readonly nameIdFormat: string;
  /** How a city is asked for what it makes known to this provider. */
  readonly metadataQuery: string;
  /** With what one can sign in here at all. */
  readonly means: readonly Means[];
}

export const characters: Readonly<Record<ProviderName, Character>> = {
  bundid: {
    title: 'BundID',
    entityId: 'https://bundid.example/idp',
    dialect: 'akdb',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    metadataQuery: '',
    means: ['Benutzername', 'Elster', 'Smart-eID', 'eID', 'eIDAS', 'FINK', 'Diia'],
  },
  'servicekonto-nrw': {
    title: 'Servicekonto.NRW',
    entityId: 'https://servicekonto-nrw.example/idp',
    dialect: 'plain',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    metadataQuery: '?provider=servicekonto-nrw',
    means: ['Benutzername', 'Elster', 'eID', 'eIDAS'],
  },
};

/** One provider as it runs. */
export interface ProviderSettings {
  readonly name: ProviderName;
  /** Where browsers reach it, e.g. `http://127.0.0.1:8091`. */
  readonly origin: string;
  readonly key: CertifiedKey;
  readonly serviceProviders: ServiceProviders;
}

/** What a provider makes known about itself. @param certificate PEM */
export function descriptionOf(name: ProviderName, origin: string, certificate: string): ProviderDescription {
  const { entityId, nameIdFormat } = characters[name];
  return { entityId, signOnUrl: signOnUrlAt(origin), certificates: [certificate], nameIdFormat };
}

/** Where a provider takes requests. */
export const signOnUrlAt = (origin: string): string => `${origin}/sso`;
