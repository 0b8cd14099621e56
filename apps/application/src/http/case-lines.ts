import type { Acting } from '#commands';
import type { Language } from '#http';
import { isParty } from '../domain/visibility';
import type { Persons } from '../persons';
import type { FoundCase } from '../read-models/find-work-list';
import type { ServiceConfigurations } from '../service-configurations';
import { listItem, nameOfOffice, type WorkListCaseView } from './views';

/** Lines of a list of cases for one of the staff, in the words of the configuration that each was drafted with. */
export async function linesOf(
  cases: readonly FoundCase[],
  { tenant, personId }: Acting,
  language: Language,
  { configurations, persons }: { readonly configurations: ServiceConfigurations; readonly persons: Persons },
): Promise<WorkListCaseView[]> {
  const ownAccounts = [personId, ...((await persons.ownAccountsOfLate(tenant, personId)) ?? [])];
  const city = configurations.tenants.get(tenant);
  return Promise.all(
    cases.map(async ({ parties, ...item }) => ({
      ...listItem(
        item,
        await configurations.get(tenant, item.serviceKey, item.configurationVersion),
        language,
      ),
      applicantId: parties.applicantId,
      officeName: nameOfOffice(city, item.office, language),
      ownCase: isParty(parties, ownAccounts),
    })),
  );
}
