import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Waiter } from '#waiting';
import { writeMail } from '../processes/mail-text';
import { MAIL_CONNECTIONS, MailRefused, MailServer } from './mail-server';
import { mailSeconds, mailsSettled } from './metrics';
import { Portals } from './portals';
import { Recipients } from './recipients';
import { RENEWAL_MS, SendLog, type ClaimedMail, type FailureReason } from './send-log';

/** Mails that become due while nobody wakes the sender (left by a process that was killed) are found at this interval, in ms. */
const LOOK_MS = 2_000;

/** Sends what is due: woken by the consumer after its commit, so that a mail is on its way within milliseconds. */
@Injectable()
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailSender.name);
  private readonly onTheWay = new Map<ClaimedMail, Promise<void>>();
  private renewal: NodeJS.Timeout | undefined;
  /** Tenants whose mail has just become due: whoever wakes the sender saves it from looking for them. */
  private readonly woken = new Set<string>();
  /** When all tenants were last looked at, by `performance.now`. */
  private looked = 0;
  private readonly waiter = new Waiter();
  private readonly stopping = new AbortController();
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
    this.stopping.abort();
    await this.finished;
    await Promise.all(this.onTheWay.values());
    clearInterval(this.renewal);
  }

  /** Looks at the queue now. @param tenant whose mail has become due; omitted to look for mail of all */
  wake(tenant?: string): void {
    if (tenant === undefined) this.looked = 0;
    else this.woken.add(tenant);
    this.waiter.wake();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const free = MAIL_CONNECTIONS - this.onTheWay.size;
      const mails = free > 0 ? await this.claim(free) : [];
      for (const mail of mails) this.start(mail);
      const isMoreDue = free > 0 && mails.length === free;
      if (!isMoreDue || this.isBusy) await this.waiter.wait({ atMostMs: LOOK_MS, signal });
    }
  }

  /** Then the next look comes when a mail has gone out. */
  private get isBusy(): boolean {
    return this.onTheWay.size >= MAIL_CONNECTIONS;
  }

  private async claim(limit: number): Promise<readonly ClaimedMail[]> {
    try {
      const woken = [...this.woken];
      this.woken.clear();
      const isKnown = woken.length > 0 && performance.now() - this.looked < LOOK_MS;
      if (isKnown) return await this.log.claim(limit, woken);
      this.looked = performance.now();
      return await this.log.claim(limit, await this.log.tenantsWithDueMail(limit));
    } catch (error) {
      this.looked = 0;
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
        if (this.isBusy) this.wake();
        this.onTheWay.delete(mail);
      });
    this.onTheWay.set(mail, delivery);
  }

  private async deliver(mail: ClaimedMail): Promise<void> {
    if (mail.expired) return this.giveUp(mail, 'expired');
    try {
      const recipient = await this.recipients.of(mail);
      if (typeof recipient === 'string') return await this.giveUp(mail, recipient);
      const { language, url } = recipient;
      const words = writeMail(this.portals.textOf(mail, language, url), language);
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
      const pauseMs = await this.log.postpone(mail);
      setTimeout(() => this.wake(), pauseMs).unref();
      return;
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
}
