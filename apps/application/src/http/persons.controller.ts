import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { TenantDatabase } from '#database';
import { IdParam } from '#http';
import { countMatters, type MattersOfPerson } from '../read-models/my-applications';

/** What other services ask about a person's matters. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/persons')
export class PersonsController {
  constructor(private readonly database: TenantDatabase) {}

  /** How many drafts and cases somebody has: identity forgets a guest who has neither (R10a). */
  @OnlyServices('identity')
  @Get(':id/matters')
  matters(@IdParam() id: string, @CurrentUser() { tenant }: ServiceToken): Promise<MattersOfPerson> {
    return countMatters(this.database, tenant, id);
  }
}
