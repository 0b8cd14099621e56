import { offerState, type TenantRegistry } from '#configuration';
import type { Offering } from './commands/facts';
import { dateInBerlin } from './domain/berlin';

/** A service of a city as its configuration has it now, and whether people can apply for it. @param at UTC, ISO 8601 */
export function offeringOf(
  tenants: TenantRegistry,
  tenant: string,
  serviceKey: string,
  at: string,
): Offering | undefined {
  // Taken once: a city changes as a whole.
  const city = tenants.get(tenant);
  const service = city.services.find(({ key }) => key === serviceKey);
  const office = city.offices.find(({ key }) => key === service?.office);
  if (service === undefined || office === undefined) return undefined;
  return { service, office, state: offerState(service, city, dateInBerlin(at)) };
}
