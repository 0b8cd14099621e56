import { ServiceCaller, ServiceRefused } from '#auth';
import { Unavailable } from '#availability';
import type { ContractEvent } from '#contracts';
import { currentCorrelationId } from '#http';
import type { EntryText, NoticeText } from './commands/contents';

/** Asks the application service for what contract events never carry, or have not told yet. */
export class CaseFiles {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly baseUrl: string,
  ) {}

  /** The notice that a `DecisionIssued` stands for. @throws Unavailable or ServiceRefused */
  notice(event: ContractEvent): Promise<NoticeText> {
    return this.textOf(event, 'notice');
  }

  /** What a `DocumentsRequested` asks for. @throws Unavailable or ServiceRefused */
  documentRequest(event: ContractEvent): Promise<EntryText> {
    return this.textOf(event, 'document-request');
  }

  /** Whether a case is filed by now. @throws Unavailable while the application service cannot tell */
  async isFiled(tenant: string, applicationId: string): Promise<boolean> {
    try {
      const { filed } = await this.caller.call<{ readonly filed: boolean }>({
        service: 'application',
        baseUrl: this.baseUrl,
        path: `/internal/applications/${applicationId}/filing`,
        tenant,
        correlationId: currentCorrelationId(),
      });
      return filed;
    } catch (error) {
      // It refuses nobody who is entitled: its keys or clock are wrong, and it has not said no.
      if (error instanceof ServiceRefused) throw new Unavailable('service application', error);
      throw error;
    }
  }

  private async textOf<Text>(
    { subject, tenant, streamversion, correlationid }: ContractEvent,
    kind: string,
  ): Promise<Text> {
    return this.caller.call<Text>({
      service: 'application',
      baseUrl: this.baseUrl,
      path: `/internal/applications/${subject}/${kind}?version=${streamversion}`,
      tenant,
      correlationId: correlationid,
    });
  }
}
