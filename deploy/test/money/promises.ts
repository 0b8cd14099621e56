import { isFiled } from '../../../apps/application/src/domain/application';
import type { OrderOnFile } from '../../../apps/application/src/domain/order';
import type { PaymentEvent } from '../../../apps/payment/src/domain/payment';
import { heldCents, owedCents } from '../../../apps/payment/src/domain/standing';
import { tenant, type World } from './world';

/** What is kept at every moment. @throws Error naming what is not */
export async function keptAlways(world: World): Promise<void> {
  for (const service of [world.application, world.payment])
    if (service.errors.length > 0) throw service.errors[0];
  if (!world.hasChanged()) return;
  for (const [id] of await world.paymentsNow()) {
    const collected = (await eventsOf(world, id)).filter(({ type }) => type === 'DebitCollected');
    const attempts = collected.map(({ data }) => (data as { attemptId: string }).attemptId);
    check(new Set(attempts).size === attempts.length, 'a mandate was collected twice');
  }
  const application = await world.applicationNow();
  if (application.status === 'none') return;
  const row = world.application.database.rowOf('application.my_applications', world.applicationId);
  if (row === undefined) return;
  check(row['status'] === application.status, 'the citizen’s list is not the fold');
  check(row['payment'] === (application.order?.payment ?? null), 'the list’s payment is not the fold');
}

/** What is kept when everything has come to an end. @throws Error naming what is not */
export async function keptInTheEnd(world: World): Promise<void> {
  await keptAlways(world);
  const application = await world.applicationNow();
  if (application.status === 'none') return;
  check(application.status !== 'submitted', 'an application waits for ever');
  for (const order of await world.ordersNow()) await keptOfOrder(world, order, isFiled(application));
  if (isFiled(application)) await filedAsOfItsPayment(world, application);
}

async function keptOfOrder(world: World, order: OrderOnFile, isFiledNow: boolean): Promise<void> {
  const { orderId, end } = order;
  const filing = await world.filingNow(orderId);
  check(
    filing.status === 'filed' || filing.status === 'ended' || filing.status === 'refunding',
    `the filing ends ${filing.status}`,
  );
  const payment = await world.paymentNow(orderId);
  if (payment.status === 'none') throw new Error('an order has no payment');
  for (const { status } of payment.attempts)
    check(status !== 'chosen' && status !== 'under-way', `an attempt ends ${status}`);
  for (const { status } of payment.refunds)
    check(status === 'issued' || status === 'rejected', `a refund ends ${status}`);
  check(payment.differences.length === 0, 'a difference is left');
  check(payment.ended === end, `the order ends ${String(end)} here and ${String(payment.ended)} there`);

  const taken = payment.attempts.map(({ attemptId }) => {
    const transaction = world.provider.find(attemptId);
    const byProvider = transaction === undefined ? 0 : world.provider.takenCents(transaction);
    return byProvider + world.bank.debitedCents(attemptId);
  });
  const transferred = payment.refunds.map(({ refundId }) => world.bank.transferredCents(refundId));
  const money = sum(taken) - sum(transferred);
  const inBooks = sum(payment.attempts.map((attempt) => heldCents(payment, attempt)));
  check(money === inBooks, `${money} cents are there, and ${inBooks} in the books`);
  const mayBeKept = end === undefined && isFiledNow ? [0, owedCents(payment)] : [0];
  check(mayBeKept.includes(money), `${money} cents are neither filed nor refunded (${String(end)})`);

  const wasPaid = (await eventsOf(world, orderId)).some(({ type }) => type === 'PaymentSettled');
  check(order.refund === undefined || wasPaid, 'the citizen reads of a refund, and nobody had paid');
  const goesBack = payment.refunds.some(
    ({ reason }) => reason !== 'request' && reason !== 'twice' && reason !== 'differs',
  );
  check(!goesBack || order.refund !== undefined, 'money went back, and the citizen does not read why');
  const { status } = payment;
  // Of what died without its money being asked back, nobody is told any more.
  const isSo = (end !== undefined && order.refund === undefined) || ['under-way', 'open'].includes(status);
  check(
    isSo || order.payment === status,
    `the payment is ${status}, and the application says ${order.payment}`,
  );
}

/** Filed as of the payment, by the provider's clock: not before it was submitted, nor later than the money was heard of (law 11). */
async function filedAsOfItsPayment(
  world: World,
  { filedAt, submittedAt, order }: { filedAt: string; submittedAt: string; order?: OrderOnFile },
): Promise<void> {
  if (order?.policy !== 'before-filing') {
    check(filedAt === submittedAt, 'what is paid later is filed when it is submitted');
    return;
  }
  const { events } = await world.application.database.read({ tenant, streamId: world.applicationId });
  const recordedAt = events.find(({ type }) => type === 'ApplicationFiled')?.recordedAt ?? '';
  const payments = (await eventsOf(world, order.orderId)).filter((event) => event.recordedAt <= recordedAt);
  const times = payments.flatMap((event) => {
    const paidAt = paidBy(world, event);
    return paidAt === undefined ? [] : [{ paidAt, heardAt: event.recordedAt }];
  });
  check(times.length > 0, 'it was filed without money and without a mandate');
  const asOf = times.map(({ paidAt }) => (paidAt > submittedAt ? paidAt : submittedAt));
  check(asOf.includes(filedAt), `it is filed as of ${filedAt}, and was paid ${asOf.join(', ')}`);
  check(filedAt >= submittedAt, 'it is filed before it was submitted');
  check(
    times.some(({ heardAt }) => filedAt <= heardAt),
    'it is filed later than its payment was heard of',
  );
}

/** When an event of a payment says that it was paid, by the clock of who took the money. */
function paidBy(world: World, { type, data }: PaymentEvent): string | undefined {
  if (type === 'PaymentAuthorised') return data.mandate.signedAt;
  if (type !== 'PaymentSettled') return undefined;
  const transaction = world.provider.find(data.attemptId);
  return transaction?.paidAt?.replace('Z', '000Z') ?? data.paidAt;
}

async function eventsOf(world: World, orderId: string) {
  const { events } = await world.payment.database.read<PaymentEvent>({ tenant, streamId: orderId });
  return events;
}

function check(isKept: boolean, otherwise: string): void {
  if (!isKept) throw new Error(otherwise);
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, one) => total + one, 0);
}
