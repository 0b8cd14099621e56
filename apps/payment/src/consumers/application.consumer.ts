import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { asService, type CommandOptions } from '#commands';
import type { ContractEvent } from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import type { AskedCommand } from '../commands';
import type { AskRefundInput } from '../commands/ask-refund';
import { Orders } from '../orders';
import { GiveCommand } from '../payment.handler';

type Fixed = ContractEvent<'application.ApplicationSubmitted' | 'application.FeeFixed'>;
type Moved = ContractEvent<'application.ApplicationClaimed' | 'application.CaseForwarded'>;
type OfFiling = ContractEvent<
  'application.FilingEnded' | 'application.RefundAsked' | 'application.FilingRevived'
>;

/**
 * What the application service tells of an order: it is fixed, it died, it stands again, its money is of no use. The events of one
 * order come in another order than they happened where they are of different streams: whatever is told of an order opens its
 * payment first.
 */
@Controller()
export class ApplicationConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly orders: Orders,
  ) {}

  /** An order was fixed: its payment is open before anybody can want to pay it. */
  @EventPattern(['application.ApplicationSubmitted', 'application.FeeFixed'])
  async open(@Payload() event: Fixed, @Ctx() context: ConsumerContext): Promise<void> {
    const { orderId } = event.data;
    if (orderId === undefined) return;
    const { tenant, correlationid, id: causationId } = event;
    await withCorrelationId(correlationid, async () => {
      // Before the transaction: another service is asked.
      const order = await this.orders.fetch(tenant, orderId);
      await context.onceWith((alongside) => this.orders.open(order, { causationId, alongside }));
    });
  }

  /** What has become of an order. */
  @EventPattern(['application.FilingEnded', 'application.RefundAsked', 'application.FilingRevived'])
  async follow(@Payload() event: OfFiling, @Ctx() context: ConsumerContext): Promise<void> {
    const asked = commandOf(event);
    const { tenant, correlationid, id: causationId } = event;
    const { orderId } = event.data;
    await withCorrelationId(correlationid, async () => {
      await this.orders.open(await this.orders.fetch(tenant, orderId));
      await context.onceWith((alongside) => this.give(tenant, orderId, asked, { causationId, alongside }));
    });
  }

  /** Whose an application is, and which office has it, has changed: what holds now is asked, however late this is heard. */
  @EventPattern(['application.ApplicationClaimed', 'application.CaseForwarded'])
  async reassign(@Payload() event: Moved, @Ctx() context: ConsumerContext): Promise<void> {
    const { tenant, correlationid, id: causationId } = event;
    await withCorrelationId(correlationid, async () => {
      for (const orderId of await this.orders.ofApplication(tenant, event.data.applicationId)) {
        const { applicantId, office } = await this.orders.fetch(tenant, orderId);
        await this.give(
          tenant,
          orderId,
          { name: 'reassign', input: { applicantId, office } },
          { causationId },
        );
      }
    });
    await context.once(() => Promise.resolve());
  }

  private give(tenant: string, orderId: string, asked: AskedCommand, options: CommandOptions) {
    return this.commands.execute(new GiveCommand(asService('payment', tenant), orderId, asked, options));
  }
}

function commandOf(event: OfFiling): AskedCommand {
  switch (event.type) {
    case 'application.FilingEnded':
      return { name: 'end', input: { reason: event.data.reason } };
    case 'application.RefundAsked':
      // The other reasons are those of the payment itself and of the office: the application never asks for them.
      return { name: 'ask-refund', input: { reason: event.data.reason as AskRefundInput['reason'] } };
    case 'application.FilingRevived':
      return { name: 'reopen', input: {} };
  }
}
