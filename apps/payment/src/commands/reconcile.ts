import type { PaymentEvent } from '../domain/payment';
import { counts } from '../domain/refund';
import type { ListedTransaction } from '../providers/provider';
import { command } from './command';

/** What the other side has of an attempt: by its list, or by a look, which does not tell what was given back. */
export type Listed = Pick<ListedTransaction, 'status' | 'amountCents'> &
  Partial<Pick<ListedTransaction, 'refundedCents'>>;

/** `undefined`: the other side has nothing of it. */
export class ReconcileInput {
  readonly attemptId!: string;
  readonly listed: Listed | undefined;
}

/** Compares what our books say of an attempt with the other side's. Where they agree it is reconciled (R28c); a difference is a row for a person. */
export const reconcile = command({
  name: 'reconcile',
  summary: 'Compares an attempt with the provider’s books',
  roles: ['service'],
  input: ReconcileInput,
  ownRoute: true,
  prepare: ({ input: { attemptId, listed }, facts }) => ({ attemptId, listed, differenceId: facts.newId() }),

  decide(payment, { attemptId, listed, differenceId }): readonly PaymentEvent[] {
    const attempt = payment.attempts.find((one) => one.attemptId === attemptId);
    if (attempt === undefined) throw new Error('an attempt is reconciled that was never begun');
    const differs = (
      kind: 'amount' | 'status' | 'missing-there' | 'refund',
      statedCents?: number,
    ): readonly PaymentEvent[] =>
      payment.differences.some((one) => one.attemptId === attemptId && one.kind === kind)
        ? []
        : [
            {
              type: 'PaymentDiffered',
              data: { attemptId, differenceId, kind, ...(statedCents !== undefined && { statedCents }) },
            },
          ];

    if (attempt.status !== 'settled')
      return listed?.status === 'paid' ? differs('status', listed.amountCents) : [];
    if (listed === undefined) return differs('missing-there');
    if (listed.status !== 'paid') return differs('status');
    if (listed.amountCents !== attempt.receivedCents) return differs('amount', listed.amountCents);
    const { refundedCents } = listed;
    const refunds = payment.refunds.filter((refund) => refund.attemptId === attemptId && counts(refund));
    const issued = sum(refunds.filter(({ status, way }) => status === 'issued' && way === 'provider'));
    // What is on its way may have arrived there and not been heard of here.
    if (refundedCents !== undefined && (refundedCents < issued || refundedCents > sum(refunds)))
      return differs('refund', refundedCents);
    return attempt.reconciled ? [] : [{ type: 'PaymentReconciled', data: { attemptId } }];
  },

  history: {
    PaymentReconciled: { says: { de: 'Zahlung abgeglichen', en: 'Payment reconciled' } },
  },
});

function sum(refunds: readonly { readonly amountCents: number }[]): number {
  return refunds.reduce((total, { amountCents }) => total + amountCents, 0);
}
