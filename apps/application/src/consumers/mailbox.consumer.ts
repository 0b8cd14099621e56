import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { ContractEvent } from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { thisService } from '../callers';
import { ApplicationRequest } from '../commands/handle-request';
import type { Wish } from '../commands/wishes';

/** What happens in the mailbox to a notice becomes a fact of the case (OZG § 9, law 1). */
@Controller()
export class MailboxConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>('mailbox.NoticeDeposited')
  async deposited(
    @Payload() event: ContractEvent<'mailbox.NoticeDeposited'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    const { noticeId, decisionVersion } = event.data;
    await this.follow(event, context, { type: 'provide-notice', noticeId, decisionVersion });
  }

  @EventPattern<string>('mailbox.NoticeRetrieved')
  async retrieved(
    @Payload() event: ContractEvent<'mailbox.NoticeRetrieved'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    await this.follow(event, context, { type: 'notice-retrieved', noticeId: event.data.noticeId });
  }

  private async follow(
    event: ContractEvent<'mailbox.NoticeDeposited' | 'mailbox.NoticeRetrieved'>,
    context: ConsumerContext,
    wish: Wish,
  ): Promise<void> {
    await withCorrelationId(event.correlationid, () =>
      context.once((within) =>
        this.commands.execute(
          new ApplicationRequest(thisService(event.tenant), event.data.applicationId, wish, {
            causationId: event.id,
            within,
          }),
        ),
      ),
    );
  }
}
