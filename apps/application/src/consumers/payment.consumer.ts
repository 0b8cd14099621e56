import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { ContractEvent } from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { FollowOrder } from '../filing.handler';

/** What a payment can tell that makes a difference to who owes it. */
const followed = [
  'payment.MethodChosen',
  'payment.PaymentAuthorised',
  'payment.PaymentSettled',
  'payment.PaymentFailed',
  'payment.PaymentCancelled',
  'payment.PaymentExpired',
  'payment.PaymentReopened',
  'payment.PaymentReturned',
  'payment.PaymentChargedBack',
  'payment.RefundRequested',
  'payment.RefundApproved',
  'payment.RefundRejected',
  'payment.RefundIssued',
  'payment.RefundFailed',
  'payment.PaymentReconciled',
  'payment.PaymentCorrected',
  'payment.PaymentWrittenOff',
] as const;

type PaymentEvent = ContractEvent<(typeof followed)[number]>;

/** What becomes of money is followed by the filing process of its order. */
@Controller()
export class PaymentConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern([...followed])
  async follow(@Payload() event: PaymentEvent, @Ctx() context: ConsumerContext): Promise<void> {
    const { tenant, id: causationId, streamversion: paymentVersion } = event;
    const { orderId, applicationId, payment } = event.data;
    const news = { payment, paymentVersion, ...paidBy(event) };
    await withCorrelationId(event.correlationid, () =>
      context.onceWith((alongside) =>
        this.commands.execute(
          new FollowOrder({ tenant, orderId, applicationId }, { news, causationId, alongside }),
        ),
      ),
    );
  }
}

/** Whether, and since when, what is owed is paid by this: in money, or by a mandate that counts as money for the filing. */
function paidBy(event: PaymentEvent): { readonly paidAt?: string; readonly byMandate?: true } {
  if (event.type === 'payment.PaymentAuthorised') return { paidAt: event.data.paidAt, byMandate: true };
  if (event.type !== 'payment.PaymentSettled') return {};
  const { receivedCents, amountCents, paidAt } = event.data;
  return receivedCents >= amountCents ? { paidAt } : {};
}
