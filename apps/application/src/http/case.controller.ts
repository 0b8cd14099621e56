import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { IdParam, languageOf, TellsETag } from '#http';
import type { Request, Response } from 'express';
import { Deputies } from '../deputies';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { CaseRequest } from './queries';
import { showCase } from './showing';
import { nameOfOffice, OfficeCaseView, personsIn } from './views';

/** One case in the hands of its office. Every look is recorded (see `CaseFileQuery`). */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/applications')
export class CaseController {
  constructor(
    private readonly queries: QueryBus,
    private readonly configurations: ServiceConfigurations,
    private readonly persons: Persons,
    private readonly deputies: Deputies,
  ) {}

  @ApiOperation({ summary: 'The case with its history, and the commands that the caller may give now' })
  @Get(':id')
  @TellsETag()
  @ApiOkResponse({ type: OfficeCaseView })
  async show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Query() { historyBefore }: CaseRequest,
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
      ...{ id, request, response, ownAccounts, standsInFor },
      ...(historyBefore !== undefined && { historyBefore }),
    });
    const city = this.configurations.tenants.get(acting.tenant);
    return {
      ...shown,
      ...(standsInFor.some((one) => one === shown.assignedTo) && { standsIn: true }),
      officeName: nameOfOffice(city, shown.office, languageOf(request)),
      names: await this.persons.names(acting, 'case-view', personsIn(shown)),
    };
  }
}
