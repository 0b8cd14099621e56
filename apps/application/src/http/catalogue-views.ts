import type { Office, Service, Tenant } from '#configuration';

/** What everybody may know of a city. */
export type PublicTenant = Omit<Tenant, 'services' | 'mailSender'>;

/** A service as a list shows it. */
export type ListedService = Omit<Service, 'form'>;

/** A service with whom to ask about it. */
export interface OfferedService extends Service {
  readonly responsibleOffice?: Office;
}
