import { Unavailable } from '#availability';
import type { ServiceCaller } from '#auth';
import type { CaseReplay, Auditor } from './case-replay';

/** A mail about a case as the send log has it: no address and no text, which nobody keeps. Times in UTC. */
export interface MailEvidence {
  readonly mailId: string;
  /** `<stream>/<version>` of the event that led to it. */
  readonly eventId: string;
  readonly kind: string;
  readonly state: string;
  /** The mail in which the event was told, where that is not its own. */
  readonly gatheredInto: string | null;
  /** By which the mail server knows it. */
  readonly messageId: string;
  readonly attempts: number;
  readonly queuedAt: string;
  /** When the mail server took it over. */
  readonly sentAt: string | null;
  readonly reason: string | null;
}

export interface CaseEvidence {
  readonly applicationId: string;
  /** False while the send log does not answer: then nothing is known of mails. */
  readonly available: boolean;
  readonly mails: readonly MailEvidence[];
}

/** What shows that somebody was told of something: the mails about a case. */
export class Evidence {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly replay: CaseReplay,
    private readonly notificationUrl: string,
  ) {}

  /** @throws Problem `not-found` */
  async about(auditor: Auditor, idOrReference: string): Promise<CaseEvidence> {
    const applicationId = await this.replay.lookAt(auditor, idOrReference, 'evidence');
    return this.of(auditor.tenant, applicationId);
  }

  /** The same for who has noted the look already. */
  async of(tenant: string, applicationId: string): Promise<CaseEvidence> {
    try {
      const { items } = await this.caller.call<{ readonly items: readonly MailEvidence[] }>({
        service: 'notification',
        baseUrl: this.notificationUrl,
        path: `/internal/applications/${applicationId}/mails`,
        tenant,
      });
      return { applicationId, available: true, mails: items };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return { applicationId, available: false, mails: [] };
    }
  }
}
