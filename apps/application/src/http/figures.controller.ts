import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { TenantDatabase } from '#database';
import { assertInOrder, languageOf } from '#http';
import type { Request } from 'express';
import { dateInBerlin, endOfDayInBerlin } from '../domain/berlin';
import { addDays } from '../domain/law/calendar';
import { findChannelFigures, findFigures } from '../read-models/case-figures';
import { ServiceConfigurations } from '../service-configurations';
import { FiguresRequest } from './queries';
import { FiguresView } from './office-views';
import { nameOfOffice } from './views';

/** Days of the period where none is asked for. */
const usualDays = 30;

/** How the work of an office stands: figures of cases and none of persons. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('head-of-office')
@Controller('backoffice')
export class FiguresController {
  constructor(
    private readonly configurations: ServiceConfigurations,
    private readonly database: TenantDatabase,
  ) {}

  @ApiOperation({ summary: "Figures of the caller's offices by service and office" })
  @Get('figures')
  @ApiOkResponse({ type: FiguresView })
  async figures(
    @CurrentUser() user: ServiceToken,
    @Query() { from, to, office }: FiguresRequest,
    @Req() request: Request,
  ): Promise<FiguresView> {
    const { tenant, offices } = asStaff(user);
    const language = languageOf(request);
    const city = this.configurations.tenants.get(tenant);
    const today = dateInBerlin(new Date().toISOString());
    const last = to ?? today;
    const first = from ?? addDays(last, 1 - usualDays);
    assertInOrder(first, last, '/to');
    const filter = {
      offices: office === undefined ? offices : offices.filter((own) => own === office),
      // A day ends at its midnight in Berlin, and begins when the one before ends.
      ...{ from: endOfDayInBerlin(addDays(first, -1)), until: endOfDayInBerlin(last), today },
    };
    const [found, byChannel] = await Promise.all([
      findFigures(this.database, tenant, filter),
      findChannelFigures(this.database, tenant, filter),
    ]);
    const items = found.map((figures) => ({
      ...figures,
      // Of a service that the city offers no more the key is all that is known of all its versions.
      title:
        city.services.find(({ key }) => key === figures.serviceKey)?.title[language] ?? figures.serviceKey,
      officeName: nameOfOffice(city, figures.office, language),
    }));
    return { from: first, to: last, items, byChannel };
  }
}
