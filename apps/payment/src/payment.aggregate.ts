import { caseAccessAggregate } from '#commands';
import type { Aggregate, DueKind } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type { PaymentCommand } from './commands';
import { paymentDecider } from './commands/decider';
import { firstLookAge, isAwaited } from './domain/attempt';
import type { Payment, PaymentEvent } from './domain/payment';
import { payments } from './read-models/payments';

/**
 * A provider is to be asked how an attempt stands: soon after the last one was begun, and anew once it is known there; the handler
 * says when again (`looking.ts`).
 */
export const lookDue: DueKind<Payment> = {
  kind: 'payment-look',
  at: (payment) => {
    if (payment.status === 'none') return undefined;
    const awaited = payment.attempts.findLast(isAwaited);
    return awaited && new Date(Date.parse(awaited.chosenAt) + firstLookAge(awaited)).toISOString();
  },
};

/** Money is to be given back. */
export const refundDue: DueKind<Payment> = {
  kind: 'payment-refund',
  at: (payment, head) => {
    if (payment.status === 'none') return undefined;
    const approved = payment.refunds.filter(({ status }) => status === 'approved');
    return approved.map(({ notBefore }) => notBefore ?? head.recordedAt).sort()[0];
  },
};

/** The payment as it is stored: its stream type, its decider, the list that changes with every append, and what is due. */
export const paymentAggregate: Aggregate<Payment, PaymentCommand, PaymentEvent> = {
  streamType: 'payment',
  decider: paymentDecider,
  readModels: [payments],
  due: [lookDue, refundDue],
};

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(paymentAggregate), folding(caseAccessAggregate)];
