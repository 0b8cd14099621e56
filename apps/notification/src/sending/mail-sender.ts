import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { writeMail } from '../processes/mail-text';
import { MAIL_CONNECTIONS, MailRefused, MailServer } from './mail-server';
import { mailSeconds, mailsSettled } from './metrics';
import { Portals } from './portals';
import { Recipients } from './recipients';
import { RENEWAL_MS, SendLog, type ClaimedMail, type FailureReason } from './send-log';

/** Mails that become due while nobody wakes the sender (postponed, or left by a killed process) are found at this interval, in ms. */
const POLL_MS = 500;

/** Sends what is due: woken by the consumer after its commit, so that a mail is on its way within milliseconds. */
@Injectable()
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailSender.name);
  private readonly onTheWay = new Map<ClaimedMail, Promise<void>>();
  private renewal: NodeJS.Timeout | undefined;
  private stopping = false;
  private woken = false;
  private wakeUp: () => void = () => undefined;
  private finished: Promise<void> | undefined;

  constructor(
    private readonly log: SendLog,
    private readonly recipients: Recipients,
    private readonly mailServer: MailServer,
    private readonly portals: Portals,
  ) {}

  onApplicationBootstrap(): void {
    this.finished = this.run();
    this.renewal = setInterval(() => void this.renewClaims(), RENEWAL_MS);
  }

  /** Mails on their way are finished; the others stay in the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.finished;
    await Promise.all(this.onTheWay.values());
    clearInterval(this.renewal);
  }

  /** Looks at the queue now. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      const free = MAIL_CONNECTIONS - this.onTheWay.size;
      const mails = free > 0 ? await this.claim(free) : [];
      for (const mail of mails) this.start(mail);
      if (mails.length === 0 && !this.woken) await this.idle();
    }
  }

  private async claim(limit: number): Promise<readonly ClaimedMail[]> {
    try {
      return await this.log.claim(limit);
    } catch (error) {
      this.logger.warn({ err: error }, 'the queue cannot be read; trying again');
      return [];
    }
  }

  private async renewClaims(): Promise<void> {
    try {
      for (const mail of this.onTheWay.keys()) await this.log.renew(mail);
    } catch (error) {
      this.logger.warn({ err: error }, 'claims on mails cannot be renewed; trying again');
    }
  }

  private start(mail: ClaimedMail): void {
    const delivery = this.deliver(mail)
      // Not settled: its claim runs out, and it goes out again with the same Message-ID.
      .catch((error: unknown) =>
        this.logger.error({ err: error, mailId: mail.mailId }, 'a mail could not be settled'),
      )
      .finally(() => {
        this.onTheWay.delete(mail);
        this.wake();
      });
    this.onTheWay.set(mail, delivery);
  }

  private async deliver(mail: ClaimedMail): Promise<void> {
    if (mail.expired) return this.giveUp(mail, 'expired');
    try {
      const recipient = await this.recipients.of(mail);
      if (typeof recipient === 'string') return await this.giveUp(mail, recipient);
      const words = writeMail(this.portals.textOf(mail, recipient.url), recipient.language);
      const from = this.portals.senderOf(mail.tenant);
      await this.mailServer.send({
        ...words,
        from,
        to: recipient.email,
        messageId: mail.messageId,
        date: mail.queuedAt,
      });
    } catch (error) {
      if (error instanceof MailRefused) return this.giveUp(mail, `smtp-${error.code}`);
      this.logger.warn(
        { err: error, mailId: mail.mailId, attempts: mail.attempts },
        'a mail waits and is tried again',
      );
      return this.log.postpone(mail);
    }
    await this.log.sent(mail);
    mailsSettled.inc({ kind: mail.kind, state: 'sent' });
    mailSeconds.observe({ kind: mail.kind }, (Date.now() - mail.queuedAt.getTime()) / 1_000);
  }

  private async giveUp(mail: ClaimedMail, reason: FailureReason): Promise<void> {
    await this.log.giveUp(mail, reason);
    mailsSettled.inc({ kind: mail.kind, state: 'failed' });
    this.logger.warn({ mailId: mail.mailId, reason }, 'a mail was given up');
  }

  private async idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = () => undefined;
  }
}
