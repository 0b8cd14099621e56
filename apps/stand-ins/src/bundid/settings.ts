import type { CertifiedKey, Dialect, Means } from '#saml-provider';
import type { ServiceProviders } from './service-providers';

/** The two providers that this program plays. */
export type ProviderName = 'bundid' | 'servicekonto-nrw';

/** How one of them differs from the other. */
interface Character {
  readonly title: string;
  readonly entityId: string;
  readonly dialect: Dialect;
  /** With what one can sign in here at all. */
  readonly means: readonly Means[];
}

export const characters: Readonly<Record<ProviderName, Character>> = {
  bundid: {
    title: 'BundID',
    entityId: 'https://bundid.example/idp',
    dialect: 'akdb',
    means: ['Benutzername', 'Elster', 'Smart-eID', 'eID', 'eIDAS', 'FINK', 'Diia'],
  },
  'servicekonto-nrw': {
    title: 'Servicekonto.NRW',
    entityId: 'https://servicekonto-nrw.example/idp',
    dialect: 'plain',
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
