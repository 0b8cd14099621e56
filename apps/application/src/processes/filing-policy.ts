import type { Fee } from '#tenancy';
import type { FilingStep } from '../domain/commands';

/**
 * When a submitted application counts as filed (R28, W16): the one place where the fee decides it.
 * `before-filing` is filed only once it is paid; `after-filing` and `after-review` are filed at once and paid later.
 */
export function filingStep(fee: Pick<Fee, 'payment' | 'amountCents'>): FilingStep {
  switch (fee.payment) {
    case 'before-filing':
      return { kind: 'pay-first', amountCents: fee.amountCents };
    case 'none':
    case 'after-filing':
    case 'after-review':
      return { kind: 'file-at-once' };
  }
}
