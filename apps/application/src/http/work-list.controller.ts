import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { languageOf, readCursor } from '#http';
import { TenantDatabase } from '#database';
import type { Request } from 'express';
import { asStaff, type Acting } from '#commands';
import { dateInBerlin } from '../domain/berlin';
import { transitions } from '../commands/decider';
import {
  findWorkList,
  isSortedByTime,
  usualDirection,
  type WorkListFilter,
} from '../read-models/find-work-list';
import { Deputies } from '../deputies';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { WorkListRequest } from './queries';
import { linesOf } from './case-lines';
import { WorkListView } from './views';
import { soughtIn } from './work-list-search';

/** The work list of the caller's offices, and the table of what may be done. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice')
export class WorkListController {
  constructor(
    readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
    readonly persons: Persons,
    private readonly deputies: Deputies,
  ) {}

  @ApiOperation({ summary: "The cases of the caller's offices: those that are open, or those asked for" })
  @Get('work-list')
  @ApiOkResponse({ type: WorkListView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() asked: WorkListRequest,
    @Req() request: Request,
  ): Promise<WorkListView> {
    const acting = asStaff(user);
    const { tenant, personId, offices } = acting;
    const language = languageOf(request);
    const city = this.configurations.tenants.get(tenant);
    const { status, assigned, query, office, sort, cursor, limit, ...flags } = asked;
    const page = await findWorkList(
      this.database,
      tenant,
      {
        ...flags,
        offices: office === undefined ? offices : offices.filter((own) => own === office),
        group: asked.group ?? (status === undefined ? 'open' : 'all'),
        statuses: status,
        assigned: await this.whose(acting, assigned),
        reader: personId,
        sought: query === undefined ? undefined : soughtIn(city, query),
        today: dateInBerlin(new Date().toISOString()),
      },
      {
        sort,
        direction: asked.direction ?? usualDirection(sort),
        after: isSortedByTime(sort) ? readCursor(cursor) : readCursor(cursor, isKey),
        limit,
      },
    );
    const items = await linesOf(page.items, acting, language, this);
    const persons = items.flatMap(({ applicantId, assignedTo, proposedBy }) =>
      [applicantId, assignedTo ?? [], proposedBy ?? []].flat(),
    );
    return { ...page, items, ...(await this.persons.namesToShow(acting, 'work-list', persons)) };
  }

  /** Who has a case that is asked for; in words only whoever asks knows. */
  private async whose(
    { tenant, personId }: Acting,
    assigned: string | undefined,
  ): Promise<WorkListFilter['assigned']> {
    if (assigned === undefined || assigned === 'nobody') return assigned;
    if (assigned === 'stand-in') return this.deputies.standsInFor(tenant, personId);
    return [assigned === 'me' ? personId : assigned];
  }

  @ApiOperation({ summary: 'Which command is allowed in which status for which role' })
  @Get('transitions')
  @ApiOkResponse()
  transitions(): typeof transitions {
    return transitions;
  }
}

/** A cursor's key where the list is sorted by the key of the service. */
const isKey = (key: string): boolean => /^[a-z0-9-]{1,64}$/.test(key);
