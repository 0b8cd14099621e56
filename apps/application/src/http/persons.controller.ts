import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { Acting } from '#commands';
import { TenantDatabase } from '#database';
import { Cursor, IdParam, readCursor } from '#http';
import { keptUntil, usualRetentionYears } from '../domain/law/retention';
import { CaseFileQuery } from '../queries/case-file-query';
import { findKept } from '../read-models/holdings';
import { findMyApplications } from '../read-models/my-applications';
import { ServiceConfigurations } from '../service-configurations';
import { caseView, type CaseView } from './views';

class ExportQuery {
  @Cursor()
  cursor?: string;
}

/** Applications on one page of an export: each is read as a whole. */
const pageSize = 10;

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
  ): Promise<{ readonly items: readonly CaseView[]; readonly nextCursor?: string }> {
    const acting: Acting = {
      ...{ tenant, personId: id, role: 'citizen', offices: [], levelOfAssurance: 'none' },
    };
    const { drafts: _, ...page } = await findMyApplications(this.database, tenant, id, {
      after: readCursor(cursor),
      limit: pageSize,
    });
    const items: CaseView[] = [];
    // One after the other: an export is nobody's hurry, and a form may be large.
    for (const application of page.items) items.push(await this.wholeCase(acting, application.id));
    return { ...page, items };
  }

  /** A case with its whole history. */
  private async wholeCase(acting: Acting, id: string): Promise<CaseView> {
    let view = await this.caseBefore(acting, id, undefined);
    for (let before = view.earlierBefore; before !== undefined;) {
      const earlier = await this.caseBefore(acting, id, before);
      const { earlierBefore: _, ...whole } = view;
      view = { ...whole, history: [...earlier.history, ...view.history] };
      before = earlier.earlierBefore;
    }
    return view;
  }

  private async caseBefore(acting: Acting, id: string, before: number | undefined): Promise<CaseView> {
    const query = new CaseFileQuery(acting, id, 'export', {}, 'citizen', before);
    const file = await this.queries.execute(query);
    const { serviceKey, configurationVersion } = file.application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    return caseView(id, file, service, { ...acting, language: 'de' });
  }
}
