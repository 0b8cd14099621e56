import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, type Acting } from '#commands';
import { TenantDatabase } from '#database';
import { IdempotencyKey, IdParam, languageOf, TellsETag, type Language, type RequestKey } from '#http';
import type { Request, Response } from 'express';
import { Deputies } from '../deputies';
import { v7 as uuidv7 } from 'uuid';
import { RecordApplicationInput } from '../commands/record-application';
import { dateInBerlin } from '../domain/berlin';
import { Persons } from '../persons';
import { findWorkList } from '../read-models/find-work-list';
import { ServiceConfigurations } from '../service-configurations';
import { linesOf } from './case-lines';
import { filledTemplates } from './case-templates';
import { giveCommand } from './giving';
import { OfficeCaseRequest } from './queries';
import { showCase } from './showing';
import { CommandView, nameOfOffice, OfficeCaseView, personsIn, type WorkListCaseView } from './views';

/** One case in the hands of its office. Every look is recorded (see `CaseFileQuery`). */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications')
export class CaseController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    readonly configurations: ServiceConfigurations,
    readonly persons: Persons,
    private readonly deputies: Deputies,
    private readonly database: TenantDatabase,
  ) {}

  @ApiOperation({ summary: 'Begins a case with what came by post, phone, mail or in person (D6a, W4)' })
  @Post()
  @TellsETag()
  @ApiCreatedResponse({ type: CommandView })
  record(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() input: RecordApplicationInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    const change = { id: uuidv7(), key, request, response };
    return giveCommand(this.commands, asStaff(user), change, { name: 'record-application', input });
  }

  @ApiOperation({ summary: 'The case with its history, and the commands that the caller may give now' })
  @Get(':id')
  @TellsETag()
  @ApiOkResponse({ type: OfficeCaseView })
  async show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { historyBefore, templates: kinds }: OfficeCaseRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OfficeCaseView> {
    const acting = asStaff(user);
    const { tenant, personId } = acting;
    const [ownAccounts, standsInFor] = await Promise.all([
      this.persons.ownAccountsOfLate(tenant, personId),
      this.deputies.standsInFor(tenant, personId),
    ]);
    const shown = await showCase(this.queries, this.configurations, acting, {
      ...{ id, request, response, ownAccounts: ownAccounts ?? [], standsInFor },
      ...(historyBefore !== undefined && { historyBefore }),
    });
    const city = this.configurations.tenants.get(acting.tenant);
    const language = languageOf(request);
    const linked = await this.linkedWith(acting, shown.links ?? [], language);
    const told = await this.persons.namesToShow(acting, 'case-view', personsIn(shown));
    const service = await this.configurations.get(
      acting.tenant,
      shown.serviceKey,
      shown.configurationVersion,
    );
    const applicantName = told.names[shown.applicantId ?? ''];
    return {
      ...shown,
      ...(standsInFor.some((one) => one === shown.assignedTo) && { standsIn: true }),
      linked,
      officeName: nameOfOffice(city, shown.office, language),
      ...told,
      // Whose case it is cannot be told: nobody works on what may be their own (§ 20 VwVfG).
      ...(ownAccounts === undefined && { allowed: [], namesAway: true }),
      ...(kinds !== undefined && {
        templates: filledTemplates({ city, service, shown, kinds, applicantName, language }),
      }),
      templateTitles: Object.fromEntries(city.templates.map(({ key, title }) => [key, title[language]])),
    };
  }

  /** Those that the caller may read, too. */
  private async linkedWith(
    acting: Acting,
    ids: readonly string[],
    language: Language,
  ): Promise<readonly WorkListCaseView[]> {
    if (ids.length === 0) return [];
    const { tenant, offices, personId: reader } = acting;
    const today = dateInBerlin(new Date().toISOString());
    const filter = { offices, group: 'all', ids, reader, today } as const;
    const page = { sort: 'filed', direction: 'descending', limit: ids.length } as const;
    const { items } = await findWorkList(this.database, tenant, filter, page);
    return linesOf(items, acting, language, this);
  }
}
