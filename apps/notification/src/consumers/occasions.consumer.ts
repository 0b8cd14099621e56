import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { v5 as uuidv5 } from 'uuid';
import type { ContractEvent } from '#contracts';
import type { ConsumerContext } from '#messaging';
import { mailFor, occasions } from '../processes/mails';
import { MailSender } from '../sending/mail-sender';
import { Portals } from '../sending/portals';
import { SendLog, type NewMail } from '../sending/send-log';

/** Queues the mail that an event leads to, by the one statement that notes the event as handled; then wakes the sender. */
@Controller()
export class OccasionsConsumer {
  constructor(
    private readonly log: SendLog,
    private readonly sender: MailSender,
    private readonly portals: Portals,
  ) {}

  /**
   * A changed status (D10, D22, N6, W14), a message of the office (D10, D21), a link to sign in with (R10b). Only events that
   * can lead to a mail are listened to: what has no effect costs no transaction.
   */
  @EventPattern(occasions)
  async occasion(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<void> {
    const mail = this.newMail(event);
    if (mail === undefined) return;
    let isDue = false;
    await context.onceWith(async () => (isDue = await this.log.queue(mail, context.handler)));
    if (isDue) this.sender.wake(mail.tenant);
  }

  private newMail(event: ContractEvent): NewMail | undefined {
    const mail = mailFor(event);
    if (mail === undefined) return undefined;
    const { tenant } = event;
    // The row of an event that is told in another mail has one, too: its own name.
    const mailId = uuidv5(`mail ${event.id}`, event.subject);
    return {
      tenant,
      mailId,
      eventId: event.id,
      ...mail,
      messageId: this.portals.messageIdOf(tenant, mailId),
      correlationId: event.correlationid,
    };
  }
}
