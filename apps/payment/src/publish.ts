import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { CaseAccessed } from '#commands';
import type { RecordedEvent, StateChange } from '#event-sourcing';
import type { Attempt } from './domain/attempt';
import type { OpenedPayment, Payment, PaymentEvent } from './domain/payment';
import type { Refund } from './domain/refund';

type Stored = PaymentEvent | CaseAccessed;
type Told = ContractData<`payment.${Stored['type']}`>;

/**
 * What the payment service tells the others about a stored event: ids, codes and amounts; never an account, a name or the text of an
 * item. Every event becomes exactly one.
 */
export function publish(recorded: RecordedEvent, change: StateChange<Payment> | undefined): ContractEvent {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as Stored;
  return contractEvent<`payment.${Stored['type']}`>(
    recorded,
    'payment',
    toldOf(event, recorded.streamId, change),
  );
}

function toldOf(event: Stored, orderId: string, change: StateChange<Payment> | undefined): Told {
  if (event.type === 'CaseAccessed') return event.data;
  if (change === undefined || change.after.status === 'none')
    throw new Error(`${event.type} left no payment`);
  const { after } = change;
  const payment = ofPayment(orderId, after);
  const attempt = (id: string) => ({ ...payment, ...ofAttempt(after, id) });
  const refund = (id: string) => ({ ...payment, ...ofRefund(after, id) });
  switch (event.type) {
    case 'PaymentRequested':
      return { ...payment, policy: event.data.policy, reference: event.data.reference };
    case 'PaymentClosed':
      return { ...payment, reason: event.data.reason };
    case 'PaymentReopened':
    case 'PaymentReassigned':
    case 'PaymentWrittenOff':
      return payment;
    case 'PaymentCorrected': {
      const { differenceId } = event.data;
      return { ...payment, ...(differenceId !== undefined && { differenceId }) };
    }
    case 'MethodChosen':
    case 'PaymentRedirected':
    case 'PaymentFailed':
    case 'PaymentCancelled':
    case 'PaymentExpired':
    case 'PaymentReturned':
    case 'PaymentChargedBack':
    case 'PaymentReconciled':
      return attempt(event.data.attemptId);
    case 'ProviderAnswered':
      return { ...attempt(event.data.attemptId), digest: event.data.digest };
    case 'PaymentAuthorised':
      return { ...attempt(event.data.attemptId), paidAt: event.data.mandate.signedAt };
    case 'PaymentSettled': {
      const { attemptId, receivedCents, paidAt } = event.data;
      return { ...attempt(attemptId), receivedCents, paidAt };
    }
    case 'DebitCollected': {
      const { attemptId, collectionId, dueOn } = event.data;
      const announcedFor = after.attempts.find((one) => one.attemptId === attemptId)?.mandate?.dueOn;
      return { ...attempt(attemptId), collectionId, ...(dueOn !== announcedFor && { moved: true }) };
    }
    case 'ReceiptIssued':
    case 'MandateConfirmed': {
      const { attemptId, documentId, hash } = event.data;
      return { ...attempt(attemptId), documentId, hash };
    }
    case 'PaymentDiffered':
      return { ...attempt(event.data.attemptId), differenceId: event.data.differenceId };
    case 'RefundRequested':
    case 'RefundApproved':
    case 'RefundRejected':
    case 'RefundFailed':
    case 'RefundAccountAsked':
    case 'RefundAccountReminded':
    case 'RefundAccountGiven':
      return refund(event.data.refundId);
    case 'RefundIssued':
      return { ...refund(event.data.refundId), refundedAt: event.data.refundedAt };
  }
}

function ofPayment(orderId: string, payment: OpenedPayment) {
  const { applicationId, applicantId, office, serviceKey, status, amountCents } = payment;
  return { orderId, applicationId, applicantId, office, serviceKey, payment: status, amountCents };
}

function ofAttempt({ attempts }: OpenedPayment, id: string): Pick<Attempt, 'attemptId' | 'method'> {
  const attempt = attempts.find(({ attemptId }) => attemptId === id);
  if (attempt === undefined) throw new Error('an event speaks of an attempt that was never begun');
  return { attemptId: id, method: attempt.method };
}

function ofRefund({ refunds }: OpenedPayment, id: string) {
  const refund: Refund | undefined = refunds.find(({ refundId }) => refundId === id);
  if (refund === undefined) throw new Error('an event speaks of a refund that nobody requested');
  const { attemptId, amountCents: refundCents, reason } = refund;
  return { refundId: id, attemptId, refundCents, reason };
}
