import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { TextLike } from '#http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Witness } from '../read-models/witness';

/** Events that one answer tells. */
const pageSize = 300;

class AfterQuery {
  /** `next` of the page before. */
  @TextLike(/^[a-z]+\/[0-9a-f-]{36}\/\d{1,9}$/, { optional: true })
  after?: string;
}

class IdsQuery {
  /** Ids of events (`<stream>/<version>`), at most 200, separated by commas. */
  @TextLike(/^[0-9a-f-]{36}\/\d{1,9}(,[0-9a-f-]{36}\/\d{1,9}){0,199}$/)
  ids!: string;
}

/** What the witness has heard, for a service that has effects of events and no log of its own to be compared with. */
@ApiExcludeController()
@OnlyServices('notification')
@Controller('internal/events')
export class HeardController {
  constructor(private readonly witness: Witness) {}

  /** Everything that was heard, in order of streams, but for what everybody else may still have to hear. */
  @Get()
  heard(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after }: AfterQuery,
  ): Promise<{ readonly events: readonly unknown[]; readonly next?: string }> {
    return this.witness.allHeard(tenant, after, pageSize);
  }

  /** Which of these events were heard. */
  @Get('known')
  async known(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { ids }: IdsQuery,
  ): Promise<{ readonly known: readonly string[] }> {
    return { known: await this.witness.knownOf(tenant, ids.split(',')) };
  }
}
