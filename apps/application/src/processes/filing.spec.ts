import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  expiresAt,
  filingDecider,
  newsAt,
  remindAt,
  tellOf,
  type FilingCommand,
  type FilingEvent,
  type FollowedOrder,
  type PaymentNews,
} from './filing';

const { given } = deciderSpec(filingDecider);

const matter = {
  applicationId: '0197a3c2-0000-7000-8000-0000000000a1',
  applicantId: '0197a3c2-0000-7000-8000-00000000000a',
  office: 'buergerservice',
  amountCents: 3070,
};
const at = '2026-11-20T15:00:00.000000Z';
const payBy = '2026-11-23T15:00:00.000000Z';
const paidAt = '2026-11-21T09:00:00.000000Z';
const awaiting: FollowedOrder = { ...matter, policy: 'before-filing', payBy, standing: 'awaiting' };
const follow = (order: Partial<FollowedOrder> = {}, news?: PaymentNews, when = at): FilingCommand => ({
  type: 'follow',
  order: { ...awaiting, ...order },
  ...(news && { news }),
  at: when,
});
const look = (when: string): FilingCommand => ({ type: 'look', at: when });

const began: FilingEvent = {
  type: 'FilingBegan',
  data: { ...matter, policy: 'before-filing', begunAt: at, payBy },
};
const settled: PaymentNews = { payment: 'settled', paidAt, paymentVersion: 4 };
const followed = (payment: PaymentNews['payment'], more: object, followedAt = at): FilingEvent =>
  ({
    type: 'PaymentFollowed',
    data: { ...matter, payment, paymentVersion: 4, followedAt, ...more },
  }) as FilingEvent;
const paid = followed('settled', { paidAt });
const reached: FilingEvent = { type: 'FilingReached', data: { ...matter, reachedAt: at } };
const ended = (reason: 'withdrawn' | 'taken-back' | 'expired' | 'replaced', endedAt = at): FilingEvent => ({
  type: 'FilingEnded',
  data: { ...matter, reason, endedAt },
});
const refundAsked = (
  reason: 'withdrawn' | 'taken-back' | 'replaced' | 'too-late',
  askedAt = at,
): FilingEvent => ({
  type: 'RefundAsked',
  data: { ...matter, reason, askedAt },
});
const tells = (...events: readonly FilingEvent[]) => tellOf(fold(filingDecider, events));

describe('an order that nobody has paid', () => {
  test('is followed from the first word of it', () => given().when(follow()).then(began));
  test('is followed once', () => given(began).when(follow()).thenNothing());
  test('is followed also where the payment is heard of first', () =>
    given().when(follow({}, settled)).then(began, paid));
  test('is reminded of once, at half of its time', () => {
    expect(remindAt(fold(filingDecider, [began]))).toBe('2026-11-22T03:00:00.000000Z');
    const remindedAt = '2026-11-22T03:00:01.000000Z';
    const reminded: FilingEvent = { type: 'FilingReminded', data: { ...matter, remindedAt } };
    given(began).when(look(remindedAt)).then(reminded);
    given(began, reminded).when(look(remindedAt)).thenNothing();
    expect(tells(began, reminded)).toEqual({ payment: 'open', remind: true });
  });
  test('dies when its time is over, and not before', () => {
    expect(expiresAt(fold(filingDecider, [began]))).toBe(payBy);
    given(began).when(look('2026-11-22T02:59:59.000000Z')).thenNothing();
    given(began).when(look(payBy)).then(ended('expired', payBy));
    expect(tells(began, ended('expired'))).toEqual({ payment: 'open', expired: true });
  });
  test('dies with its application', () => {
    for (const standing of ['withdrawn', 'taken-back', 'replaced'] as const) {
      given(began).when(follow({ standing })).then(ended(standing));
      given(began, ended(standing)).when(follow({ standing })).thenNothing();
      given(began, ended('expired')).when(follow({ standing })).then(ended(standing));
    }
  });
  test('of what is filed already stays owed', () => {
    const owed = { policy: 'after-filing', standing: 'filed' } as const;
    const { payBy: _, ...without } = awaiting;
    const begins: FilingEvent = {
      type: 'FilingBegan',
      data: { ...matter, policy: 'after-filing', begunAt: at },
    };
    given()
      .when({ type: 'follow', order: { ...without, ...owed }, at })
      .then(begins, reached);
    expect(expiresAt(fold(filingDecider, [begins, reached]))).toBeUndefined();
    expect(remindAt(fold(filingDecider, [begins, reached]))).toBe('2026-12-04T15:00:00.000000Z');
  });
});

describe('an order that is paid', () => {
  test('W16c lets its application be filed, as of the time of the provider', () => {
    given(began).when(follow({}, settled)).then(paid);
    expect(tells(began, paid)).toEqual({ payment: 'settled', paidAt });
  });
  test('neither dies nor is reminded of, whether it is filed already or not', () => {
    for (const history of [
      [began, paid],
      [began, paid, reached],
      [began, reached, paid],
    ])
      given(...history)
        .when(look('2027-01-01T00:00:00.000000Z'))
        .thenNothing();
  });
  test('is over for the filing once the application is filed', () => {
    given(began, paid)
      .when(follow({ standing: 'filed' }))
      .then(reached);
    given(began, paid, reached)
      .when(follow({ standing: 'filed' }))
      .thenNothing();
  });
  test('twice was paid the first time', () =>
    given(began, paid, reached)
      .when(
        follow(
          { standing: 'filed' },
          { payment: 'refunding', paidAt: '2026-11-22T09:00:00Z', paymentVersion: 6 },
        ),
      )
      .then(followed('refunding', { paidAt, paymentVersion: 6 })));
  test('by what is heard of too late changes nothing', () =>
    given(began, paid)
      .when(follow({}, { payment: 'failed', paymentVersion: 3 }))
      .thenNothing());
  test('stays filed when its money goes back: that opens a claim (payment.md)', () =>
    given(began, paid, reached)
      .when(follow({ standing: 'filed' }, { payment: 'returned', paymentVersion: 9 }))
      .then(followed('returned', { paidAt, paymentVersion: 9 })));
  test('whose application was given up before it was filed is paid back', () =>
    given(began, paid)
      .when(follow({ standing: 'withdrawn' }))
      .then(ended('withdrawn'), refundAsked('withdrawn')));
});

describe('money for a dead order', () => {
  test('goes back, with the reason', () => {
    for (const reason of ['withdrawn', 'taken-back', 'replaced'] as const) {
      given(began, ended(reason))
        .when(follow({ standing: reason }, settled))
        .then(paid, refundAsked(reason));
      expect(tells(began, ended(reason), paid, refundAsked(reason))).toEqual({
        payment: 'settled',
        refund: reason,
      });
    }
  });
  test('is asked back once', () =>
    given(began, ended('withdrawn'), paid, refundAsked('withdrawn'))
      .when(follow({ standing: 'withdrawn' }, { ...settled, paymentVersion: 5 }))
      .thenNothing());
  test('that somebody pays once more after that is asked back, too', () => {
    const gone = followed('refunded', { paidAt, paymentVersion: 6 });
    const more = followed('settled', { paidAt, paymentVersion: 7 });
    given(began, ended('withdrawn'), paid, refundAsked('withdrawn'), gone)
      .when(follow({ standing: 'withdrawn' }, { ...settled, paymentVersion: 7 }))
      .then(more, refundAsked('withdrawn'));
  });
  test('is not what a mandate promises: nobody reads of a refund of what was never paid', () => {
    const mandate: PaymentNews = { payment: 'authorised', paidAt, byMandate: true, paymentVersion: 4 };
    const promised = followed('authorised', { paidAt, byMandate: true });
    given(began)
      .when(follow({ standing: 'withdrawn' }, mandate))
      .then(promised, ended('withdrawn'));
    // Collected all the same, because the bank had been told already.
    const collected = followed('settled', { paidAt, paymentVersion: 8 });
    given(began, promised, ended('withdrawn'))
      .when(follow({ standing: 'withdrawn' }, { ...settled, paymentVersion: 8 }))
      .then(collected, refundAsked('withdrawn'));
  });
  test('within 30 days after it expired lets it stand again', () => {
    const revivedAt = '2026-12-20T15:00:00.000000Z';
    const revived: FilingEvent = { type: 'FilingRevived', data: { ...matter, revivedAt } };
    const late = followed('settled', { paidAt }, revivedAt);
    given(began, ended('expired'))
      .when(follow({ standing: 'expired' }, settled, revivedAt))
      .then(late, revived);
    expect(tells(began, ended('expired'), late, revived)).toEqual({ payment: 'settled', paidAt });
    // How the application stands until it has heard of that.
    given(began, ended('expired'), late, revived)
      .when(follow({ standing: 'expired' }))
      .thenNothing();
    given(began, ended('expired'), late, revived)
      .when(follow({ standing: 'filed' }))
      .then(reached);
  });
  test('later than that goes back', () => {
    const askedAt = '2026-12-20T15:00:00.001000Z';
    const late = followed('settled', { paidAt }, askedAt);
    given(began, ended('expired'))
      .when(follow({ standing: 'expired' }, settled, askedAt))
      .then(late, refundAsked('too-late', askedAt));
    expect(tells(began, ended('expired'), late, refundAsked('too-late'))).toEqual({
      payment: 'settled',
      expired: true,
      refund: 'too-late',
    });
  });
  test('is not what a mandate is: that dies with its order', () =>
    given(began, ended('expired'))
      .when(
        follow(
          { standing: 'expired' },
          { payment: 'authorised', paidAt, byMandate: true, paymentVersion: 4 },
        ),
      )
      .then(followed('authorised', {})));
});

test('an attempt that begins is news only after one that failed', () => {
  const begun: PaymentNews = { payment: 'under-way', paymentVersion: 2 };
  given(began).when(follow({}, begun)).thenNothing();
  const failed = followed('failed', { paymentVersion: 3 });
  given(began, failed)
    .when(follow({}, { ...begun, paymentVersion: 4 }))
    .then(followed('open', { paymentVersion: 4 }));
});

test('each news is due at another time, also where the clock stands still', () => {
  const one = fold(filingDecider, [began, followed('failed', { paymentVersion: 2 })]);
  const two = fold(filingDecider, [began, followed('failed', { paymentVersion: 2 }), ended('expired')]);
  expect([newsAt(one), newsAt(two)]).toEqual([at, '2026-11-20T15:00:00.000001Z']);
});
