import { Injectable } from '@nestjs/common';
import type { AlertMail } from '#contracts';
import { currentCorrelationId } from '#http';
import { alertMails } from '../processes/alert-mails';
import { MailSender } from './mail-sender';
import { Portals } from './portals';
import { SendLog } from './send-log';

/** Mails to the staff: that there is something new in their cases. */
@Injectable()
export class StaffPost {
  constructor(
    private readonly log: SendLog,
    private readonly sender: MailSender,
    private readonly portals: Portals,
  ) {}

  /** Queues one mail that tells of all of it; told again it stays one. */
  async tell(tenant: string, { mailId, personId, kinds: [first, ...others] }: AlertMail): Promise<void> {
    if (first === undefined) return;
    const { kind, usefulMinutes } = alertMails[first];
    await this.log.queueForStaff({
      ...{ tenant, mailId, usefulMinutes },
      kinds: [kind, ...others.map((other) => alertMails[other].kind)],
      recipientId: personId,
      messageId: this.portals.messageIdOf(tenant, mailId),
      correlationId: currentCorrelationId(),
    });
    this.sender.wake(tenant);
  }
}
