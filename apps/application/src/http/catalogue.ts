import {
  contentHash,
  noticeAt,
  offerState,
  proofMeans,
  shownFee,
  sufficientMeans,
  type LocalizedText,
  type OfferState,
  type Service,
  type Tenant,
} from '#configuration';
import { search, type Findable, type Found } from '#forms';
import { dateInBerlin } from '../domain/berlin';
import type { ListedService, OfferedService, PublicSetting, PublicTenant } from './catalogue-views';

/** Each of them once; one that is forgotten does not compile. */
const isPublic: Readonly<Record<PublicSetting, true>> = {
  ...{ key: true, name: true, referencePrefix: true, hosts: true, colours: true, listName: true },
  ...{ support: true, signInMethods: true, signInRules: true, eidForProfileChanges: true },
  ...{ mostWanted: true, imprint: true, dataProtectionOfficer: true, accessibility: true },
  ...{ signLanguageVideo: true, catalogue: true, topics: true, offices: true },
};

/** What everybody may know of a city. @param now milliseconds since 1970 */
export function publicTenant(city: Tenant, now: number): PublicTenant {
  const { logo } = city;
  const notice = noticeAt(city, now);
  const shown = Object.entries(city).filter(([setting]) => Object.hasOwn(isPublic, setting));
  return {
    ...(Object.fromEntries(shown) as Pick<Tenant, PublicSetting>),
    ...(notice !== undefined && { notice }),
    ...(logo !== undefined && { logo: `/api/tenant/logo?v=${contentHash(logo).slice(0, 12)}` }),
  };
}

/** What somebody looks for. */
interface Wish {
  /** Words of titles, keywords, descriptions, topics and the office. */
  readonly query?: string;
  /** Key of a topic. */
  readonly topic?: string;
  /** Key of an office. */
  readonly office?: string;
}

/**
 * The services of a city: A–Z, those that are searched for the best first.
 * @param isShown of which state they are; default: whether people can apply for them or not
 */
export function listed(
  city: Tenant,
  { query = '', topic, office }: Wish,
  isShown: (offer: OfferState) => boolean = () => true,
): Found<ListedService> {
  const today = todayInBerlin();
  const candidates = city.services
    .filter(({ topics }) => topic === undefined || topics.includes(topic))
    .filter((service) => office === undefined || service.office === office)
    .filter((service) => isShown(offerState(service, city, today)))
    .sort((left, right) => left.title.de.localeCompare(right.title.de, 'de'));
  const { items, nearly } = search(candidates, query, (service) => findableBy(service, city));
  return {
    nearly,
    items: items.map(({ form: _, ...service }) => ({
      ...service,
      fee: shownFee(service.fee),
      offer: offerState(service, city, today),
      ...accessTo(service, city),
    })),
  };
}

/** One service of a city with whom to ask about it. */
export function offered(city: Tenant, key: string): OfferedService | undefined {
  const service = city.services.find((candidate) => candidate.key === key);
  return service && shownAs(service, city, offerState(service, city, todayInBerlin()));
}

/** A version of a service as it would be shown, or was: nobody can apply by it. */
export function previewed(service: Service, city: Tenant): OfferedService {
  return shownAs(service, city, 'preview');
}

function shownAs(service: Service, city: Tenant, offer: OfferState): OfferedService {
  const responsibleOffice = city.offices.find((office) => office.key === service.office);
  return {
    ...service,
    fee: shownFee(service.fee),
    offer,
    ...accessTo(service, city),
    ...(responsibleOffice !== undefined && { responsibleOffice }),
  };
}

function accessTo(
  service: Omit<Service, 'form' | 'fee'>,
  city: Tenant,
): Pick<ListedService, 'waysIn' | 'proofBy'> {
  return {
    waysIn: service.filing.signIn === 'none' ? [] : sufficientMeans(service, city),
    proofBy: service.eidPerApplication === true ? proofMeans(service, city) : [],
  };
}

function todayInBerlin(): string {
  return dateInBerlin(new Date().toISOString());
}

function findableBy({ title, keywords, description, key, topics, office }: Service, city: Tenant): Findable {
  const around = [
    ...city.topics.filter((topic) => topics.includes(topic.key)).map((topic) => topic.title),
    ...city.offices.filter((one) => one.key === office).map(({ name }) => name),
  ];
  return { title: inBoth([title, keywords]), more: `${key} ${inBoth([description, ...around])}` };
}

const inBoth = (texts: readonly (LocalizedText | undefined)[]): string =>
  texts.map((text) => (text === undefined ? '' : `${text.de} ${text.en}`)).join(' ');
