import type { ServiceCaller } from '#auth';
import type { ContractEvent, PaymentLineType } from '#contracts';
import type { EntryText } from './commands/contents';

/** What a citizen reads of an event of a payment, and of which application. */
export interface PaymentLine extends Partial<Pick<EntryText, 'text' | 'document'>> {
  readonly reference: string;
}

/** Asks the payment service for what contract events never carry. */
export class PaymentLines {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly baseUrl: string,
  ) {}

  /** @returns undefined where there is nothing to say of an event @throws Unavailable or ServiceRefused */
  async of({
    subject,
    tenant,
    streamversion,
    correlationid,
  }: ContractEvent<PaymentLineType>): Promise<PaymentLine | undefined> {
    const { line } = await this.caller.call<{ readonly line?: PaymentLine }>({
      ...{ service: 'payment', baseUrl: this.baseUrl, tenant },
      path: `/internal/payments/${subject}/mailbox-line?version=${streamversion}`,
      correlationId: correlationid,
    });
    return line;
  }
}
