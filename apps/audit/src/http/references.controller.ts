import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { NumberInQuery } from '#http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Witness } from '../read-models/witness';

class LatestQuery {
  @NumberInQuery({ minimum: 2000, maximum: 9999 })
  year!: number;
}

/** Which references the witness has heard of: a database that was restored from a backup no longer knows. */
@ApiExcludeController()
@OnlyServices('application')
@Controller('internal/references')
export class ReferencesController {
  constructor(private readonly witness: Witness) {}

  /** The reference with the highest number of a year; null where none was heard of. */
  @Get('latest')
  async latest(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { year }: LatestQuery,
  ): Promise<{ readonly reference: string | null }> {
    return { reference: (await this.witness.latestReference(tenant, year)) ?? null };
  }
}
