import type { QueryBus } from '@nestjs/cqrs';
import type { Acting } from '#commands';
import { languageOf, setETag, type ChangeRequest } from '#http';
import { CaseFileQuery } from '../queries/case-file-query';
import type { ServiceConfigurations } from '../service-configurations';
import type { CaseRequest } from './queries';
import { caseView, type CaseView } from './views';

type ShownRequest = Pick<ChangeRequest, 'id' | 'request' | 'response'> & CaseRequest;

/** A case as the one who asks may see it; the version goes into the ETag. */
export async function showCase(
  queries: QueryBus,
  configurations: ServiceConfigurations,
  acting: Acting,
  { id, request, response, historyBefore }: ShownRequest,
): Promise<CaseView> {
  const file = await queries.execute(
    new CaseFileQuery(acting, id, 'case-view', {}, undefined, historyBefore),
  );
  const { serviceKey, configurationVersion } = file.application;
  const service = await configurations.get(acting.tenant, serviceKey, configurationVersion);
  setETag(response, file.version);
  return caseView(id, file, service, { role: acting.role, language: languageOf(request) });
}
