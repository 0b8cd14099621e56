import type { SignedOrder } from '#contracts';
import type { ProviderAnswer } from '../src/providers/provider';
import { Orders } from '../src/orders';
import { someOrder, type RunningPayment } from './running-payment';

/** An order whose payment is open. */
export async function opened(payment: RunningPayment, more: Partial<SignedOrder> = {}): Promise<SignedOrder> {
  const order = someOrder(more);
  await payment.app.get(Orders, { strict: false }).open(order);
  return order;
}

/** Its person pays by credit card, which the provider says. @returns the id of the attempt */
export async function paidByCard(
  payment: RunningPayment,
  { orderId, applicantId, tenant, amountCents }: SignedOrder,
  change: Partial<ProviderAnswer> = {},
): Promise<string> {
  const { body } = await payment.give(
    orderId,
    { name: 'choose-method', input: { method: 'credit-card' } },
    { tenant, personId: applicantId, role: 'citizen', offices: [], levelOfAssurance: 'low' },
  );
  const { attemptId } = body as { attemptId: string };
  const answer: ProviderAnswer = {
    ...{ transactionId: `t-${attemptId}`, status: 'paid', amountCents, currency: 'EUR' },
    ...{ paidAt: '2026-11-20T09:05:00.000000Z', transactionReference: 'KZ-1' },
    ...{ raw: 'geheim', digest: 'd'.repeat(64) },
    ...change,
  };
  await payment.give(orderId, { name: 'note-answer', input: { attemptId, answer } });
  await payment.papersMade(orderId);
  return attemptId;
}
