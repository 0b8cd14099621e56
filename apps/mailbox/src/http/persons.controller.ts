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
  type ExportPage,
} from '#commands';
import { TenantDatabase } from '#database';
import { IdParam, readCursor } from '#http';
import { ThreadQuery } from '../queries/thread-query';
import { findThreads } from '../read-models/thread-overview';
import { threadAnswer, type ThreadAnswer } from './views';

/** What identity asks about a person, for the rights that the person has (law 12). */
@ApiExcludeController()
@OnlyServices('identity')
@Controller('internal/persons')
export class PersonsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly database: TenantDatabase,
  ) {}

  /** A page of a person's threads, each with everything that the person reads in it. Reading them here retrieves no notice. */
  @Get(':id/export')
  async export(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { cursor }: ExportQuery,
  ): Promise<ExportPage<ThreadAnswer>> {
    const acting = asExported(tenant, id);
    const page = await findThreads(
      this.database,
      tenant,
      { citizen: id },
      { after: readCursor(cursor), limit: exportPageSize },
    );
    return exportPage(page, ({ applicationId }) =>
      wholeHistory(
        async (before) => {
          const thread = await this.queries.execute(new ThreadQuery(acting, applicationId, before));
          return threadAnswer(thread, 'citizen', 'de');
        },
        (earlier, { earlierBefore: _, ...later }) => ({
          ...later,
          items: [...earlier.items, ...later.items],
        }),
      ),
    );
  }
}
