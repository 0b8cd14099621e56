/** What has to happen between submitting and filing. */
export type FilingStep =
  { readonly kind: 'file-at-once' } | { readonly kind: 'pay-first'; readonly amountCents: number };

/** What a service's configuration says about its fee. */
export interface FeePolicy {
  /** Euro cents. */
  readonly amountCents: number;
  readonly payment: 'none' | 'before-filing' | 'after-filing' | 'after-review';
}

/**
 * When a submitted application counts as filed (R28, W16): the one place where the fee decides it.
 * `before-filing` is filed only once it is paid; `after-filing` and `after-review` are filed at once and paid later.
 */
export function filingStep(fee: FeePolicy): FilingStep {
  switch (fee.payment) {
    case 'before-filing':
      return { kind: 'pay-first', amountCents: fee.amountCents };
    case 'none':
    case 'after-filing':
    case 'after-review':
      return { kind: 'file-at-once' };
  }
}
