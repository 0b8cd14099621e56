import type { Attempt } from './attempt';
import type { Books } from './books';
import { counts, isOutstanding } from './refund';

/** Where a payment stands, as everybody is told (`PaymentState` of the contracts). */
export type PaymentStatus =
  | 'open'
  | 'under-way'
  | 'failed'
  | 'cancelled'
  | 'authorised'
  | 'settled'
  | 'reconciled'
  | 'returned'
  | 'charged-back'
  | 'refunding'
  | 'refunded'
  | 'closed'
  | 'written-off';

/** What is owed: the order's amount less what the office has given back. Cents. */
export function owedCents({ amountCents, refunds }: Pick<Books, 'amountCents' | 'refunds'>): number {
  const givenBack = refunds.filter((refund) => refund.reason === 'request' && counts(refund));
  return amountCents - sum(givenBack);
}

/** What has come in by an attempt and is not on its way back: what a further refund may take at most. Cents. */
export function heldCents({ refunds }: Pick<Books, 'refunds'>, attempt: Attempt): number {
  if (attempt.status !== 'settled') return 0;
  // What was taken back from the city and has come again is to be given back again.
  const ofAttempt = refunds.filter(
    (refund) => refund.attemptId === attempt.attemptId && counts(refund) && refund.way !== 'return',
  );
  return (attempt.receivedCents ?? 0) - sum(ofAttempt);
}

/** The attempt by which the order is paid, or will be collected; undefined while it is not. */
export function coveringAttempt(
  books: Pick<Books, 'amountCents' | 'refunds' | 'attempts'>,
): Attempt | undefined {
  const owed = owedCents(books);
  if (owed <= 0) return undefined;
  return (
    books.attempts.find((attempt) => heldCents(books, attempt) >= owed) ??
    books.attempts.find(({ status }) => status === 'authorised')
  );
}

/**
 * Where a payment stands: the one table. What holds of the money comes before what is being tried.
 *
 * | first that holds                                   | status              |
 * | -------------------------------------------------- | ------------------- |
 * | money covers what is owed, and the books agree     | reconciled          |
 * | money covers what is owed                          | settled             |
 * | a mandate covers it                                | authorised          |
 * | the city gave up its claim                         | written-off         |
 * | money is to go back                                | refunding           |
 * | money went back, and nothing is owed               | refunded            |
 * | the order died                                     | closed              |
 * | what the last attempt came to                      | under-way, failed … |
 * | nothing was tried                                  | open                |
 */
export function standingOf(books: Books): PaymentStatus {
  const covering = coveringAttempt(books);
  if (covering?.status === 'settled') return covering.reconciled ? 'reconciled' : 'settled';
  if (covering !== undefined) return 'authorised';
  if (books.writtenOff) return 'written-off';
  if (books.refunds.some(isOutstanding)) return 'refunding';
  const isRefunded = books.refunds.some(({ status }) => status === 'issued');
  if (isRefunded && (books.ended !== undefined || owedCents(books) <= 0)) return 'refunded';
  if (books.ended !== undefined) return 'closed';
  return statusOf(books.attempts.at(-1));
}

function statusOf(attempt: Attempt | undefined): PaymentStatus {
  switch (attempt?.status) {
    case undefined:
    case 'expired':
    // Its money is not enough, or went back.
    case 'settled':
      return 'open';
    case 'chosen':
    case 'under-way':
      return 'under-way';
    case 'failed':
    case 'cancelled':
    case 'authorised':
    case 'returned':
    case 'charged-back':
      return attempt.status;
  }
}

function sum(refunds: readonly { readonly amountCents: number }[]): number {
  return refunds.reduce((total, { amountCents }) => total + amountCents, 0);
}
