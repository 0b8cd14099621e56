import type { Attempt } from './attempt';
import type { EventOf, OrderEnd, PaymentEvent, PaymentRequested } from './events';
import type { IssuedPaper } from './paper';
import type { Refund } from './refund';

/** A difference that nobody has resolved yet. */
export type Difference = EventOf<'PaymentDiffered'>['data'];

/** What the events say, before it is asked where the payment stands. */
export interface Books extends Omit<PaymentRequested['data'], 'currency'> {
  /** How many events there are: the version of the last one. */
  readonly entries: number;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  readonly refunds: readonly Refund[];
  readonly differences: readonly Difference[];
  /** Oldest first. */
  readonly papers: readonly IssuedPaper[];
  /** Versions of the entries that the portal added by itself and that change nothing for who decides about the money. */
  readonly ownEntries: readonly number[];
  /** Why the order died; absent while it is owed. */
  readonly ended?: OrderEnd;
  readonly writtenOff?: true;
}

/** The books after one more event. @throws Error for a history that the decider cannot have written */
export function booked(books: Books, event: Exclude<PaymentEvent, PaymentRequested>): Books {
  switch (event.type) {
    case 'MethodChosen':
      return { ...books, attempts: [...books.attempts, { ...event.data, status: 'chosen' }] };
    case 'PaymentRedirected': {
      const { attemptId, transactionId, redirectUrl } = event.data;
      return withAttempt(books, attemptId, { status: 'under-way', transactionId, redirectUrl });
    }
    case 'ProviderAnswered': {
      const { attemptId, transactionId, digest } = event.data;
      return withAttempt(books, attemptId, {
        ...(transactionId !== undefined && { transactionId }),
        lastDigest: digest,
      });
    }
    case 'PaymentAuthorised':
      return withAttempt(books, event.data.attemptId, { status: 'authorised', mandate: event.data.mandate });
    case 'PaymentSettled': {
      const { attemptId, ...money } = event.data;
      return withAttempt(books, attemptId, { status: 'settled', ...money });
    }
    case 'PaymentFailed':
      return withAttempt(books, event.data.attemptId, { status: 'failed' });
    case 'PaymentCancelled':
      return withAttempt(books, event.data.attemptId, { status: 'cancelled' });
    case 'PaymentExpired':
      return withAttempt(books, event.data.attemptId, { status: 'expired' });
    case 'PaymentClosed':
      return { ...books, ended: event.data.reason };
    case 'PaymentReopened': {
      const { ended: _, ...owed } = books;
      return owed;
    }
    case 'DebitCollected': {
      const { attemptId, collectionId, dueOn: collectedFor } = event.data;
      return withAttempt(books, attemptId, { collectionId, collectedFor });
    }
    case 'PaymentReturned':
      return withAttempt(books, event.data.attemptId, { status: 'returned' });
    case 'PaymentChargedBack':
      return withAttempt(books, event.data.attemptId, { status: 'charged-back' });
    case 'RefundRequested': {
      const { note: _, ...refund } = event.data;
      return { ...books, refunds: [...books.refunds, { ...refund, status: 'requested' }] };
    }
    case 'RefundApproved': {
      const { refundId, notBefore } = event.data;
      return withRefund(books, refundId, {
        status: 'approved',
        ...(notBefore !== undefined && { notBefore }),
      });
    }
    case 'RefundRejected':
      return withRefund(books, event.data.refundId, { status: 'rejected' });
    case 'RefundIssued': {
      const { refundId, way, transferId, account } = event.data;
      return withRefund(books, refundId, {
        ...{ status: 'issued', way },
        ...(transferId !== undefined && { transferId }),
        ...(account !== undefined && { account }),
      });
    }
    case 'RefundFailed':
      return withRefund(books, event.data.refundId, { status: 'failed' });
    case 'RefundAccountAsked': {
      const { refundId, askedAt: accountAskedAt } = event.data;
      return withOwnEntry(withRefund(books, refundId, { accountAskedAt }));
    }
    case 'RefundAccountReminded':
      return withOwnEntry(withRefund(books, event.data.refundId, { accountReminded: true }));
    case 'RefundAccountGiven': {
      const { refundId, account } = event.data;
      return withRefund(books, refundId, { account });
    }
    case 'ReceiptIssued':
    case 'MandateConfirmed': {
      const kind = event.type === 'ReceiptIssued' ? 'receipt' : 'mandate-confirmation';
      return withOwnEntry({ ...books, papers: [...books.papers, { ...event.data, kind }] });
    }
    case 'PaymentReconciled':
      return withAttempt(books, event.data.attemptId, { reconciled: true });
    case 'PaymentDiffered':
      return { ...books, differences: [...books.differences, event.data] };
    case 'PaymentCorrected': {
      const { differenceId } = event.data;
      return {
        ...books,
        differences: books.differences.filter((difference) => difference.differenceId !== differenceId),
      };
    }
    case 'PaymentReassigned':
      return { ...books, ...event.data };
    case 'PaymentWrittenOff':
      return { ...books, writtenOff: true };
  }
}

/** @param books after the event, whose version is the number of entries */
function withOwnEntry(books: Books): Books {
  return { ...books, ownEntries: [...books.ownEntries, books.entries] };
}

/** The first version since which nothing has changed for who decides: a paper that the portal adds makes nothing stale. */
export function unchangedSince({ ownEntries, entries }: Pick<Books, 'ownEntries' | 'entries'>): number {
  const added = new Set(ownEntries);
  let since = entries;
  while (added.has(since)) since -= 1;
  return since;
}

function withAttempt(books: Books, attemptId: string, change: Partial<Attempt>): Books {
  if (!books.attempts.some((attempt) => attempt.attemptId === attemptId))
    throw new Error('the history is broken: it speaks of an attempt that was never begun');
  const attempts = books.attempts.map((attempt) =>
    attempt.attemptId === attemptId ? { ...attempt, ...change } : attempt,
  );
  return { ...books, attempts };
}

function withRefund(books: Books, refundId: string, change: Partial<Refund>): Books {
  if (!books.refunds.some((refund) => refund.refundId === refundId))
    throw new Error('the history is broken: it speaks of a refund that nobody requested');
  const refunds = books.refunds.map((refund) =>
    refund.refundId === refundId ? { ...refund, ...change } : refund,
  );
  return { ...books, refunds };
}
