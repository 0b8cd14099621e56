import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { asService } from '#commands';
import type { ContractEvent } from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { GiveCommand } from '../application.handler';
import type { AskedCommand } from '../commands';
import { tellOfMessage } from '../read-models/alerts';
import { noteRead, noteUnread } from '../read-models/unread-messages';

/** What happens in the mailbox to a notice becomes a fact of the case (OZG § 9, law 1); what is unread there stands in the work list. */
@Controller()
export class MailboxConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>('mailbox.NoticeDeposited')
  async deposited(
    @Payload() event: ContractEvent<'mailbox.NoticeDeposited'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    const { noticeId, decisionVersion } = event.data;
    await this.follow(event, context, {
      name: 'provide-notice',
      input: { noticeId, decisionVersion, providedAt: event.time },
    });
  }

  @EventPattern<string>('mailbox.NoticeRetrieved')
  async retrieved(
    @Payload() event: ContractEvent<'mailbox.NoticeRetrieved'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    const { noticeId } = event.data;
    await this.follow(event, context, {
      name: 'notice-retrieved',
      input: { noticeId, retrievedAt: event.time },
    });
  }

  @EventPattern<string>('mailbox.MessageWritten')
  async written(
    @Payload() { tenant, time, data }: ContractEvent<'mailbox.MessageWritten'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    await context.once(async (client) => {
      if (data.recipient !== 'office') return;
      await noteUnread(client, tenant, data.applicationId, time);
      await tellOfMessage(client, tenant, data.applicationId, time);
    });
  }

  @EventPattern<string>('mailbox.MessagesRead')
  async read(
    @Payload() { tenant, data }: ContractEvent<'mailbox.MessagesRead'>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    await context.once(async (client) => {
      if (data.by === 'office') await noteRead(client, tenant, data.applicationId);
    });
  }

  private async follow(
    event: ContractEvent<'mailbox.NoticeDeposited' | 'mailbox.NoticeRetrieved'>,
    context: ConsumerContext,
    asked: AskedCommand,
  ): Promise<void> {
    await withCorrelationId(event.correlationid, () =>
      context.onceWith((alongside) =>
        this.commands.execute(
          new GiveCommand(asService('application', event.tenant), event.data.applicationId, asked, {
            causationId: event.id,
            alongside,
          }),
        ),
      ),
    );
  }
}
