import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { Acting } from '#commands';
import { TenantDatabase } from '#database';
import { Cursor, IdParam, readCursor } from '#http';
import { ThreadQuery } from '../queries/thread-query';
import { findThreads } from '../read-models/thread-overview';
import { threadAnswer, type ThreadAnswer } from './views';

class ExportQuery {
  @Cursor()
  cursor?: string;
}

/** Threads on one page of an export: each is read as a whole. */
const pageSize = 10;

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
  ): Promise<{ readonly items: readonly ThreadAnswer[]; readonly nextCursor?: string }> {
    const acting: Acting = {
      ...{ tenant, personId: id, role: 'citizen', offices: [], levelOfAssurance: 'none' },
    };
    const page = await findThreads(
      this.database,
      tenant,
      { citizen: id },
      { after: readCursor(cursor), limit: pageSize },
    );
    const items: ThreadAnswer[] = [];
    for (const { applicationId } of page.items) items.push(await this.wholeThread(acting, applicationId));
    const { nextCursor } = page;
    return { items, ...(nextCursor !== undefined && { nextCursor }) };
  }

  /** A thread with all its lines. */
  private async wholeThread(acting: Acting, id: string): Promise<ThreadAnswer> {
    const lines = async (before?: number) =>
      threadAnswer(await this.queries.execute(new ThreadQuery(acting, id, before)), 'citizen', 'de');
    let thread = await lines();
    for (let before = thread.earlierBefore; before !== undefined;) {
      const earlier = await lines(before);
      const { earlierBefore: _, ...whole } = thread;
      thread = { ...whole, items: [...earlier.items, ...thread.items] };
      before = earlier.earlierBefore;
    }
    return thread;
  }
}
