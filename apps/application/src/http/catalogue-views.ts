import type { OfferedMeans, Office, OfferState, Service, ShownFee, Tenant } from '#configuration';

/** The settings of a city that everybody may know, as they stand in its files; a setting that is not named here is told to nobody. */
export type PublicSetting =
  | 'key'
  | 'name'
  | 'referencePrefix'
  | 'hosts'
  | 'colours'
  | 'listName'
  | 'support'
  | 'signInMethods'
  | 'signInRules'
  | 'eidForProfileChanges'
  | 'mostWanted'
  | 'imprint'
  | 'dataProtectionOfficer'
  | 'accessibility'
  | 'signLanguageVideo'
  | 'catalogue'
  | 'topics'
  | 'offices';

/** What everybody may know of a city; `notice` while it holds. How it is connected to its providers is no page's matter. */
export interface PublicTenant extends Pick<Tenant, PublicSetting | 'notice'> {
  /** Address of the city's own sign on this host, where it has one. */
  readonly logo?: string;
}

/** Whether people can apply for a service now; `validFrom` and `validUntil` say when. */
interface Offer {
  readonly offer: OfferState;
}

/** How somebody comes to file: `filing.signIn` and `levelOfAssurance` say what it takes (D12, D15a, R8, W7). */
interface Access {
  /** The ways in to this city that suffice, each with the means that reaches the level (D14); empty where none is needed. */
  readonly waysIn: readonly OfferedMeans[];
  /** The means of the proof that each application needs (W2, W3); empty where none does. */
  readonly proofBy: readonly OfferedMeans[];
}

/** A service as a list shows it. */
export interface ListedService extends Omit<Service, 'form' | 'fee'>, Offer, Access {
  readonly fee: ShownFee;
}

/** The services of a city. */
export interface Catalogue {
  readonly items: readonly ListedService[];
  /** No service has all the words: these have words that look like them. */
  readonly nearly?: boolean;
  /**
   * Where the city tells of its other services, where only those are listed that are online from beginning to end (R4).
   * @format uri
   */
  readonly otherServicesUrl?: string;
}

/** A service with whom to ask about it. */
export interface OfferedService extends Omit<Service, 'fee'>, Offer, Access {
  readonly fee: ShownFee;
  readonly responsibleOffice?: Office;
}

/** Where somebody sees a service who is no member of staff, before it is public or as it was. */
export interface PreviewLink {
  /** E.g. `duisburg.localhost`: a host of the portal. */
  readonly host: string;
  /** From the portal's address on: what its API says of it. */
  readonly path: string;
  /** From the portal's address on: what citizens see of it. */
  readonly page: string;
  /** @format date-time */
  readonly validUntil: string;
}
