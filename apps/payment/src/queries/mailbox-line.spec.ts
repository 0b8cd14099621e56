import { fold } from '#event-sourcing/decider';
import type { RecordedEvent } from '#event-sourcing';
import { paymentLineTypes } from '#contracts';
import {
  at,
  authorised,
  chosen,
  event,
  first,
  mandate,
  owed,
  redirected,
  requested,
  settled,
} from '../../test/examples';
import { paymentDecider } from '../commands/decider';
import type { OpenedPayment, PaymentEvent } from '../domain/payment';
import type { Refund } from '../domain/refund';
import { mailboxLineOf } from './mailbox-line';
import type { OpenContent } from './payment-query';

/** Content is sealed as its JSON. */
const openJson: OpenContent = <Content>(sealed: string) => JSON.parse(sealed) as Content;

/** What the last of these events says to its citizen. */
function lineOf(history: readonly PaymentEvent[], open: OpenContent = openJson) {
  const payment = fold(paymentDecider, history) as OpenedPayment;
  const events = history.map((one, index) => ({ ...one, version: index + 1 }));
  const read = {
    ...{ id: 'order-1', payment, version: events.length, open },
    events: events as unknown as readonly RecordedEvent<PaymentEvent>[],
  };
  return mailboxLineOf(read, events.length);
}
const says = (...history: readonly PaymentEvent[]) => lineOf(history)?.text;
/** Amounts have a space that does not break. */
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

const paid = [requested, chosen(), redirected(), settled()] as const;
const debit = [requested, ...authorised] as const;
const refund = (reason: Refund['reason'] = 'request', note?: string) =>
  event('RefundRequested', {
    ...{ attemptId: first, refundId: 'r1', amountCents: owed, reason, requestedBy: 'somebody' },
    ...(note !== undefined && { note: JSON.stringify({ text: note }) }),
  });
const approved = (more: object = {}) => event('RefundApproved', { refundId: 'r1', ...more });
const issued = (way: 'provider' | 'transfer' | 'return') =>
  event('RefundIssued', { refundId: 'r1', way, refundedAt: at });
const account = JSON.stringify({ iban: 'DE02120300000000202051', holder: 'Erika' });

test('N7b the pre-notification names amount, day, mandate reference and creditor', () => {
  expect(plain(says(...debit)?.de)).toBe(
    'Am 07.12.2026 buchen wir 30,70 € von Ihrem Konto ab. Mandatsreferenz: DU-2026-000123-7-1. Gläubiger-ID: DE98ZZZ09999999999.',
  );
  expect(says(...debit)?.en).toBe(
    'On 7 December 2026 we debit €30.70 from your account. Mandate reference: DU-2026-000123-7-1. Creditor identifier: DE98ZZZ09999999999.',
  );
});

test('a debit on another day is announced again, one on its day is not', () => {
  const collected = (dueOn: string) =>
    event('DebitCollected', { attemptId: first, collectionId: 'c1', dueOn });
  expect(lineOf([...debit, collected(mandate.dueOn)])).toBeUndefined();
  expect(says(...debit, collected('2026-12-09'))?.de).toMatch(/^Am 09\.12\.2026 buchen wir /);
});

test('a returned debit says what is owed now, how it is paid, and that nothing is un-filed', () => {
  const returned = event('PaymentReturned', {
    attemptId: first,
    reasonCode: 'AC04',
    returnedOn: '2026-12-09',
  });
  expect(plain(says(...debit, returned)?.de)).toBe(
    'Ihre Bank hat die Lastschrift zurückgegeben. Damit sind 30,70 € wieder offen. Bitte bezahlen Sie die Gebühr bei Ihrem Antrag unter „Bezahlen“; dort wählen Sie auch eine andere Zahlungsart. Ihr Antrag bleibt gestellt.',
  );
  const withdrawn = event('PaymentClosed', { reason: 'withdrawn' });
  expect(says(...debit, withdrawn, returned)?.de).toBe(
    'Ihre Bank hat die Lastschrift zurückgegeben. Sie müssen nichts tun: Zu bezahlen ist nichts mehr.',
  );
  expect(says(...paid, event('PaymentChargedBack', { attemptId: first }))?.de).toMatch(
    /^Ihre Zahlung wurde zurückgebucht\. Damit sind 30,70.€ wieder offen\./,
  );
});

describe('a refund', () => {
  test('that waits for a second person says so, with the reason as it was written', () =>
    expect(plain(says(...paid, refund('request', 'Der Antrag war doppelt.'))?.de)).toBe(
      'Vorgesehen ist, Ihnen 30,70 € zu erstatten. Grund: Der Antrag war doppelt. Eine zweite Person der Stadt muss noch zustimmen; Sie lesen hier, wie entschieden wird.',
    ));
  test('that was approved by a second person, or rejected with a reason, is told', () => {
    const waits = [...paid, refund('request', 'Der Antrag war doppelt.')] as const;
    expect(plain(says(...waits, approved({ approvedBy: 'another' }))?.de)).toBe(
      'Sie bekommen 30,70 € zurück.',
    );
    expect(lineOf([...waits, approved()])).toBeUndefined();
    const note = JSON.stringify({ text: 'Der Bescheid ist ausgestellt.' });
    const rejected = event('RefundRejected', { refundId: 'r1', note });
    expect(plain(says(...waits, rejected)?.de)).toBe(
      'Die Erstattung von 30,70 € wurde abgelehnt. Grund: Der Bescheid ist ausgestellt.',
    );
  });
  test('of a debit says until when it waits', () => {
    const history = [
      ...debit,
      settled(),
      refund('withdrawn'),
      approved({ notBefore: '2027-02-01T00:00:00.000000Z' }),
    ];
    const payment = fold(paymentDecider, history) as OpenedPayment;
    const events = history.map((one, index) => ({ ...one, version: index + 1 })) as never;
    const read = { id: 'order-1', payment, version: 6, events, open: openJson };
    expect(mailboxLineOf(read, 5)?.text?.de).toContain('Das Geld kommt frühestens am 01.02.2027');
  });
  test('W16c of what came for a dead application is told by the application, until it is done', () => {
    for (const reason of ['withdrawn', 'taken-back', 'replaced', 'too-late'] as const)
      expect(lineOf([...paid, refund(reason)])).toBeUndefined();
    expect(plain(says(...paid, refund('too-late'), approved(), issued('provider'))?.de)).toBe(
      '30,70 € gehen auf dem Weg zurück, auf dem Sie bezahlt haben (Kreditkarte). Bis das Geld da ist, können einige Tage vergehen. Die Zahlung kam, als der Antrag schon zu lange abgelaufen war.',
    );
  });
  test('that is done says by which way', () => {
    const ways = (['provider', 'transfer', 'return'] as const).map(
      (way) => says(...paid, refund('twice'), approved(), issued(way))?.en,
    );
    expect(ways).toEqual([
      '€30.70 goes back the way you have paid (Credit card). It may take some days until the money is there. The fee was paid already; what came twice is yours.',
      'The treasury transfers €30.70 to you. It may take some days until the money is there. The fee was paid already; what came twice is yours.',
      'Your bank has given €30.70 back to you already; with that the refund is settled. The fee was paid already; what came twice is yours.',
    ]);
  });
});

test('who is asked for an account reads for what, and who named one which', () => {
  const waits = [...paid, refund('twice'), approved(), event('RefundFailed', { refundId: 'r1' })] as const;
  const asked = event('RefundAccountAsked', { refundId: 'r1', askedAt: at });
  expect(plain(says(...waits, asked)?.de)).toMatch(
    /^Wir überweisen Ihnen 30,70 € zurück und brauchen dafür Ihr Konto\./,
  );
  expect(says(...waits, asked, event('RefundAccountReminded', { refundId: 'r1' }))).toEqual(
    says(...waits, asked),
  );
  expect(plain(says(...waits, event('RefundAccountGiven', { refundId: 'r1', account }))?.de)).toMatch(
    /^Wir überweisen 30,70 € auf das Konto DE02 … 2051\. Wenn das nicht Ihr Konto ist/,
  );
});

test('of what was erased nothing is said, and of what is no matter of the citizen neither', () => {
  const name = JSON.stringify({ name: 'Beleg.pdf' });
  const paper = { documentId: 'd1', hash: 'h', size: 1, mediaType: 'application/pdf' };
  const receipt = event('ReceiptIssued', { attemptId: first, ...paper, name });
  expect(lineOf([...paid, receipt])).toEqual({
    reference: 'DU-2026-000123-7',
    document: {
      paymentId: 'order-1',
      documentId: 'd1',
      name: 'Beleg.pdf',
      size: 1,
      mediaType: 'application/pdf',
    },
  });
  expect(lineOf([...paid, receipt], () => undefined)).toBeUndefined();
  expect(lineOf(paid)).toBeUndefined();
  expect(lineOf([...paid, event('PaymentReconciled', { attemptId: first })])).toBeUndefined();
  expect(paymentLineTypes).toHaveLength(13);
});
