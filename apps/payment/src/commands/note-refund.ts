import type { BankAccount } from './bank-account';
import { sealedAs } from './facts';
import type { Instant } from '../domain/payment';
import { plausibleTime } from '../domain/provider-time';
import type { RefundWay } from '../domain/refund';
import { command } from './command';

/** What became of a refund: done by the provider or by a transfer of the treasury, or that the provider does not do it. */
export class NoteRefundInput {
  readonly refundId!: string;
  readonly outcome!:
    | {
        readonly kind: 'issued';
        readonly way: Exclude<RefundWay, 'return'>;
        readonly refundedAt?: Instant;
        readonly digest?: string;
        readonly transferId?: string;
        readonly account?: BankAccount;
      }
    | { readonly kind: 'failed'; readonly digest?: string };
}

/** Notes that money went back. What a provider refuses is transferred by the treasury (pain.001). */
export const noteRefund = command({
  name: 'note-refund',
  summary: 'Notes what became of a refund',
  roles: ['service'],
  input: NoteRefundInput,
  ownRoute: true,
  async prepare({ input: { refundId, outcome }, facts }) {
    const account = outcome.kind === 'issued' ? outcome.account : undefined;
    return {
      ...{ refundId, outcome },
      ...(account !== undefined && { account: await facts.seal(account, sealedAs.refundAccount(refundId)) }),
    };
  },

  decide(payment, { refundId, outcome, account, at }) {
    const refund = payment.refunds.find((one) => one.refundId === refundId);
    if (refund === undefined) throw new Error('a refund was carried out that nobody requested');
    const digest = outcome.digest === undefined ? {} : { digest: outcome.digest };
    if (outcome.kind === 'failed')
      return refund.status === 'approved' ? [{ type: 'RefundFailed', data: { refundId, ...digest } }] : [];
    if (refund.status !== 'approved' && refund.status !== 'failed') return [];
    const { way, transferId } = outcome;
    const attempt = payment.attempts.find(({ attemptId }) => attemptId === refund.attemptId);
    const refundedAt = plausibleTime(outcome.refundedAt, attempt?.chosenAt ?? payment.fixedAt, at);
    const to = {
      ...(transferId !== undefined && { transferId }),
      ...(account !== undefined && { account }),
    };
    return [{ type: 'RefundIssued', data: { refundId, way, refundedAt, ...to, ...digest } }];
  },

  history: {
    RefundIssued: {
      says: { de: 'Erstattet', en: 'Refunded' },
      facts: ({ refundId, way, refundedAt }) => ({ refundId, way, refundedAt }),
    },
    RefundFailed: {
      says: {
        de: 'Der Zahlungsanbieter erstattet nicht; die Kasse überweist',
        en: 'The provider does not refund; the treasury transfers it',
      },
      facts: ({ refundId }) => ({ refundId }),
      onlyForStaff: true,
    },
  },
});
