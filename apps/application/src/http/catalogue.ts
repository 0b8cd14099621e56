import { offerState, proofMeans, shownFee, sufficientMeans, type Service, type Tenant } from '#configuration';
import { dateInBerlin } from '../domain/berlin';
import type { ListedService, OfferedService } from './catalogue-views';

/** What somebody looks for. */
interface Wish {
  /** Words of titles and descriptions. */
  readonly query?: string;
  /** Key of a topic. */
  readonly topic?: string;
  /** Key of an office. */
  readonly office?: string;
}

/** The services of a city, A–Z, whether people can apply for them or not. */
export function listed(city: Tenant, { query = '', topic, office }: Wish): ListedService[] {
  const words = query.trim().toLowerCase().split(/\s+/);
  const today = todayInBerlin();
  return city.services
    .filter(({ topics }) => topic === undefined || topics.includes(topic))
    .filter((service) => office === undefined || service.office === office)
    .filter((service) => words.every((word) => searchText(service).includes(word)))
    .sort((left, right) => left.title.de.localeCompare(right.title.de, 'de'))
    .map(({ form: _, ...service }) => ({
      ...service,
      fee: shownFee(service.fee),
      offer: offerState(service, city, today),
      ...accessTo(service, city),
    }));
}

/** One service of a city with whom to ask about it. */
export function offered(city: Tenant, key: string): OfferedService | undefined {
  const service = city.services.find((candidate) => candidate.key === key);
  if (service === undefined) return undefined;
  const responsibleOffice = city.offices.find((office) => office.key === service.office);
  const offer = offerState(service, city, todayInBerlin());
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

function searchText({ title, description, key }: Service): string {
  return [key, title.de, title.en, description.de, description.en].join(' ').toLowerCase();
}
