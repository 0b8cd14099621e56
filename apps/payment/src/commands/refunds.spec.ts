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
  settled,
} from '../../test/examples';
import type { PaymentEvent } from '../domain/payment';
import { allowedCommands, paymentDecider } from './decider';
import type { PaymentCommand } from './index';

const { given } = deciderSpec(paymentDecider);

const paid = [requested, chosen(), redirected(), settled()] as const;
const statusOf = (...history: readonly PaymentEvent[]) => fold(paymentDecider, history).status;

describe('a refund', () => {
  const refund = (more: Partial<Extract<PaymentCommand, { type: 'refund' }>> = {}): PaymentCommand => ({
    ...{ type: 'refund', refundId: 'r1', note: 'sealed', approvalAboveCents: 5_000 },
    ...by('caseworker'),
    ...more,
  });
  const asked = (amountCents = owed) =>
    event('RefundRequested', {
      ...{
        attemptId: first,
        refundId: 'r1',
        amountCents,
        reason: 'request',
        requestedBy: 'the-caseworker',
        note: 'sealed',
      },
    });

  test('of a small amount needs one person', () =>
    given(...paid)
      .when(refund())
      .then(asked(), event('RefundApproved', { refundId: 'r1' })));
  test('of a part leaves the rest paid', () => {
    given(...paid)
      .when(refund({ amountCents: 1_000 }))
      .then(asked(1_000), event('RefundApproved', { refundId: 'r1' }));
    expect(statusOf(...paid, asked(1_000), event('RefundApproved', { refundId: 'r1' }))).toBe('settled');
  });
  test('of all of it leaves nothing paid and nothing owed', () => {
    const approved = [...paid, asked(), event('RefundApproved', { refundId: 'r1' })] as const;
    expect(statusOf(...approved)).toBe('refunding');
    expect(
      statusOf(...approved, event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt: at })),
    ).toBe('refunded');
  });
  test('takes at most what came in, refunds that are under way counted', () => {
    given(...paid)
      .when(refund({ amountCents: owed + 1 }))
      .thenRefused('refund-too-high');
    given(...paid, asked(1_000))
      .when(refund({ amountCents: owed - 999 }))
      .thenRefused('refund-too-high');
  });
  test('of what has not come in is none', () =>
    given(requested, chosen()).when(refund()).thenRefused('nothing-to-refund'));

  describe('above the limit of the city needs four eyes', () => {
    const waits = [...paid, asked()] as const;
    const approve = (personId: string): PaymentCommand => ({
      ...{ type: 'approve-refund', refundId: 'r1' },
      ...by('treasury', personId),
    });

    test('it waits', () =>
      given(...paid)
        .when(refund({ approvalAboveCents: 3_069 }))
        .then(asked()));
    test('for another person', () => {
      given(...waits)
        .when(approve('the-caseworker'))
        .thenRefused('own-refund');
      given(...waits)
        .when(approve('somebody-else'))
        .then(event('RefundApproved', { refundId: 'r1', approvedBy: 'somebody-else' }));
    });
    test('who may say no', () =>
      given(...waits)
        .when({ type: 'reject-refund', refundId: 'r1', note: 'sealed', ...by('treasury') })
        .then(event('RefundRejected', { refundId: 'r1', note: 'sealed' })));
    test('and then it is paid as before', () =>
      expect(statusOf(...waits, event('RefundRejected', { refundId: 'r1' }))).toBe('settled'));
    test('many small refunds are a large one', () =>
      given(...paid, asked(2_000), event('RefundApproved', { refundId: 'r1' }))
        .when(refund({ refundId: 'r2', amountCents: 1_000, approvalAboveCents: 2_999 }))
        .then({ ...asked(1_000), data: { ...asked(1_000).data, refundId: 'r2' } } as PaymentEvent));
    test('what was rejected does not count for that', () =>
      given(...waits, event('RefundRejected', { refundId: 'r1' }))
        .when(refund({ refundId: 'r2', amountCents: 1_000, approvalAboveCents: 1_000 }))
        .then(
          { ...asked(1_000), data: { ...asked(1_000).data, refundId: 'r2' } } as PaymentEvent,
          event('RefundApproved', { refundId: 'r2' }),
        ));
    test('is decided once', () => {
      const approved = event('RefundApproved', { refundId: 'r1', approvedBy: 'somebody-else' });
      const rejected = event('RefundRejected', { refundId: 'r1', note: 'sealed' });
      const issued = event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt: at });
      const reject: PaymentCommand = {
        ...{ type: 'reject-refund', refundId: 'r1', note: 'sealed' },
        ...by('treasury'),
      };
      given(...waits, approved)
        .when(approve('a-third-one'))
        .thenNothing();
      given(...waits, rejected)
        .when(reject)
        .thenNothing();
      for (const after of [[rejected], [approved, issued]])
        given(...waits, ...after)
          .when(approve('a-third-one'))
          .thenRefused('refund-decided');
      for (const after of [[approved], [approved, issued]])
        given(...waits, ...after)
          .when(reject)
          .thenRefused('refund-decided');
    });
    test('a caseworker does not approve', () =>
      given(...waits)
        .when({ type: 'approve-refund', refundId: 'r1', ...by('caseworker', 'x') })
        .thenRefused('role-missing'));
  });

  test('is issued once, whatever is said twice', () => {
    const approved = [...paid, asked(), event('RefundApproved', { refundId: 'r1' })] as const;
    const issue: PaymentCommand = {
      ...{ type: 'note-refund', refundId: 'r1', outcome: { kind: 'issued', way: 'provider', digest: 'd' } },
      ...by('service'),
    };
    const issued = event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt: at, digest: 'd' });
    given(...approved)
      .when(issue)
      .then(issued);
    given(...approved, issued)
      .when(issue)
      .thenNothing();
    // What the provider does not give back, the treasury transfers.
    const failed = event('RefundFailed', { refundId: 'r1' });
    given(...approved)
      .when({ type: 'note-refund', refundId: 'r1', outcome: { kind: 'failed' }, ...by('service') })
      .then(failed);
    given(...approved, failed)
      .when({
        type: 'note-refund',
        refundId: 'r1',
        outcome: { kind: 'issued', way: 'transfer' },
        ...by('service'),
      })
      .then(event('RefundIssued', { refundId: 'r1', way: 'transfer', refundedAt: at }));
    // A no that comes too late.
    given(...approved, issued)
      .when({ type: 'note-refund', refundId: 'r1', outcome: { kind: 'failed' }, ...by('service') })
      .thenNothing();
  });
  test.each([
    ['before anybody chose to pay', '2019-01-01T00:00:00Z', at],
    ['years from now', '2091-01-01T00:00:00Z', at],
    ['that is none', '+999999-01-01', at],
    ['since then', '2026-11-20T09:02:30.5Z', '2026-11-20T09:02:30.500000Z'],
  ])('is booked as of a time %s only where that can be', (_, stated, refundedAt) =>
    given(...paid, asked(), event('RefundApproved', { refundId: 'r1' }))
      .when({
        ...{ type: 'note-refund', refundId: 'r1' },
        outcome: { kind: 'issued', way: 'provider', refundedAt: stated },
        ...by('service'),
      })
      .then(event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt })),
  );
});

describe('where money goes back to', () => {
  const refundRequested = event('RefundRequested', {
    ...{ attemptId: first, refundId: 'r1', amountCents: owed, reason: 'withdrawn', requestedBy: 'service' },
  });
  const approved = event('RefundApproved', { refundId: 'r1' });
  const failed = event('RefundFailed', { refundId: 'r1' });
  const forTransfer = [...paid, refundRequested, approved, failed] as const;
  const ask: PaymentCommand = { type: 'ask-refund-account', ...by('service') };
  const asked = (askedAt = at) => event('RefundAccountAsked', { refundId: 'r1', askedAt });
  const reminded = event('RefundAccountReminded', { refundId: 'r1' });
  const give = (account = 'sealed'): PaymentCommand => ({
    ...{ type: 'give-refund-account', accounts: new Map([['r1', account]]) },
    ...by('citizen'),
  });
  const account = (sealed = 'sealed') => event('RefundAccountGiven', { refundId: 'r1', account: sealed });
  const issued = event('RefundIssued', { refundId: 'r1', way: 'transfer', refundedAt: at, transferId: 't1' });

  test('its person is asked once what no provider gives back, and not before', () => {
    given(...paid, refundRequested, approved)
      .when(ask)
      .thenNothing();
    given(...forTransfer)
      .when(ask)
      .then(asked());
    given(...forTransfer, asked())
      .when(ask)
      .thenNothing();
  });
  test('they are reminded once, after fourteen days, unless they have named one', () => {
    const longAgo = asked('2026-11-06T09:03:00.000000Z');
    given(...forTransfer, asked('2026-11-06T09:03:00.001000Z'))
      .when(ask)
      .thenNothing();
    given(...forTransfer, longAgo)
      .when(ask)
      .then(reminded);
    given(...forTransfer, longAgo, reminded)
      .when(ask)
      .thenNothing();
    given(...forTransfer, longAgo, account())
      .when(ask)
      .thenNothing();
  });
  test('the account of a debit is known: nobody is asked, and who wants another one names it', () => {
    const debit = [requested, ...authorised, settled(), refundRequested] as const;
    const waits = event('RefundApproved', { refundId: 'r1', notBefore: '2027-02-02T00:00:00.000000Z' });
    given(...debit, waits)
      .when(give())
      .then(account());
    given(...debit, waits, failed)
      .when(ask)
      .thenNothing();
    given(...debit, waits, failed)
      .when(give())
      .then(account());
  });
  test('another account takes the place of the first, until the money went to the bank', () => {
    given(...forTransfer)
      .when(give())
      .then(account());
    given(...forTransfer, account())
      .when(give('another'))
      .then(account('another'));
    given(...forTransfer, account(), issued)
      .when(give('another'))
      .thenRefused('no-account-needed');
  });
  test('no account is named where a provider gives the money back, or none goes back', () => {
    given(...paid)
      .when(give())
      .thenRefused('no-account-needed');
    given(...paid, refundRequested, approved)
      .when(give())
      .thenRefused('no-account-needed');
    given(...forTransfer)
      .when({ ...give(), ...by('treasury') })
      .thenRefused('role-missing');
  });
  test('its person may do so while it is asked for', () => {
    const allowedTo = (...history: readonly PaymentEvent[]) => {
      const payment = fold(paymentDecider, history);
      return payment.status === 'none' ? [] : allowedCommands(payment, 'citizen');
    };
    expect(allowedTo(...forTransfer)).toContain('give-refund-account');
    expect(allowedTo(...forTransfer, issued)).not.toContain('give-refund-account');
  });
});
