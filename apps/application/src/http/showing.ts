import type { QueryBus } from '@nestjs/cqrs';
import type { Acting } from '#commands';
import type { Service } from '#configuration';
import { languageOf, localised, setETag, type ChangeRequest } from '#http';
import type { CaseFile } from '../queries/case-file';
import { CaseFileQuery } from '../queries/case-file-query';
import { serviceChange, type ServiceChange } from '../queries/service-change';
import { isParty } from '../domain/visibility';
import type { ServiceConfigurations } from '../service-configurations';
import { offeringOf } from '../offerings';
import type { CaseRequest } from './queries';
import { caseView, type CaseView } from './views';

type ShownRequest = Pick<ChangeRequest, 'id' | 'request' | 'response'> &
  CaseRequest & {
    /** Of the staff: the citizens' accounts that are taken to be their own. */
    readonly ownAccounts?: readonly string[];
    /** Of the staff: for whom they stand in today. */
    readonly standsInFor?: readonly string[];
  };

/** A case as the one who asks may see it; the version goes into the ETag. */
export async function showCase(
  queries: QueryBus,
  configurations: ServiceConfigurations,
  acting: Acting,
  { id, request, response, historyBefore, ownAccounts = [], standsInFor = [] }: ShownRequest,
): Promise<CaseView> {
  const file = await queries.execute(
    new CaseFileQuery(acting, id, 'case-view', {}, undefined, historyBefore),
  );
  const { serviceKey, configurationVersion } = file.application;
  const service = await configurations.get(acting.tenant, serviceKey, configurationVersion);
  setETag(response, file.version);
  const language = languageOf(request);
  const isStaff = acting.role === 'caseworker' || acting.role === 'head-of-office';
  const ownCase = isStaff && isParty(file.application, [acting.personId, ...ownAccounts]);
  const shown = caseView(id, file, service, { ...acting, language, ownCase, standsInFor });
  const change =
    acting.role === 'citizen' ? changeSinceDraft(configurations, acting.tenant, file, service) : undefined;
  return { ...shown, ...(change !== undefined && { serviceChanged: localised(change, language) }) };
}

/** What a person who goes on with a draft should know of its service. @param service as it was when the draft was begun */
export function changeSinceDraft(
  { tenants }: ServiceConfigurations,
  tenant: string,
  { application }: CaseFile,
  service: Service,
): ServiceChange | undefined {
  if (application.status !== 'draft') return undefined;
  return serviceChange(service, offeringOf(tenants, tenant, service.key, new Date().toISOString()));
}
