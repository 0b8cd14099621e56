import { caseAccessAggregate } from '#commands';
import { boundRow } from '#documents';
import type { Aggregate, DueKind } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type { PaymentCommand } from './commands';
import { paymentDecider } from './commands/decider';
import { firstLookAge, isAwaited, isDebit } from './domain/attempt';
import { missingPapers } from './domain/paper';
import type { Payment, PaymentEvent } from './domain/payment';
import { accountDueAt } from './domain/refund';
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

/** A receipt, or the confirmation of a mandate, is to be made: at once, but not by who pays. */
export const papersDue: DueKind<Payment> = {
  kind: 'payment-papers',
  at: (payment, head) =>
    payment.status === 'none' || missingPapers(payment).length === 0 ? undefined : head.recordedAt,
};

/** Somebody is to be asked where their money goes, or reminded of that. */
export const accountDue: DueKind<Payment> = {
  kind: 'refund-account',
  at: (payment, head) => {
    if (payment.status === 'none') return undefined;
    return payment.refunds
      .flatMap((refund) => accountDueAt(refund, isDebit(payment, refund), head.recordedAt) ?? [])
      .sort()[0];
  },
};

/** The payment as it is stored: its stream type, its decider, the list that changes with every append, and what is due. */
export const paymentAggregate: Aggregate<Payment, PaymentCommand, PaymentEvent> = {
  streamType: 'payment',
  decider: paymentDecider,
  readModels: [payments],
  due: [lookDue, refundDue, papersDue, accountDue],
  besides: (command, events) => ('binds' in command && events.length > 0 ? command.binds.map(boundRow) : []),
};

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(paymentAggregate), folding(caseAccessAggregate)];
