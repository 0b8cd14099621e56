import { randomUUID } from 'node:crypto';
import type { SignedOrder } from '#contracts';
import { eventually, type TestClaims } from '#testing';
import type { ProviderAnswer } from '../src/providers/provider';
import type { PaymentView } from '../src/http/views';
import {
  applicationEvent,
  citizenOf,
  someOrder,
  staff,
  startPayment,
  type RunningPayment,
} from './running-payment';

let payment: RunningPayment;
beforeAll(async () => void (payment = await startPayment()));
afterAll(() => payment.stop());

/** What the application service tells of its order, in the streams of the application and of its filing. */
class Told {
  readonly order: SignedOrder;
  private readonly versions = { application: 0, filing: 0 };

  constructor(more: Partial<SignedOrder> = {}) {
    this.order = someOrder(more);
    payment.orders.set(this.order.orderId, this.order);
  }

  submitted() {
    return this.ofCase('ApplicationSubmitted', {
      ...{ status: 'submitted', statusChanged: true, orderId: this.order.orderId },
      ...{ amountCents: this.order.amountCents, paymentPolicy: this.order.policy },
    });
  }

  ofCase(type: string, more: object) {
    const { applicationId, applicantId, reference, serviceKey, configurationVersion, office } = this.order;
    const data = {
      ...{ applicationId, applicantId, reference, serviceKey, configurationVersion, office },
      ...{ status: 'submitted', actionRequired: false, statusChanged: false },
      ...more,
    };
    const { tenant } = this.order;
    return applicationEvent(
      'application',
      applicationId,
      (this.versions.application += 1),
      type,
      data,
      tenant,
    );
  }

  ofFiling(type: string, more: object = {}) {
    const { orderId, applicationId, applicantId, office, amountCents, tenant } = this.order;
    const data = { orderId, applicationId, applicantId, office, amountCents, ...more };
    return applicationEvent('filing', orderId, (this.versions.filing += 1), type, data, tenant);
  }

  /** The payment as its citizen sees it, or undefined. */
  async shown(): Promise<PaymentView | undefined> {
    const answer = await payment.send('GET', `/portal/payments/${this.order.orderId}`, citizenOf(this.order));
    return answer.ok ? ((await answer.json()) as PaymentView) : undefined;
  }

  status(wanted: PaymentView['status']): Promise<PaymentView> {
    return eventually(`the payment to be ${wanted}`, async () => {
      const shown = await this.shown();
      return shown?.status === wanted ? shown : undefined;
    });
  }

  /** The citizen has paid by credit card. */
  async paid(): Promise<void> {
    const { orderId, tenant, applicantId, amountCents } = this.order;
    const acting = {
      tenant,
      personId: applicantId,
      role: 'citizen',
      offices: [],
      levelOfAssurance: 'low',
    } as const;
    const chosen = { name: 'choose-method', input: { method: 'credit-card' } } as const;
    const { body } = await payment.give(orderId, chosen, acting);
    const { attemptId } = body as { attemptId: string };
    await this.settle(attemptId, amountCents);
  }

  /** The provider says that an attempt was paid. */
  async settle(attemptId: string, amountCents = this.order.amountCents): Promise<void> {
    const answer: ProviderAnswer = {
      ...{ transactionId: `t-${attemptId}`, amountCents, currency: 'EUR', raw: '{}', digest: 'd'.repeat(64) },
      ...{ status: 'paid', paidAt: '2026-11-20T09:05:00.000000Z' },
    };
    await payment.give(this.order.orderId, { name: 'note-answer', input: { attemptId, answer } });
  }
}

const openedBy = (shown: PaymentView | undefined) =>
  shown?.history.filter(({ type }) => type === 'PaymentRequested').length;

test('W16b an order that was submitted opens its payment once, however often and by whichever way it comes', async () => {
  const told = new Told();
  const submitted = told.submitted();
  await payment.tell(submitted);
  await payment.tell(submitted);
  const opened = await told.status('open');
  expect([opened.amountCents, openedBy(opened)]).toEqual([3_070, 1]);
  await eventually('the others hear of it', () =>
    payment.published.events.find(
      ({ type, subject, causationid }) =>
        type === 'payment.PaymentRequested' && subject === told.order.orderId && causationid === submitted.id,
    ),
  );
});

test('an application that costs nothing opens none, and a fee that the office has fixed opens one', async () => {
  const free = new Told();
  await payment.tell(free.ofCase('ApplicationSubmitted', { status: 'filed', statusChanged: true }));
  const later = new Told({ policy: 'after-review' });
  const { orderId, amountCents, policy } = later.order;
  await payment.tell(later.ofCase('FeeFixed', { orderId, amountCents, paymentPolicy: policy }));
  await later.status('open');
  expect(await free.shown()).toBeUndefined();
});

test('an order that died is not to be paid any more; its revival makes it owed again', async () => {
  const told = new Told();
  await payment.tell(told.submitted());
  await told.status('open');
  await payment.tell(told.ofFiling('FilingEnded', { reason: 'expired' }));
  expect(await told.status('closed')).toMatchObject({ ended: 'expired', allowed: [] });
  await payment.tell(told.ofFiling('FilingRevived'));
  expect(await told.status('open')).not.toHaveProperty('ended');
});

test('what is told of the end before the beginning has come is of the same payment', async () => {
  const told = new Told();
  await payment.tell(told.ofFiling('FilingEnded', { reason: 'taken-back' }));
  await told.status('closed');
  await payment.tell(told.submitted());
  const another = new Told();
  await payment.tell(another.submitted());
  await another.status('open');
  const still = await told.shown();
  expect([still?.status, openedBy(still)]).toEqual(['closed', 1]);
});

test('money that the application has no use for goes back whole, once', async () => {
  const told = new Told();
  await payment.tell(told.submitted());
  await told.status('open');
  await told.paid();
  await payment.tell(told.ofFiling('FilingEnded', { reason: 'withdrawn' }));
  const asked = told.ofFiling('RefundAsked', { reason: 'withdrawn' });
  await payment.tell(asked);
  await payment.tell(asked);
  const refunding = await told.status('refunding');
  expect(refunding.refunds).toMatchObject([{ amountCents: 3_070, reason: 'withdrawn' }]);
  expect(refunding.history.filter(({ type }) => type === 'RefundApproved').length).toBe(1);
});

test('R10a what went over to an account, or to another office, is theirs, and the former ones’ no more', async () => {
  const told = new Told();
  await payment.tell(told.submitted());
  await told.status('open');
  await told.paid();
  const former = citizenOf(told.order);
  const moved = { ...told.order, applicantId: randomUUID(), office: 'steueramt' };
  payment.orders.set(moved.orderId, moved);
  await payment.tell(told.ofCase('ApplicationClaimed', { applicantId: moved.applicantId }));
  const path = `/payments/${moved.orderId}`;
  const seenBy = async (who: TestClaims) =>
    (await payment.send('GET', `/${who.roles === undefined ? 'portal' : 'backoffice'}${path}`, who)).status;
  await eventually('the account to see it', async () => (await seenBy(citizenOf(moved))) === 200);
  expect(await seenBy(former)).toBe(404);
  expect(await seenBy(staff('caseworker', ['steueramt']))).toBe(200);
  expect(await seenBy(staff('caseworker', ['buergerservice']))).toBe(404);
});

test('an order that the application service cannot tell now opens its payment once it can', async () => {
  const told = new Told();
  payment.orders.delete(told.order.orderId);
  await payment.tell(told.submitted());
  const after = new Told();
  await payment.tell(after.submitted());
  await after.status('open');
  const parked = () =>
    payment.query(`SELECT state, event_type FROM messaging.parked WHERE key = '${told.order.applicationId}'`);
  await eventually(
    'the message is put aside, where an operator sees it',
    async () => (await parked()).length === 1,
  );
  expect(await parked()).toEqual([{ state: 'parked', event_type: 'application.ApplicationSubmitted' }]);
  payment.orders.set(told.order.orderId, told.order);
  const operator = { ...citizenOf(told.order), roles: ['operator'] } as const;
  const list = (await (await payment.send('GET', '/operations/parked', operator)).json()) as {
    items: { id: string }[];
  };
  const id = list.items[0]?.id;
  expect((await payment.send('POST', `/operations/parked/${id}/replay`, operator)).status).toBe(200);
  await told.status('open');
});
