import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { Id } from '#http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Witness } from '../read-models/witness';

/** Accounts that one answer tells. */
const pageSize = 500;

class AfterQuery {
  @Id({ description: 'The last id of the page before.', optional: true })
  after?: string;
}

/** Which accounts the witness heard to have ended: an identity database that was restored from a backup knows them again. */
@ApiExcludeController()
@OnlyServices('identity')
@Controller('internal/ended-accounts')
export class EndedAccountsController {
  constructor(private readonly witness: Witness) {}

  /** In the order of their ids. */
  @Get()
  async ended(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after }: AfterQuery,
  ): Promise<{ readonly items: readonly string[] }> {
    return { items: await this.witness.endedAccounts(tenant, after, pageSize) };
  }
}
