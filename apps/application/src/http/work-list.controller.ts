import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { languageOf, readCursor, type Language } from '#http';
import { TenantDatabase } from '#database';
import type { Request } from 'express';
import { asStaff, type Acting } from '#commands';
import { CaseNames } from '../case-names';
import { invalidField } from '../commands/invalid-field';
import { dateInBerlin } from '../domain/berlin';
import { transitions } from '../commands/decider';
import {
  countWorkList,
  findWorkList,
  isSortedByTime,
  usualDirection,
  type WorkListFilter,
} from '../read-models/find-work-list';
import { Deputies } from '../deputies';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { SoughtNameInput, WorkListRequest } from './queries';
import { linesOf } from './case-lines';
import { WorkListCountsView, WorkListView } from './views';
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
    private readonly caseNames: CaseNames,
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
    return this.shown(page, acting, language, 'work-list');
  }

  @ApiOperation({
    summary: "The cases of the caller's offices whose people are named so, open or closed, the latest first",
    description:
      'Found by applicant, representative and for whom it was filed. That the names are told is recorded. Of very many the first 100.',
  })
  @Post('work-list/search')
  @HttpCode(200)
  @ApiOkResponse({ type: WorkListView })
  async search(
    @CurrentUser() user: ServiceToken,
    @Body() { name }: SoughtNameInput,
    @Req() request: Request,
  ): Promise<WorkListView> {
    const acting = asStaff(user);
    const { tenant, personId: reader, offices } = acting;
    const names = await this.caseNames.sought(tenant, name);
    if (names.length === 0) throw nothingToFind;
    const today = dateInBerlin(new Date().toISOString());
    const { nextCursor: _, ...page } = await findWorkList(
      this.database,
      tenant,
      { offices, group: 'all', names, reader, today },
      { sort: 'updated', direction: usualDirection('updated'), limit: mostFound },
    );
    return this.shown(page, acting, languageOf(request), 'name-search');
  }

  @ApiOperation({
    summary: "How many open cases of the caller's offices there are, in all and by what they wait for",
  })
  @Get('work-list/counts')
  @ApiOkResponse({ type: WorkListCountsView })
  async counts(@CurrentUser() user: ServiceToken): Promise<WorkListCountsView> {
    const { tenant, personId: reader, offices } = asStaff(user);
    const standsInFor = await this.deputies.standsInFor(tenant, reader);
    const open = { reader, today: dateInBerlin(new Date().toISOString()) };
    return countWorkList(this.database, tenant, offices, {
      open,
      mine: { ...open, assigned: [reader] },
      standingIn: { ...open, assigned: standsInFor },
      free: { ...open, assigned: 'nobody' },
      unread: { ...open, unread: true },
      toApprove: { ...open, toApprove: true },
      sentBack: { ...open, sentBack: true },
      overdue: { ...open, overdue: true },
      waiting: { ...open, waiting: true },
    });
  }

  /** With names, of which it is recorded that they are told. @param purpose as an auditor reads it */
  private async shown(
    page: Awaited<ReturnType<typeof findWorkList>>,
    acting: Acting,
    language: Language,
    purpose: string,
  ): Promise<WorkListView> {
    const items = await linesOf(page.items, acting, language, this);
    const persons = items.flatMap(({ applicantId, assignedTo, proposedBy }) =>
      [applicantId, assignedTo ?? [], proposedBy ?? []].flat(),
    );
    return { ...page, items, ...(await this.persons.namesToShow(acting, purpose, persons)) };
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

/** So many cases are shown of those that are named so. */
const mostFound = 100;

const nothingToFind = invalidField(
  '/name',
  'too-short',
  'Bitte geben Sie mindestens zwei Buchstaben eines Namens oder einer Straße an.',
  'Please enter at least two letters of a name or a street.',
);

/** A cursor's key where the list is sorted by the key of the service. */
const isKey = (key: string): boolean => /^[a-z0-9-]{1,64}$/.test(key);
