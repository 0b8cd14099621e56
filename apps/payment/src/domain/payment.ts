/**
 * A payment: the fold of its events (`events.ts`). Why it stands where it stands is read in `standing.ts`.
 */
import { booked, type Books } from './books';
import type { PaymentEvent } from './events';
import { standingOf, type PaymentStatus } from './standing';

export type * from './events';
export type { Books, Difference } from './books';
export type { Ciphertext, Instant } from './sealed';

/** A payment that somebody has requested. */
export type OpenedPayment = Books & { readonly status: PaymentStatus };
export type Payment = { readonly status: 'none' } | OpenedPayment;

/**
 * The payment after one more event.
 * @throws Error for a history that the decider cannot have written.
 */
export function evolve(payment: Payment, event: PaymentEvent): Payment {
  if (event.type === 'PaymentRequested') {
    const { currency: _, ...order } = event.data;
    return standing({ ...order, entries: 1, ...none });
  }
  if (payment.status === 'none')
    throw new Error(`a payment begins with PaymentRequested, not with ${event.type}`);
  const { status: _, ...books } = payment;
  return standing(booked({ ...books, entries: books.entries + 1 }, event));
}

const none = { attempts: [], refunds: [], differences: [], papers: [], ownEntries: [] } as const;

function standing(books: Books): OpenedPayment {
  return { ...books, status: standingOf(books) };
}
