import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  at,
  by,
  chosen,
  event,
  first,
  owed,
  paidAt,
  redirected,
  requested,
  settled,
} from '../../test/examples';
import type { PaymentEvent } from '../domain/payment';
import { allowedCommands, paymentDecider } from './decider';
import type { PaymentCommand } from './index';

const { given } = deciderSpec(paymentDecider);

const paid = [requested, chosen(), redirected(), settled()] as const;
const statusOf = (...history: readonly PaymentEvent[]) => fold(paymentDecider, history).status;

describe('reconciliation', () => {
  const reconcile = (listed?: {
    status: 'paid' | 'initial' | 'failed';
    amountCents: number;
    refundedCents: number;
  }): PaymentCommand => ({
    ...{ type: 'reconcile', attemptId: first, listed, differenceId: 'd1' },
    ...by('service'),
  });
  const agrees = { status: 'paid', amountCents: owed, refundedCents: 0 } as const;
  const differs = (kind: 'amount' | 'status' | 'missing-there' | 'refund', statedCents?: number) =>
    event('PaymentDiffered', {
      attemptId: first,
      differenceId: 'd1',
      kind,
      ...(statedCents !== undefined && { statedCents }),
    });

  test('R28c where the books agree it is done, once', () => {
    const done = event('PaymentReconciled', { attemptId: first });
    given(...paid)
      .when(reconcile(agrees))
      .then(done);
    given(...paid, done)
      .when(reconcile(agrees))
      .thenNothing();
    expect([statusOf(...paid), statusOf(...paid, done)]).toEqual(['settled', 'reconciled']);
  });
  test('where they do not, somebody has to look; the same difference is one', () => {
    given(...paid)
      .when(reconcile())
      .then(differs('missing-there'));
    given(...paid)
      .when(reconcile({ ...agrees, status: 'failed' }))
      .then(differs('status'));
    given(...paid)
      .when(reconcile({ ...agrees, amountCents: owed + 1 }))
      .then(differs('amount', owed + 1));
    given(...paid)
      .when(reconcile({ ...agrees, refundedCents: 5 }))
      .then(differs('refund', 5));
    given(...paid, differs('missing-there'))
      .when(reconcile())
      .thenNothing();
  });
  test('what is given back there is what was given back here, or is on its way', () => {
    const part = [
      event('RefundRequested', {
        ...{ attemptId: first, refundId: 'r1', amountCents: 1_000, reason: 'request' },
        requestedBy: 'the-caseworker',
      }),
      event('RefundApproved', { refundId: 'r1' }),
    ] as const;
    const issued = event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt: at });
    const done = event('PaymentReconciled', { attemptId: first });
    for (const refundedCents of [0, 1_000])
      given(...paid, ...part)
        .when(reconcile({ ...agrees, refundedCents }))
        .then(done);
    given(...paid, ...part, issued)
      .when(reconcile({ ...agrees, refundedCents: 1_000 }))
      .then(done);
    given(...paid, ...part, issued)
      .when(reconcile(agrees))
      .then(differs('refund', 0));
  });
  test('a provider that has gone back to the beginning has not got the money any more: somebody has to look', () =>
    given(...paid)
      .when(reconcile({ ...agrees, status: 'initial' }))
      .then(differs('status')));
  test('money there that nobody heard of here is found', () =>
    given(requested, chosen(), redirected(), event('PaymentFailed', { attemptId: first }))
      .when(reconcile(agrees))
      .then(differs('status', owed)));

  describe('a difference is resolved by a correction beside it', () => {
    const history = [requested, chosen(), redirected(), differs('amount', owed - 10)];
    const correct = (more: Partial<Extract<PaymentCommand, { type: 'correct' }>>): PaymentCommand => ({
      ...{ type: 'correct', differenceId: 'd1', resolution: 'booked', note: 'sealed', newId: 'new-id' },
      ...{ approvalAboveCents: 5_000, ...by('treasury') },
      ...more,
    });
    const corrected = (resolution: 'booked' | 'dismissed') =>
      event('PaymentCorrected', { differenceId: 'd1', resolution, note: 'sealed' });

    test('nothing is to be booked', () =>
      given(...history)
        .when(correct({ resolution: 'dismissed' }))
        .then(corrected('dismissed')));
    test('the whole amount is there', () =>
      given(...history)
        .when(correct({ receivedCents: owed }))
        .then(
          corrected('booked'),
          event('PaymentSettled', { attemptId: first, receivedCents: owed, paidAt: at }),
        ));
    test('a part is there: it goes back, and the fee stays open', () => {
      const events = [
        corrected('booked'),
        event('PaymentSettled', { attemptId: first, receivedCents: owed - 10, paidAt: at }),
        event('RefundRequested', {
          ...{
            attemptId: first,
            refundId: 'new-id',
            amountCents: owed - 10,
            reason: 'differs',
            requestedBy: 'the-treasury',
          },
        }),
        event('RefundApproved', { refundId: 'new-id' }),
      ] as const;
      given(...history)
        .when(correct({}))
        .then(...events);
    });
    test('too much is there: the rest goes back', () =>
      given(...history)
        .when(correct({ receivedCents: owed + 500 }))
        .then(
          corrected('booked'),
          event('PaymentSettled', { attemptId: first, receivedCents: owed + 500, paidAt: at }),
          event('RefundRequested', {
            ...{
              attemptId: first,
              refundId: 'new-id',
              amountCents: 500,
              reason: 'differs',
              requestedBy: 'the-treasury',
            },
          }),
          event('RefundApproved', { refundId: 'new-id' }),
        ));
    test('more than the city lets one person give back waits for another one (four eyes)', () => {
      const booked = [
        corrected('booked'),
        event('PaymentSettled', { attemptId: first, receivedCents: owed + 501, paidAt: at }),
        event('RefundRequested', {
          ...{ attemptId: first, refundId: 'new-id', amountCents: 501, reason: 'differs' },
          requestedBy: 'the-treasury',
        }),
      ] as const;
      given(...history)
        .when(correct({ receivedCents: owed + 501, approvalAboveCents: 500 }))
        .then(...booked);
      given(...history, ...booked)
        .when({ type: 'approve-refund', refundId: 'new-id', ...by('treasury') })
        .thenRefused('own-refund');
    });
    test('what is not there cannot be booked by a word', () =>
      given(requested, chosen(), redirected(), differs('status'))
        .when(correct({}))
        .thenRefused('amount-missing'));
    test('what was booked meanwhile stands, and is not booked twice', () =>
      given(...history, settled())
        .when(correct({ receivedCents: owed }))
        .then(corrected('booked')));
    test('once', () =>
      given(...history, corrected('booked'))
        .when(correct({}))
        .thenRefused('difference-unknown'));
    test('by the treasury alone', () =>
      given(...history)
        .when({ ...correct({}), ...by('caseworker') })
        .thenRefused('role-missing'));
  });
});

describe('what is offered is what can be done', () => {
  const offered = (role: 'citizen' | 'caseworker' | 'treasury', ...history: readonly PaymentEvent[]) => {
    const payment = fold(paymentDecider, history);
    if (payment.status === 'none') throw new Error('nothing was requested');
    return allowedCommands(payment, role);
  };

  test('to whom it concerns', () => {
    expect(offered('citizen', requested)).toEqual(['choose-method']);
    expect(offered('citizen', ...paid)).toEqual([]);
    expect(offered('caseworker', ...paid)).toEqual(['refund']);
    expect(offered('treasury', requested)).toEqual(['write-off']);
    expect(offered('treasury', ...paid)).toEqual(['refund']);
  });
  test('a claim that is given up is nothing that anybody pays; money that comes all the same counts', () => {
    const writtenOff = event('PaymentWrittenOff', { note: 'sealed' });
    given(requested)
      .when({ type: 'write-off', note: 'sealed', ...by('treasury') })
      .then(writtenOff);
    given(requested, writtenOff)
      .when({ type: 'write-off', note: 'sealed', ...by('treasury') })
      .thenNothing();
    given(...paid)
      .when({ type: 'write-off', note: 'sealed', ...by('treasury') })
      .thenRefused('nothing-to-write-off');
    expect(statusOf(requested, writtenOff)).toBe('written-off');
    expect(statusOf(requested, chosen(), redirected(), writtenOff, settled(first))).toBe('settled');
    expect(paidAt < at).toBe(true);
  });
});
