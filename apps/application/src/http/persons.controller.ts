import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import {
  asExported,
  exportPage,
  exportPageSize,
  ExportQuery,
  wholeHistory,
  type Acting,
  type ExportPage,
} from '#commands';
import { TenantDatabase } from '#database';
import { IdParam, readCursor } from '#http';
import { keptUntil, usualRetentionYears } from '../domain/law/retention';
import { CaseFileQuery } from '../queries/case-file-query';
import { findKept } from '../read-models/holdings';
import { findMyApplications } from '../read-models/my-applications';
import { ServiceConfigurations } from '../service-configurations';
import { caseView, type CaseView } from './views';

/** What identity asks about a person, for the rights that the person has (law 12). */
@ApiExcludeController()
@OnlyServices('identity')
@Controller('internal/persons')
export class PersonsController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly configurations: ServiceConfigurations,
    private readonly queries: QueryBus,
  ) {}

  /** How many drafts and cases there are, and until when the cases are kept (law 9). */
  @Get(':id/holdings')
  async holdings(@CurrentUser() { tenant }: ServiceToken, @IdParam() id: string) {
    const { items, ...numbers } = await findKept(this.database, tenant, id);
    const kept = await Promise.all(
      items.map(async ({ reference, serviceKey, configurationVersion, status, changedIn }) => {
        const service = await this.configurations.get(tenant, serviceKey, configurationVersion);
        const { title, retentionYears = usualRetentionYears } = service;
        const hasEnded = status === 'closed' || status === 'withdrawn';
        return {
          ...{ reference, title, retentionYears },
          keptUntil: hasEnded ? keptUntil(changedIn, retentionYears) : null,
        };
      }),
    );
    return { ...numbers, items: kept };
  }

  /** A page of a person's applications, each with everything that the person sees of it. */
  @Get(':id/export')
  async export(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { cursor }: ExportQuery,
  ): Promise<ExportPage<CaseView>> {
    const acting = asExported(tenant, id);
    const { drafts: _, ...page } = await findMyApplications(this.database, tenant, id, {
      after: readCursor(cursor),
      limit: exportPageSize,
    });
    return exportPage(page, (application) =>
      wholeHistory(
        (before) => this.caseBefore(acting, application.id, before),
        (earlier, { earlierBefore: _, ...later }) => ({
          ...later,
          history: [...earlier.history, ...later.history],
        }),
      ),
    );
  }

  private async caseBefore(acting: Acting, id: string, before: number | undefined): Promise<CaseView> {
    const query = new CaseFileQuery(acting, id, 'export', {}, 'citizen', before);
    const file = await this.queries.execute(query);
    const { serviceKey, configurationVersion } = file.application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    return caseView(id, file, service, { ...acting, language: 'de' });
  }
}
