import { fold } from '#event-sourcing/decider';
import {
  authorised,
  chosen,
  chosenAt,
  event,
  first,
  owed,
  redirected,
  requested,
  second,
  settled,
} from '../test/examples';
import { paymentDecider } from './commands/decider';
import type { PaymentEvent } from './domain/payment';
import { lookDue, refundDue } from './payment.aggregate';

const recordedAt = '2026-11-20T10:00:00.000000Z';
const dueAt = (kind: typeof lookDue, ...history: readonly PaymentEvent[]) =>
  kind.at(fold(paymentDecider, history), {
    ...{ tenant: 'duisburg', streamId: 'order', version: history.length, recordedAt },
  });
const secondsAfterChoice = (at: string | undefined) => at && (Date.parse(at) - Date.parse(chosenAt)) / 1_000;

describe('a provider is to be asked', () => {
  test('half a minute after the beginning, and soon after it is known there', () => {
    expect(secondsAfterChoice(dueAt(lookDue, requested, chosen()))).toBe(30);
    expect(secondsAfterChoice(dueAt(lookDue, requested, chosen(), redirected()))).toBe(5);
  });
  test('anew for a second attempt, and no more once nothing is awaited', () => {
    expect(secondsAfterChoice(dueAt(lookDue, requested, chosen(), redirected(), chosen(second)))).toBe(30);
    expect(dueAt(lookDue, requested)).toBeUndefined();
    expect(dueAt(lookDue, requested, chosen(), redirected(), settled())).toBeUndefined();
    // The bank is asked by nobody.
    expect(dueAt(lookDue, requested, ...authorised)).toBeUndefined();
  });
});

describe('money is to be given back', () => {
  const asked = event('RefundRequested', {
    ...{
      refundId: 'r1',
      attemptId: first,
      amountCents: owed,
      reason: 'withdrawn',
      requestedBy: 'service:application',
    },
  });
  const approved = (notBefore?: string) =>
    event('RefundApproved', { refundId: 'r1', ...(notBefore !== undefined && { notBefore }) });
  const paid = [requested, chosen(), redirected(), settled()] as const;

  test('once it is approved, at once or when its time has come', () => {
    expect(dueAt(refundDue, ...paid, asked)).toBeUndefined();
    expect(dueAt(refundDue, ...paid, asked, approved())).toBe(recordedAt);
    const later = '2027-02-01T00:00:00.000000Z';
    expect(dueAt(refundDue, ...paid, asked, approved(later))).toBe(later);
  });
  test('and no more once it is on its way', () => {
    const issued = event('RefundIssued', { refundId: 'r1', way: 'provider', refundedAt: recordedAt });
    expect(dueAt(refundDue, ...paid, asked, approved(), issued)).toBeUndefined();
  });
});
