import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import { authorised, by, chosen, event, first, redirected, requested, settled } from '../../test/examples';
import type { PaymentCommand } from '../commands';
import { paymentDecider } from '../commands/decider';
import { missingPapers } from './paper';
import type { PaymentEvent } from './payment';

const { given } = deciderSpec(paymentDecider);

const kept = { hash: 'hash', size: 10, mediaType: 'application/pdf', name: 'sealed' };
const paper = { attemptId: first, documentId: 'document', ...kept };
const receipt = event('ReceiptIssued', paper);
const confirmation = event('MandateConfirmed', paper);
const paid = [requested, chosen(), redirected(), settled()] as const;

const missing = (...history: readonly PaymentEvent[]) => {
  const payment = fold(paymentDecider, history);
  return payment.status === 'none' ? [] : missingPapers(payment).map(({ kind }) => kind);
};
/** The papers were made by somebody who had read the payment before. */
const make = (kind: 'receipt' | 'mandate-confirmation'): PaymentCommand => ({
  type: 'make-papers',
  binds: [
    {
      id: 'document',
      version: 1,
      kind,
      attemptId: first,
      ...kept,
    },
  ],
  ...by('service'),
});

test('money has a receipt, a mandate has a confirmation, each once', () => {
  expect(missing(requested, chosen(), redirected())).toEqual([]);
  expect(missing(...paid)).toEqual(['receipt']);
  expect(missing(...paid, receipt)).toEqual([]);
  expect(missing(requested, ...authorised)).toEqual(['mandate-confirmation']);
  expect(missing(requested, ...authorised, confirmation)).toEqual([]);
  expect(missing(requested, ...authorised, confirmation, settled())).toEqual(['receipt']);
});

test('what was taken back has no receipt: it would say what is not so', () => {
  expect(missing(...paid, event('PaymentChargedBack', { attemptId: first }))).toEqual([]);
  const returned = event('PaymentReturned', {
    attemptId: first,
    reasonCode: 'AM04',
    returnedOn: '2026-12-08',
  });
  expect(missing(requested, ...authorised, returned)).toEqual([]);
});

test('a receipt is issued once, however many have made it', () => {
  given(...paid)
    .when(make('receipt'))
    .then(receipt);
  given(...paid, receipt)
    .when(make('receipt'))
    .thenNothing();
  given(requested, ...authorised, confirmation)
    .when(make('mandate-confirmation'))
    .thenNothing();
});

test('nor for money that was taken back while it was being made', () =>
  given(...paid, event('PaymentChargedBack', { attemptId: first }))
    .when(make('receipt'))
    .thenNothing());
