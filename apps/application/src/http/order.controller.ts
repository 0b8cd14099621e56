import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CitizensAndGuests, CurrentUser, type ServiceToken } from '#auth';
import { asCitizen } from '#commands';
import type { JsonObject } from '#forms';
import { IdParam, languageOf, localised } from '#http';
import type { Request } from 'express';
import { CaseFileQuery } from '../queries/case-file-query';
import { orderOverview } from '../queries/order-overview';
import { ServiceConfigurations } from '../service-configurations';
import { OrderOverviewView } from './order-views';

/** What is to be paid for a citizen's application. */
@ApiTags('applications')
@ApiBearerAuth('serviceToken')
@CitizensAndGuests()
@Controller('portal/applications/:id/order')
export class OrderController {
  constructor(
    private readonly queries: QueryBus,
    private readonly configurations: ServiceConfigurations,
  ) {}

  @ApiOperation({
    summary:
      'Order overview (R28c): what is to be paid line by line, before submitting as it stands, afterwards as it was fixed',
  })
  @Get()
  @ApiOkResponse({ type: OrderOverviewView })
  async show(
    @CurrentUser() user: ServiceToken,
    @IdParam() id: string,
    @Req() request: Request,
  ): Promise<OrderOverviewView> {
    const acting = asCitizen(user);
    const { application, declared } = await this.queries.execute(new CaseFileQuery(acting, id, 'order'));
    const { serviceKey, configurationVersion } = application;
    const service = await this.configurations.get(acting.tenant, serviceKey, configurationVersion);
    const overview = orderOverview({
      ...{ application, service, city: this.configurations.tenants.get(acting.tenant) },
      declared: declared as JsonObject | null,
      isGuest: acting.guest === true,
      at: new Date().toISOString(),
    });
    return localised(overview, languageOf(request));
  }
}
