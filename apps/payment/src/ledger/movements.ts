import type { RecordedEvent } from '#event-sourcing';
import type { OrderItem } from '#contracts';
import type { Method, Attempt } from '../domain/attempt';
import { evolve, type Payment, type PaymentEvent } from '../domain/payment';

/** Money that came in or went out, as one event booked it. */
export interface Movement {
  /** Of the event, UTC, ISO 8601: what is in an export stays in it. */
  readonly bookedAt: string;
  /** As of when the money moved, where that is known. */
  readonly valueAt: string;
  readonly kind: 'in' | 'returned' | 'charged-back' | 'refund';
  readonly reference: string;
  readonly office: string;
  readonly serviceKey: string;
  readonly method: Method;
  /** Kassenzeichen. */
  readonly transactionReference?: string;
  /** More than 0 for what came in, less for what went out. */
  readonly amountCents: number;
}

/** Every movement of a payment, oldest first: of its events alone. */
export function movementsOf(events: readonly RecordedEvent<PaymentEvent>[]): readonly Movement[] {
  let before: Payment = { status: 'none' };
  return events.flatMap((event) => {
    const after: Payment = evolve(before, event);
    const known = before;
    before = after;
    if (after.status === 'none' || known.status === 'none') return [];
    const { reference, office, serviceKey } = after;
    const moved = (
      attemptId: string,
      kind: Movement['kind'],
      amountOf: (attempt: Attempt) => number,
      valueAt = event.recordedAt,
    ): Movement[] => {
      const attempt = after.attempts.find((one) => one.attemptId === attemptId);
      if (attempt === undefined) return [];
      const { method, transactionReference } = attempt;
      return [
        {
          ...{ bookedAt: event.recordedAt, valueAt, kind, reference, office, serviceKey, method },
          ...(transactionReference !== undefined && { transactionReference }),
          amountCents: amountOf(attempt),
        },
      ];
    };
    const taken = ({ receivedCents = 0 }: Attempt) => -receivedCents;
    switch (event.type) {
      case 'PaymentSettled':
        return moved(event.data.attemptId, 'in', () => event.data.receivedCents, event.data.paidAt);
      case 'PaymentReturned':
        return moved(event.data.attemptId, 'returned', taken);
      case 'PaymentChargedBack':
        return moved(event.data.attemptId, 'charged-back', taken);
      case 'RefundIssued': {
        const refund = after.refunds.find(({ refundId }) => refundId === event.data.refundId);
        // What the bank had given back already is the return's own movement.
        if (refund === undefined || event.data.way === 'return') return [];
        return moved(refund.attemptId, 'refund', () => -refund.amountCents, event.data.refundedAt);
      }
      case 'PaymentRequested':
      case 'MethodChosen':
      case 'PaymentRedirected':
      case 'ProviderAnswered':
      case 'PaymentAuthorised':
      case 'PaymentFailed':
      case 'PaymentCancelled':
      case 'PaymentExpired':
      case 'PaymentClosed':
      case 'PaymentReopened':
      case 'DebitCollected':
      case 'RefundRequested':
      case 'RefundApproved':
      case 'RefundRejected':
      case 'RefundFailed':
      case 'RefundAccountAsked':
      case 'RefundAccountReminded':
      case 'RefundAccountGiven':
      case 'ReceiptIssued':
      case 'MandateConfirmed':
      case 'PaymentReconciled':
      case 'PaymentDiffered':
      case 'PaymentCorrected':
      case 'PaymentReassigned':
      case 'PaymentWrittenOff':
        return [];
    }
  });
}

/** A part of a movement, where it is booked. */
export interface Share {
  readonly accountingKey: string;
  readonly amountCents: number;
}

/**
 * What of an amount goes to which accounting key, as the items of its order share it; cents that do not divide go to the first. The
 * parts are the amount, always.
 */
export function sharesOf(
  amountCents: number,
  items: readonly Pick<OrderItem, 'accountingKey' | 'totalCents'>[],
): readonly Share[] {
  const totals = new Map<string, number>();
  for (const { accountingKey, totalCents } of items)
    totals.set(accountingKey, (totals.get(accountingKey) ?? 0) + totalCents);
  const sum = [...totals.values()].reduce((total, one) => total + one, 0);
  if (sum <= 0) return [{ accountingKey: [...totals.keys()][0] ?? '', amountCents }];
  let left = BigInt(amountCents);
  const shares = [...totals].map(([accountingKey, total]) => {
    const share = (BigInt(amountCents) * BigInt(total)) / BigInt(sum);
    left -= share;
    return { accountingKey, amountCents: Number(share) };
  });
  return shares
    .map((share, index) =>
      index === 0 ? { ...share, amountCents: share.amountCents + Number(left) } : share,
    )
    .filter((share) => share.amountCents !== 0);
}
