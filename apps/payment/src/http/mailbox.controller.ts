import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { asService } from '#commands';
import { IdParam, NumberInQuery } from '#http';
import { mailboxLineOf, type MailboxLine } from '../queries/mailbox-line';
import { PaymentQuery } from '../queries/payment-query';

class LineRequest {
  @NumberInQuery({ minimum: 1, maximum: 2_147_483_647 })
  version!: number;
}

/** What the mailbox fetches because no contract event may carry it. The gateway never leads here. */
@ApiExcludeController()
@OnlyServices('mailbox')
@Controller('internal/payments')
export class MailboxController {
  constructor(private readonly queries: QueryBus) {}

  /** What the citizen reads of the event at a version; without a line where there is nothing to say. */
  @Get(':id/mailbox-line')
  async line(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { version }: LineRequest,
  ): Promise<{ readonly line?: MailboxLine }> {
    const read = await this.queries.execute(new PaymentQuery(asService('payment', tenant), id));
    const line = mailboxLineOf(read, version);
    return line === undefined ? {} : { line };
  }
}
