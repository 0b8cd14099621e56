import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  at,
  authorised,
  by,
  chosen,
  event,
  first,
  owed,
  redirected,
  requested,
  second,
  settled,
} from '../../test/examples';
import type { PaymentEvent } from '../domain/payment';
import { paymentDecider } from './decider';
import type { PaymentCommand } from './index';

const { given } = deciderSpec(paymentDecider);

const paid = [requested, chosen(), redirected(), settled()] as const;
const statusOf = (...history: readonly PaymentEvent[]) => fold(paymentDecider, history).status;

describe('a direct debit', () => {
  const collected = event('DebitCollected', { attemptId: first, collectionId: 'c1', dueOn: '2026-12-07' });
  const collect: PaymentCommand = {
    ...{ type: 'collect', attemptId: first, collectionId: 'c1', dueOn: '2026-12-07' },
    ...by('service'),
  };
  const book = (receivedCents = owed): PaymentCommand => ({
    ...{ type: 'book-debit', attemptId: first, receivedCents, bookedOn: '2026-12-07', newId: 'new-id' },
    ...by('service'),
  });
  const returned = event('PaymentReturned', {
    attemptId: first,
    reasonCode: 'AM04',
    returnedOn: '2026-12-09',
  });
  const giveBack: PaymentCommand = {
    ...{ type: 'return-debit', attemptId: first, reasonCode: 'AM04', returnedOn: '2026-12-09' },
    ...by('service'),
  };
  const booked = event('PaymentSettled', {
    attemptId: first,
    receivedCents: owed,
    paidAt: '2026-12-07T00:00:00.000000Z',
  });

  test('counts as paid with the mandate', () =>
    expect(statusOf(requested, ...authorised)).toBe('authorised'));
  test('is collected once', () => {
    given(requested, ...authorised)
      .when(collect)
      .then(collected);
    given(requested, ...authorised, collected)
      .when(collect)
      .thenNothing();
    given(requested, ...authorised, collected)
      .when({ ...collect, collectionId: 'c2' } as PaymentCommand)
      .thenRefused('not-collectable');
  });
  test('whose order died meanwhile stays out of the file', () =>
    given(
      ...[requested, ...authorised, event('PaymentClosed', { reason: 'withdrawn' })],
      event('PaymentCancelled', { attemptId: first }),
    )
      .when(collect)
      .thenRefused('not-collectable'));
  test('is settled by the statement, once', () => {
    given(requested, ...authorised, collected)
      .when(book())
      .then(booked);
    given(requested, ...authorised, collected, booked)
      .when(book())
      .thenNothing();
  });
  test('of another amount is a difference', () =>
    given(requested, ...authorised, collected)
      .when(book(owed - 1))
      .then(
        event('PaymentDiffered', {
          ...{ attemptId: first, differenceId: 'new-id', kind: 'amount' },
          ...{ statedCents: owed - 1, statedAt: '2026-12-07T00:00:00.000000Z' },
        }),
      ));
  test('of another amount is the one difference, however often the statement says so', () =>
    given(
      ...[requested, ...authorised, collected],
      event('PaymentDiffered', {
        ...{ attemptId: first, differenceId: 'd1', kind: 'amount' },
        ...{ statedCents: owed - 1, statedAt: '2026-12-07T00:00:00.000000Z' },
      }),
    )
      .when(book(owed - 1))
      .thenNothing());
  test('that was given back is not booked by an older statement', () =>
    given(requested, ...authorised, collected, returned)
      .when(book())
      .thenNothing());
  test('is what is returned and booked, and no card', () => {
    given(...paid)
      .when(giveBack)
      .thenRefused('no-such-debit');
    given(...paid)
      .when(book())
      .thenRefused('no-such-debit');
  });
  test('that has gone to the bank is not called back by the end of its order, which comes once', () => {
    const end: PaymentCommand = { type: 'end', reason: 'withdrawn', ...by('service') };
    const closed = event('PaymentClosed', { reason: 'withdrawn' });
    given(requested, ...authorised, collected)
      .when(end)
      .then(closed);
    given(requested, ...authorised, collected, closed)
      .when(end)
      .thenNothing();
  });
  test('that is given back opens the claim again, before or after it was booked', () => {
    given(requested, ...authorised, collected)
      .when(giveBack)
      .then(returned);
    given(requested, ...authorised, collected, booked)
      .when(giveBack)
      .then(returned);
    given(requested, ...authorised, collected, booked, returned)
      .when(giveBack)
      .thenNothing();
    expect(statusOf(requested, ...authorised, collected, booked, returned)).toBe('returned');
  });

  describe('that is refunded', () => {
    const asked = event('RefundRequested', {
      ...{
        attemptId: first,
        refundId: 'r1',
        amountCents: owed,
        reason: 'withdrawn',
        requestedBy: 'service:application',
      },
    });
    const history = [
      requested,
      ...authorised,
      collected,
      booked,
      event('PaymentClosed', { reason: 'withdrawn' }),
    ];

    test('waits for the eight weeks in which the bank may give it back', () =>
      given(...history)
        .when({
          type: 'ask-refund',
          reason: 'withdrawn',
          ids: ['r1'],
          ...by('service', 'service:application'),
        })
        .then(asked, event('RefundApproved', { refundId: 'r1', notBefore: '2027-02-02T00:00:00.000000Z' })));
    describe('counts them from the day on which the account was debited, which may be later than the person was told', () => {
      const late = event('DebitCollected', { attemptId: first, collectionId: 'c1', dueOn: '2026-12-10' });
      const settledLate = event('PaymentSettled', {
        ...{ attemptId: first, receivedCents: owed, paidAt: '2026-12-10T00:00:00.000000Z' },
      });
      const debited = [requested, ...authorised, late, settledLate] as const;
      const notBefore = '2027-02-05T00:00:00.000000Z';
      const approved = (more: object = {}) => event('RefundApproved', { refundId: 'r1', ...more });
      const requestedBy = (personId: string, reason: 'request' | 'withdrawn' | 'twice') =>
        event('RefundRequested', {
          ...{ attemptId: first, refundId: 'r1', amountCents: owed, reason, requestedBy: personId },
          ...(reason === 'request' && { note: 'sealed' }),
        });
      const refund = (approvalAboveCents: number): PaymentCommand => ({
        ...{ type: 'refund', refundId: 'r1', note: 'sealed', approvalAboveCents },
        ...by('caseworker'),
      });

      test('where the application has no use for the money', () =>
        given(...debited, event('PaymentClosed', { reason: 'withdrawn' }))
          .when({
            ...{ type: 'ask-refund', reason: 'withdrawn', ids: ['r1'] },
            ...by('service', 'service:application'),
          })
          .then(requestedBy('service:application', 'withdrawn'), approved({ notBefore })));
      test('where one person gives it back, or two do', () => {
        given(...debited)
          .when(refund(owed))
          .then(requestedBy('the-caseworker', 'request'), approved({ notBefore }));
        given(...debited, requestedBy('the-caseworker', 'request'))
          .when({ type: 'approve-refund', refundId: 'r1', ...by('treasury') })
          .then(approved({ approvedBy: 'the-treasury', notBefore }));
      });
      test('where it was paid by a card as well', () =>
        given(requested, chosen(second), redirected(second), ...authorised, late, settled(second))
          .when({
            ...{ type: 'book-debit', attemptId: first, receivedCents: owed, bookedOn: '2026-12-10' },
            ...{ newId: 'r1', ...by('service') },
          })
          .then(settledLate, requestedBy('service:payment', 'twice'), approved({ notBefore })));
      test('and no longer: the last day has to be over', () => {
        given(...debited)
          .when({ ...refund(owed), at: '2027-02-04T22:59:59.000000Z' })
          .then(requestedBy('the-caseworker', 'request'), approved({ notBefore }));
        given(...debited)
          .when({ ...refund(owed), at: notBefore })
          .then(requestedBy('the-caseworker', 'request'), approved());
      });
    });
    test('is refunded by that, should the bank give it back', () =>
      given(
        ...history,
        asked,
        event('RefundApproved', { refundId: 'r1', notBefore: '2027-02-02T00:00:00.000000Z' }),
      )
        .when(giveBack)
        .then(returned, event('RefundIssued', { refundId: 'r1', way: 'return', refundedAt: at })));
  });
});
