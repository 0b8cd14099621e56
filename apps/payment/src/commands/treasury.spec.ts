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
  paidAt,
  redirected,
  requested,
  second,
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
