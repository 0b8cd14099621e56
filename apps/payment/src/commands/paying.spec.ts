import { deciderSpec } from '#testing';
import {
  answered,
  at,
  authorised,
  by,
  chosen,
  chosenAt,
  event,
  first,
  mandate,
  order,
  owed,
  paidAt,
  redirected,
  requested,
  said,
  second,
  settled,
} from '../../test/examples';
import type { PaymentCommand } from './index';
import { paymentDecider } from './decider';

const { given } = deciderSpec(paymentDecider);

const request: PaymentCommand = { type: 'request', data: order, ...by('service') };
const choose = (more: Partial<Extract<PaymentCommand, { type: 'choose-method' }>> = {}): PaymentCommand => ({
  ...{ type: 'choose-method', method: 'paypal', attemptId: second, provider: 'xbezahl', isOffered: true },
  ...{ offered: ['credit-card', 'paypal'], goesOn: false, language: 'de' },
  ...by('citizen'),
  ...more,
});
const paid = said('paid', { amountCents: owed, paidAt });

describe('an order is opened once', () => {
  test('by whichever comes first, the browser or the event (W16b)', () =>
    given().when(request).then(requested));
  test('and by nothing a second time', () => given(requested).when(request).thenNothing());
  test('before that there is nothing to pay', () => given().when(choose()).thenRefused('payment-unknown'));
});

describe('a method is chosen', () => {
  const chose = event('MethodChosen', {
    ...{
      attemptId: second,
      method: 'paypal',
      amountCents: owed,
      language: 'de',
      provider: 'xbezahl',
      chosenAt: at,
    },
  });
  test('one that the city offers', () => given(requested).when(choose()).then(chose));
  test('D23a one that it does not offer for this is refused, with those that it does', () =>
    given(requested)
      .when(choose({ isOffered: false }))
      .thenRefused('method-not-offered', { allowed: ['choose-method'], methods: ['credit-card', 'paypal'] }));
  test('who comes back to a page that is still open goes on with it', () =>
    given(requested, chosen(second), redirected(second))
      .when(choose({ goesOn: true }))
      .thenNothing());
  test('another way may be tried while one is under way: people close pages', () =>
    given(requested, chosen(), redirected()).when(choose()).then(chose));
  test('what is paid is not paid again', () =>
    given(requested, chosen(), redirected(), settled()).when(choose()).thenRefused('already-paid'));
  test('nor what a mandate covers', () =>
    given(requested, ...authorised)
      .when(choose())
      .thenRefused('already-paid'));
  test('what came back from the bank is', () =>
    given(
      requested,
      ...authorised,
      event('PaymentReturned', { attemptId: first, reasonCode: 'AM04', returnedOn: '2026-12-08' }),
    )
      .when(choose())
      .then(chose));
  test('what the city has given up is not paid', () =>
    given(requested, event('PaymentWrittenOff', { note: 'sealed' }))
      .when(choose())
      .thenRefused('nothing-owed'));
  test('nobody tries for ever', () =>
    given(
      requested,
      ...Array.from({ length: 20 }, (_, nth) => [
        chosen(`attempt-${nth}`),
        event('PaymentFailed', { attemptId: `attempt-${nth}` }),
      ]).flat(),
    )
      .when(choose({ attemptId: 'attempt-20' }))
      .thenRefused('too-many-attempts', { allowed: ['choose-method'], most: 20 }));
  test('a dead order is not paid', () =>
    given(requested, event('PaymentClosed', { reason: 'withdrawn' }))
      .when(choose())
      .thenRefused('nothing-owed'));
  test('nor one whose time is over, though nobody has said so yet', () =>
    given(requested)
      .when({ ...choose(), at: order.payBy })
      .thenRefused('nothing-owed'));
  test('N7b a mandate is complete with it', () =>
    given(requested)
      .when(
        choose({
          attemptId: first,
          method: 'direct-debit',
          provider: undefined,
          mandate,
          at: chosenAt,
        } as never),
      )
      .then(
        event('MethodChosen', {
          ...{ attemptId: first, method: 'direct-debit', amountCents: owed, language: 'de', chosenAt },
        }),
        event('PaymentAuthorised', { attemptId: first, mandate }),
      ));
});

describe('the provider answers', () => {
  const underWay = [requested, chosen(), redirected()] as const;

  test('where the person pays', () =>
    given(requested, chosen())
      .when(said('initial', { redirectUrl: 'sealed' }))
      .then(answered('initial'), redirected()));
  test('paid: as of its own time, not as of when we heard (law 11)', () =>
    given(...underWay)
      .when(paid)
      .then(answered('paid'), settled()));
  test('the same answer again, by callback, poll or return, is no news', () =>
    given(...underWay, answered('paid'), settled())
      .when(paid)
      .thenNothing());
  test('the same in other words is said, and booked once', () =>
    given(...underWay, answered('paid'), settled())
      .when(said('paid', { amountCents: owed, paidAt, digest: 'other' }))
      .then(answered('paid', { digest: 'other' })));
  test('cancelled, and failed', () => {
    given(...underWay)
      .when(said('cancelled'))
      .then(answered('cancelled'), event('PaymentCancelled', { attemptId: first }));
    given(...underWay)
      .when(said('failed'))
      .then(answered('failed'), event('PaymentFailed', { attemptId: first }));
  });
  test('that it refuses to begin: what it said is kept, and the attempt is over', () => {
    const refused = { code: 'CALCULATION_ERROR', digest: 'digest of the no', raw: 'sealed' };
    const no = { type: 'note-answer', attemptId: first, refused, newId: 'new-id', ...by('service') } as const;
    const said = event('ProviderAnswered', { attemptId: first, status: 'failed', ...refused });
    given(requested, chosen())
      .when(no as never)
      .then(said, event('PaymentFailed', { attemptId: first }));
    // Begun by another one meanwhile: the person is on the page already.
    given(...underWay)
      .when(no as never)
      .thenNothing();
  });
  test('it changes its mind: what had failed is paid', () =>
    given(...underWay, answered('failed'), event('PaymentFailed', { attemptId: first }))
      .when(paid)
      .then(answered('paid'), settled()));
  test('what is paid is not un-paid by a word: somebody has to look', () =>
    given(...underWay, answered('paid'), settled())
      .when(said('failed'))
      .then(
        answered('failed'),
        event('PaymentDiffered', {
          attemptId: first,
          kind: 'status',
          differenceId: 'new-id',
          digest: 'digest of failed',
        }),
      ));
  test('that it failed, was cancelled or taken back is the one event, in whatever words it is said again', () => {
    const ends = [
      ['failed', event('PaymentFailed', { attemptId: first })],
      ['cancelled', event('PaymentCancelled', { attemptId: first })],
      ['charged-back', event('PaymentChargedBack', { attemptId: first })],
    ] as const;
    for (const [status, end] of ends)
      given(...underWay, ...(status === 'charged-back' ? [settled()] : []), answered(status), end)
        .when(said(status, { digest: 'other words' }))
        .then(answered(status, { digest: 'other words' }));
  });
  test('it takes the money back from the city: the fee is open again', () =>
    given(...underWay, answered('paid'), settled())
      .when(said('charged-back'))
      .then(answered('charged-back'), event('PaymentChargedBack', { attemptId: first })));
  test('a late "initial" does not begin what is over', () =>
    given(...underWay, answered('paid'), settled())
      .when(said('initial', { redirectUrl: 'sealed' }))
      .then(answered('initial')));

  test.each([
    ['one cent too little', owed - 1],
    ['one cent too much', owed + 1],
    ['nothing', 0],
  ])('of %s nothing is booked', (_, amountCents) =>
    given(...underWay)
      .when(said('paid', { amountCents, paidAt }))
      .then(
        answered('paid'),
        event('PaymentDiffered', {
          ...{ attemptId: first, kind: 'amount', differenceId: 'new-id', digest: 'digest of paid' },
          ...{ statedAt: paidAt, statedCents: amountCents },
        }),
      ),
  );
  test('the same difference in other words is said, and is still the one row', () =>
    given(
      ...underWay,
      answered('paid'),
      event('PaymentDiffered', {
        ...{ attemptId: first, kind: 'amount', differenceId: 'd-1', digest: 'digest of paid' },
        ...{ statedAt: paidAt, statedCents: owed - 1 },
      }),
    )
      .when(said('paid', { amountCents: owed - 1, paidAt, digest: 'digest of other words' }))
      .then(answered('paid', { digest: 'digest of other words' })));

  test.each([
    ['negative', -owed],
    ['overflowing', Number.MAX_VALUE],
    ['fractions of cents', 3069.5],
  ])('of sums that are %s neither, and they are not repeated', (_, amountCents) =>
    given(...underWay)
      .when(said('paid', { amountCents, paidAt }))
      .then(
        answered('paid'),
        event('PaymentDiffered', {
          ...{
            attemptId: first,
            kind: 'amount',
            differenceId: 'new-id',
            digest: 'digest of paid',
            statedAt: paidAt,
          },
        }),
      ),
  );
  test('nor of another currency', () =>
    given(...underWay)
      .when(said('paid', { amountCents: owed, currency: 'USD' }))
      .then(
        answered('paid'),
        event('PaymentDiffered', {
          attemptId: first,
          kind: 'currency',
          differenceId: 'new-id',
          digest: 'digest of paid',
        }),
      ));
  test.each([
    ['another attempt of the payment', { attemptId: second, transactionId: `t-${first}` }, {}],
    ['an attempt of another payment', { attemptId: second }, { isOfAnother: true }],
  ])('nor by a transaction that was begun by %s: its money is not money for this one', (_, of, more) =>
    given(...underWay, answered('paid'), settled(), chosen(second))
      .when({ ...said('paid', { amountCents: owed, paidAt, ...of }), ...more } as PaymentCommand)
      .then(
        event('PaymentDiffered', {
          ...{ attemptId: second, kind: 'status', differenceId: 'new-id', digest: 'digest of paid' },
        }),
      ),
  );
  test('nor by the answer of another transaction', () =>
    given(...underWay)
      .when(said('paid', { amountCents: owed, transactionId: 'somebody-else’s' }))
      .then(
        event('PaymentDiffered', {
          attemptId: first,
          kind: 'status',
          differenceId: 'new-id',
          digest: 'digest of paid',
        }),
      ));

  test.each([
    ['before anybody chose to pay', '2019-01-01T00:00:00Z'],
    ['in the future', '2031-01-01T00:00:00Z'],
    ['that is none', 'yesterday'],
  ])('a time %s is not believed: it counts from when we heard', (_, wrong) =>
    given(...underWay)
      .when(said('paid', { amountCents: owed, paidAt: wrong }))
      .then(answered('paid'), event('PaymentSettled', { attemptId: first, receivedCents: owed, paidAt: at })),
  );

  test('a clock that is a little slow is believed to begin with the choice (law 11)', () =>
    given(...underWay)
      .when(said('paid', { amountCents: owed, paidAt: '2026-11-20T08:57:00Z' }))
      .then(
        answered('paid'),
        event('PaymentSettled', { attemptId: first, receivedCents: owed, paidAt: chosenAt }),
      ));

  test('it knows nothing of an attempt for an hour: it was never begun', () => {
    const nothing: PaymentCommand = {
      type: 'note-answer',
      attemptId: first,
      newId: 'new-id',
      ...by('service'),
    };
    given(requested, chosen()).when(nothing).thenNothing();
    given(requested, chosen())
      .when({ ...nothing, at: '2026-11-20T10:02:00.000000Z' })
      .then(event('PaymentExpired', { attemptId: first }));
    // Somebody may be paying on its page: nothing but an answer ends that.
    given(...underWay)
      .when({ ...nothing, at: '2026-11-25T10:02:00.000000Z' })
      .thenNothing();
  });
});

describe('money that is not owed goes back', () => {
  const paidTwice = [
    requested,
    chosen(),
    redirected(),
    chosen(second),
    redirected(second),
    settled(),
  ] as const;
  const refund = (
    reason: 'twice' | 'differs' | 'withdrawn',
    attemptId: string,
    amountCents = owed,
    requestedBy = reason === 'withdrawn' ? 'service:application' : 'service:payment',
  ) => {
    const refundId = reason === 'withdrawn' ? 'r1' : 'new-id';
    return [
      event('RefundRequested', { refundId, attemptId, amountCents, reason, requestedBy }),
      event('RefundApproved', { refundId }),
    ] as const;
  };
  const differing = event('PaymentDiffered', {
    ...{ attemptId: first, kind: 'amount', differenceId: 'd1', statedCents: owed - 1, statedAt: paidAt },
  });
  const book = {
    ...({ type: 'correct', differenceId: 'd1', resolution: 'booked' } as const),
    ...{ note: 'sealed', newId: 'new-id', approvalAboveCents: 5_000 },
    ...by('treasury'),
  };
  const corrected = event('PaymentCorrected', { differenceId: 'd1', resolution: 'booked', note: 'sealed' });
  const mandated = event('PaymentAuthorised', { attemptId: second, mandate });

  test('who paid twice gets the second payment back, with the same append that books it', () =>
    given(...paidTwice)
      .when(said('paid', { attemptId: second, amountCents: owed, paidAt }))
      .then(answered('paid', { attemptId: second }), settled(second), ...refund('twice', second)));

  test('who paid by card after giving a mandate is not debited', () =>
    given(requested, chosen(second), redirected(second), ...authorised)
      .when(said('paid', { attemptId: second, amountCents: owed, paidAt }))
      .then(
        answered('paid', { attemptId: second }),
        settled(second),
        event('PaymentCancelled', { attemptId: first }),
      ));

  test('what the bank has already been told to debit makes the other payment the second one', () =>
    given(
      ...[requested, chosen(second), redirected(second), ...authorised],
      event('DebitCollected', { attemptId: first, collectionId: 'c1', dueOn: '2026-12-07' }),
    )
      .when(said('paid', { attemptId: second, amountCents: owed, paidAt }))
      .then(answered('paid', { attemptId: second }), settled(second), ...refund('twice', second)));

  describe('of an order that had died the application says what becomes of it', () => {
    const late = [
      requested,
      chosen(),
      redirected(),
      event('PaymentClosed', { reason: 'withdrawn' }),
    ] as const;
    const askRefund: PaymentCommand = {
      ...{ type: 'ask-refund', reason: 'withdrawn', ids: ['r1'] },
      ...by('service', 'service:application'),
    };

    test('it is booked', () =>
      given(...late)
        .when(paid)
        .then(answered('paid'), settled()));
    test('and goes back', () =>
      given(...late, settled())
        .when(askRefund)
        .then(...refund('withdrawn', first)));
    test('once, however often it is asked', () =>
      given(...late, settled(), ...refund('withdrawn', first))
        .when(askRefund)
        .thenNothing());
    test('or it revives the application', () =>
      given(...late, settled())
        .when({ type: 'reopen', ...by('service') })
        .then(event('PaymentReopened', {})));
  });

  test('too little of an order that had died goes back at once, as nobody else asks for it', () =>
    given(requested, chosen(), redirected(), event('PaymentClosed', { reason: 'withdrawn' }), differing)
      .when({ ...book, receivedCents: owed - 1 })
      .then(corrected, settled(first, owed - 1), ...refund('differs', first, owed - 1, 'the-treasury')));
  test('and too little beside a mandate leaves the mandate as it is', () =>
    given(requested, chosen(), redirected(), chosen(second), mandated, differing)
      .when({ ...book, receivedCents: owed - 1 })
      .then(corrected, settled(first, owed - 1), ...refund('twice', first, owed - 1, 'the-treasury')));
  test('what is charged back is not given back a second time', () =>
    given(requested, chosen(), redirected(), settled(), ...refund('withdrawn', first))
      .when(said('charged-back'))
      .then(
        answered('charged-back'),
        event('PaymentChargedBack', { attemptId: first }),
        event('RefundIssued', { refundId: 'r1', way: 'return', refundedAt: at }),
      ));
  test('what was charged back and has come again after all is given back after all', () =>
    given(
      ...[requested, chosen(), redirected(), event('PaymentClosed', { reason: 'withdrawn' }), settled()],
      ...refund('withdrawn', first),
      event('PaymentChargedBack', { attemptId: first }),
      event('RefundIssued', { refundId: 'r1', way: 'return', refundedAt: at }),
      settled(),
    )
      .when({
        ...{ type: 'ask-refund', reason: 'withdrawn', ids: ['r2'] },
        ...by('service', 'service:application'),
      })
      .then(
        event('RefundRequested', {
          ...{ refundId: 'r2', attemptId: first, amountCents: owed, reason: 'withdrawn' },
          requestedBy: 'service:application',
        }),
        event('RefundApproved', { refundId: 'r2' }),
      ));
  test('what had expired and is withdrawn before anybody heard of it is withdrawn', () =>
    given(requested, event('PaymentClosed', { reason: 'expired' }))
      .when({ type: 'end', reason: 'withdrawn', ...by('service') })
      .then(event('PaymentClosed', { reason: 'withdrawn' })));

  test('a mandate of an order that dies is not collected', () =>
    given(requested, ...authorised)
      .when({ type: 'end', reason: 'taken-back', ...by('service') })
      .then(
        event('PaymentClosed', { reason: 'taken-back' }),
        event('PaymentCancelled', { attemptId: first }),
      ));
});
