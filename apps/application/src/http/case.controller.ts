import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { IdParam, languageOf, TellsETag } from '#http';
import type { Request, Response } from 'express';
import { Persons } from '../persons';
import { ServiceConfigurations } from '../service-configurations';
import { filledTemplates } from './case-templates';
import { OfficeCaseRequest } from './queries';
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
  ) {}

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
    const ownAccounts = await this.persons.ownAccountsOfLate(acting.tenant, acting.personId);
    const shown = await showCase(this.queries, this.configurations, acting, {
      ...{ id, request, response, ownAccounts },
      ...(historyBefore !== undefined && { historyBefore }),
    });
    const city = this.configurations.tenants.get(acting.tenant);
    const language = languageOf(request);
    const names = await this.persons.names(acting, 'case-view', personsIn(shown));
    const service = await this.configurations.get(
      acting.tenant,
      shown.serviceKey,
      shown.configurationVersion,
    );
    const applicantName = names[shown.applicantId ?? ''];
    return {
      ...shown,
      officeName: nameOfOffice(city, shown.office, language),
      names,
      ...(kinds !== undefined && {
        templates: filledTemplates({ city, service, shown, kinds, applicantName, language }),
      }),
      templateTitles: Object.fromEntries(city.templates.map(({ key, title }) => [key, title[language]])),
    };
  }
}
