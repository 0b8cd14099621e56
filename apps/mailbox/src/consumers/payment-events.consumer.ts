import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { asService } from '#commands';
import { mailboxKindOf, paymentLineTypes, type ContractEvent, type PaymentLineType } from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { sealedAs } from '../commands/contents';
import { PaymentLines } from '../payment-lines';
import { FactSources } from '../thread-facts';
import { GiveCommand } from '../thread.handler';
import { idFrom } from './ids';

/** Lays what citizens read of their payments into the mailbox: what is owed and when, what goes back, and the papers about it. */
@Controller()
export class PaymentEventsConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly lines: PaymentLines,
    private readonly facts: FactSources,
  ) {}

  @EventPattern([...paymentLineTypes])
  async follow(
    @Payload() event: ContractEvent<PaymentLineType>,
    @Ctx() context: ConsumerContext,
  ): Promise<void> {
    if (event.type === 'payment.DebitCollected' && event.data.moved !== true) return;
    const { tenant, correlationid, id: causationId } = event;
    const { applicationId, applicantId, office, serviceKey } = event.data;
    // Before the transaction: another service is asked, and the case's key is made in one of its own.
    const line = await this.lines.of(event);
    if (line === undefined) return;
    const { reference, ...said } = line;
    const entryId = idFrom(event, 'entry');
    const content = await this.facts.of(tenant, applicationId).seal(said, sealedAs.entry(entryId));
    const input = {
      case: { applicationId, applicantId, office, serviceKey, reference },
      entry: { entryId, kind: mailboxKindOf(event.type), at: event.time, content },
    };
    await withCorrelationId(correlationid, () =>
      context.onceWith((alongside) =>
        this.commands.execute(
          new GiveCommand(
            asService('mailbox', tenant),
            applicationId,
            { name: 'follow-payment', input },
            { causationId, alongside },
          ),
        ),
      ),
    );
  }
}
