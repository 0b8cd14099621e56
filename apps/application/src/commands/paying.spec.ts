import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  at,
  by,
  drafted,
  followFiling,
  order,
  orderId,
  otherOrderId,
  paidAt,
  started,
  submissionExpired,
  submit,
  submittedWithOrder,
  takeBack,
  takenBack,
  toFiled,
  withdraw,
  withdrawn,
} from '../../test/examples';
import { contentGoneAt, isForgotten, type ApplicationEvent } from '../domain/application';
import { unchangedSince } from '../domain/paper';
import { applicationDecider } from './decider';

const { given } = deciderSpec(applicationDecider);

const toSubmitted = [drafted, submittedWithOrder] as const;
const later = { ...by('service'), at: '2026-11-20T17:00:00.000000Z' };
const follow = { ...followFiling, ...later };
const noted = (payment: 'settled' | 'failed' | 'authorised', more: object = {}) =>
  ({ type: 'PaymentNoted', data: { orderId, payment, ...more, notedAt: later.at } }) as ApplicationEvent;
const filedAsOf = (filedAt: string): ApplicationEvent => ({
  type: 'ApplicationFiled',
  data: { filedAt, processingDays: 10 },
});

describe('an application that has to be paid first', () => {
  test('W16c is filed once it is paid, as of the time of the provider', () =>
    given(...toSubmitted)
      .when({ ...follow, payment: 'settled', paidAt })
      .then(noted('settled', { paidAt }), filedAsOf(paidAt)));

  test('of more than a payment carries is not submitted', () =>
    given(drafted)
      .when({ ...submit, order: 'too-much' })
      .thenRefused('fee-too-high'));

  test('W16c is not filed while nobody has paid, whatever an attempt came to', () =>
    given(...toSubmitted)
      .when({ ...follow, payment: 'failed' })
      .then(noted('failed')));

  test('a mandate counts as paid', () =>
    given(...toSubmitted)
      .when({ ...follow, payment: 'authorised', paidAt })
      .then(noted('authorised', { paidAt }), filedAsOf(paidAt)));

  test('law 11: it is never filed before it was submitted, whatever the clock of the provider says', () =>
    given(...toSubmitted)
      .when({ ...follow, payment: 'settled', paidAt: '2026-11-20T10:00:00Z' })
      .then(noted('settled', { paidAt: '2026-11-20T10:00:00Z' }), filedAsOf(at)));

  test('law 11: nor later than we know of it', () =>
    given(...toSubmitted)
      .when({ ...follow, payment: 'settled', paidAt: '2026-11-20T17:30:00Z' })
      .then(noted('settled', { paidAt: '2026-11-20T17:30:00Z' }), filedAsOf(later.at)));

  test('being told the same again changes nothing', () =>
    given(...toSubmitted, noted('settled', { paidAt }), filedAsOf(paidAt))
      .when({ ...follow, payment: 'settled', paidAt })
      .thenNothing());

  test('of an order that it does not have it hears nothing', () =>
    given(...toSubmitted)
      .when({ ...follow, orderId: otherOrderId, payment: 'settled', paidAt })
      .thenNothing());

  test('its applicant is reminded once', () => {
    const reminded: ApplicationEvent = { type: 'PaymentReminded', data: { orderId, remindedAt: later.at } };
    given(...toSubmitted)
      .when({ ...follow, remind: true })
      .then(reminded);
    given(...toSubmitted, reminded)
      .when({ ...follow, remind: true })
      .thenNothing();
  });

  test('what is noted of a payment makes nothing stale that somebody saw', () => {
    const application = fold(applicationDecider, [...toSubmitted, noted('failed')]);
    if (application.status === 'none') throw new Error('it was begun');
    expect(unchangedSince(application, 3)).toBe(2);
  });
});

describe('an application that nobody pays', () => {
  const expired = { ...submissionExpired, data: { orderId, expiredAt: later.at } } as ApplicationEvent;
  test('expires', () =>
    given(...toSubmitted)
      .when({ ...follow, expired: true })
      .then(expired));

  test('stands again when it is paid all the same, and is filed as of then', () =>
    given(...toSubmitted, submissionExpired)
      .when({ ...follow, payment: 'settled', paidAt })
      .then(
        noted('settled', { paidAt }),
        { type: 'SubmissionRevived', data: { orderId, revivedAt: later.at } },
        filedAsOf(paidAt),
      ));

  test('does not stand again when that is too late; its money goes back, and it says why', () =>
    given(...toSubmitted, submissionExpired)
      .when({ ...follow, payment: 'settled', expired: true, refund: 'too-late' })
      .then(noted('settled'), {
        type: 'RefundNoted',
        data: { orderId, reason: 'too-late', notedAt: later.at },
      }));

  test('keeps its content for as long as it can be revived, and its place in the list', () => {
    const ended = fold(applicationDecider, [...toSubmitted, submissionExpired]);
    expect(contentGoneAt(ended, at)).toBe('2026-12-21T15:42:13.123Z');
    expect(isForgotten(ended)).toBe(false);
    const forgotten = fold(applicationDecider, [drafted, withdrawn]);
    expect([contentGoneAt(forgotten, at), isForgotten(forgotten)]).toEqual([at, true]);
  });
});

describe('taking back', () => {
  test('makes a draft of what is submitted and not paid', () =>
    given(...toSubmitted)
      .when(takeBack)
      .then(takenBack));

  test('twice is once', () =>
    given(...toSubmitted, takenBack)
      .when(takeBack)
      .thenNothing());

  test('is not possible once it is filed', () =>
    given(...toSubmitted, noted('settled', { paidAt }), filedAsOf(paidAt))
      .when(takeBack)
      .thenRefused('not-allowed-now'));

  test('leaves a draft that has declared nothing, and is submitted anew with another order', () => {
    const draft = fold(applicationDecider, [...toSubmitted, takenBack]);
    expect(draft).toMatchObject({ status: 'draft', documents: [] });
    for (const gone of ['form', 'declarationHash', 'levelOfAssurance', 'identity', 'order'])
      expect(draft).not.toHaveProperty(gone);
    const other = { ...order, orderId: otherOrderId };
    given(...toSubmitted, takenBack)
      .when({ ...submit, order: other })
      .then({
        type: 'ApplicationSubmitted',
        data: { ...submittedWithOrder.data, order: other } as never,
      });
  });

  test('of the former order nobody is reminded, and its end ends nothing', () => {
    const again: ApplicationEvent = {
      type: 'ApplicationSubmitted',
      data: { ...submittedWithOrder.data, order: { ...order, orderId: otherOrderId } } as never,
    };
    for (const told of [{ remind: true }, { expired: true }] as const)
      given(...toSubmitted, takenBack, again)
        .when({ ...follow, ...told })
        .thenNothing();
  });

  test('what comes for the former order goes back, and files nothing', () =>
    given(...toSubmitted, takenBack, {
      type: 'ApplicationSubmitted',
      data: { ...submittedWithOrder.data, order: { ...order, orderId: otherOrderId } } as never,
    })
      .when({ ...follow, payment: 'settled', paidAt, refund: 'taken-back' })
      .then(noted('settled', { paidAt }), {
        type: 'RefundNoted',
        data: { orderId, reason: 'taken-back', notedAt: later.at },
      }));
});

describe('withdrawing', () => {
  test('what is not paid lets its order die', () => {
    given(...toSubmitted)
      .when(withdraw)
      .then(withdrawn);
    expect(fold(applicationDecider, [...toSubmitted, withdrawn])).toMatchObject({
      order: { end: 'withdrawn', endedAt: at },
    });
  });

  test('W16c what is paid after that is not filed: its money goes back, which is said once', () => {
    const refunded = {
      type: 'RefundNoted',
      data: { orderId, reason: 'withdrawn', notedAt: later.at },
    } as ApplicationEvent;
    const told = { ...follow, payment: 'settled', paidAt, refund: 'withdrawn' } as const;
    given(...toSubmitted, withdrawn)
      .when(told)
      .then(noted('settled', { paidAt }), refunded);
    given(...toSubmitted, withdrawn, noted('settled', { paidAt }), refunded)
      .when(told)
      .thenNothing();
  });

  test('nobody is reminded of its payment', () =>
    given(...toSubmitted, withdrawn)
      .when({ ...follow, remind: true })
      .thenNothing());

  test('what is filed and not paid yet lets its order die as well', () => {
    const owed = {
      ...submittedWithOrder,
      data: { ...submittedWithOrder.data, order: { ...order, policy: 'after-filing' } },
    } as ApplicationEvent;
    expect(fold(applicationDecider, [drafted, owed, filedAsOf(at), withdrawn])).toMatchObject({
      order: { end: 'withdrawn' },
    });
  });

  test('what is filed and paid leaves the money to the office', () => {
    const paid = [...toSubmitted, noted('settled', { paidAt }), filedAsOf(paidAt)];
    expect(fold(applicationDecider, [...paid, withdrawn])).not.toHaveProperty(['order', 'end']);
  });
});

describe('fixing a fee', () => {
  const fixed = { ...order, policy: 'after-review' } as const;
  const fixFee = {
    type: 'fix-fee',
    isFixedByOffice: true,
    order: fixed,
    reason: 'sealed reason',
    ...by('caseworker'),
  } as const;
  const feeFixed: ApplicationEvent = { type: 'FeeFixed', data: { order: fixed, reason: 'sealed reason' } };

  test('makes an order of a filed case', () =>
    given(...toFiled, started)
      .when(fixFee)
      .then(feeFixed));

  test('as it is fixed already changes nothing', () =>
    given(...toFiled, feeFixed)
      .when({ ...fixFee, order: { ...fixed, orderId: otherOrderId } })
      .thenNothing());

  test('is for the services whose fee follows from the review', () =>
    given(...toFiled)
      .when({ ...fixFee, isFixedByOffice: false })
      .thenRefused('fee-not-open'));

  test('anew replaces the order that nobody has paid', () => {
    const items = order.items.map((item) => ({ ...item, unitCents: 2000, totalCents: 2000 }));
    const again = { ...fixed, orderId: otherOrderId, amountCents: 2000, items };
    given(...toFiled, feeFixed)
      .when({ ...fixFee, order: again })
      .then({ type: 'FeeFixed', data: { order: again, reason: 'sealed reason' } });
    const application = fold(applicationDecider, [
      ...toFiled,
      feeFixed,
      { type: 'FeeFixed', data: { order: again, reason: 'sealed reason' } },
    ]);
    expect(application).toMatchObject({
      order: { orderId: otherOrderId },
      formerOrders: [{ orderId, end: 'replaced' }],
    });
  });

  test('is over once it is paid', () =>
    given(...toFiled, feeFixed, noted('settled'))
      .when({ ...fixFee, order: { ...fixed, orderId: otherOrderId, items: [] } })
      .thenRefused('fee-paid'));

  test('of more than a payment carries is refused', () =>
    given(...toFiled)
      .when({ ...fixFee, order: 'too-much' })
      .thenRefused('fee-too-high'));
});

test('events of before there were orders fold as they did', () => {
  const application = fold(applicationDecider, [...toFiled, started, withdrawn]);
  for (const absent of ['order', 'formerOrders', 'ordersChangedAt', 'paymentEntries'])
    expect(application).not.toHaveProperty(absent);
});
