import { Unavailable } from '#availability';
import { ServiceCaller, ServiceRefused } from '#auth';
import type { AlertMail } from '#contracts';
import { currentCorrelationId, Problem } from '#http';
import type { SettledMail } from './commands/facts';

/** What the notification service knows about the mails of a case. */
export class Mails {
  constructor(
    private readonly services: ServiceCaller,
    private readonly notificationUrl: string,
  ) {}

  /**
   * What became of the mail about an entry of a case file.
   * @param version of the entry
   * @throws Problem `temporarily-unavailable` while the mail is on its way, or the service does not answer
   */
  async about(tenant: string, applicationId: string, version: number): Promise<SettledMail> {
    try {
      const { state, sentAt } = await this.services.call<{
        readonly state: string;
        readonly sentAt?: string;
      }>({
        service: 'notification',
        baseUrl: this.notificationUrl,
        path: `/internal/applications/${applicationId}/mails/${version}`,
        tenant,
        correlationId: currentCorrelationId(),
      });
      if (sentAt !== undefined) return { sentAt };
      if (state === 'failed') return 'failed';
    } catch (error) {
      // It has not heard of the entry yet (404), or it is a mistake between the services, which the log names.
      if (!(error instanceof Unavailable || error instanceof ServiceRefused)) throw error;
      throw new Problem('temporarily-unavailable', {}, { cause: error });
    }
    throw new Problem('temporarily-unavailable');
  }

  /**
   * Has somebody of the staff told by mail that there is something new in their cases. Told again under the same id it is one mail.
   * @throws Unavailable while the service does not answer, ServiceRefused where it does not take it
   */
  async tellOfAlerts(tenant: string, mail: AlertMail): Promise<void> {
    await this.services.call({
      service: 'notification',
      baseUrl: this.notificationUrl,
      method: 'POST',
      path: '/internal/alert-mails',
      body: mail,
      tenant,
      correlationId: currentCorrelationId(),
    });
  }
}
