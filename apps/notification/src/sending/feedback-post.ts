import { Injectable, Logger } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TenantRegistry } from '#configuration';
import { Problem } from '#http';
import { writeFeedback, type Feedback } from '../processes/feedback-mail';
import { MailServer } from './mail-server';
import { Portals } from './portals';

/** What one client may send, and what one city gets at most of all, by each process: points in so many seconds. */
const limits = {
  client: { points: 5, duration: 10 * 60 },
  city: { points: 100, duration: 60 * 60 },
};

/** Feedback on its way to a city: at once or not at all, for nothing of it is stored. */
@Injectable()
export class FeedbackPost {
  private readonly logger = new Logger(FeedbackPost.name);
  private readonly byClient = new RateLimiterMemory(limits.client);
  private readonly byCity = new RateLimiterMemory(limits.city);

  constructor(
    private readonly tenants: TenantRegistry,
    private readonly portals: Portals,
    private readonly mailServer: MailServer,
  ) {}

  /** @throws Problem `too-many-requests` (429) with the seconds to wait */
  async admit(tenant: string, client: string): Promise<void> {
    try {
      await this.byClient.consume(`${tenant} ${client}`);
      await this.byCity.consume(tenant);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new Problem('too-many-requests', { retryAfter: Math.ceil(refusal.msBeforeNext / 1_000) });
    }
  }

  /**
   * Resolves when the city's mail server has taken it. @param id the same for what is sent twice: so is its Message-ID
   * @throws Problem `feedback-not-sent`
   */
  async send(tenant: string, id: string, feedback: Feedback): Promise<void> {
    try {
      await this.mailServer.send({
        ...writeFeedback(feedback),
        from: this.portals.senderOf(tenant),
        to: this.tenants.get(tenant).support.feedbackEmail,
        ...(feedback.email !== undefined && { replyTo: feedback.email }),
        messageId: this.portals.messageIdOf(tenant, id),
        date: new Date(),
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'feedback could not be sent');
      throw new Problem('feedback-not-sent', {}, { cause: error });
    }
  }
}
