import type { Attempt } from './attempt';
import type { EventOf } from './events';

export type PaperKind = 'receipt' | 'mandate-confirmation';

/** A document that the portal makes of what became of an attempt. */
export interface Paper {
  readonly kind: PaperKind;
  readonly attemptId: string;
}

/** A paper as it was made. */
export type IssuedPaper = EventOf<'ReceiptIssued'>['data'] & { readonly kind: PaperKind };

/**
 * The papers that a payment has to have and that are not made yet: the receipt for what came in, the confirmation of a mandate. What
 * was taken back before has none: it would say what is not so.
 */
export function missingPapers({
  attempts,
  papers,
}: {
  readonly attempts: readonly Attempt[];
  readonly papers: readonly IssuedPaper[];
}): readonly Paper[] {
  return attempts
    .flatMap(wanted)
    .filter(({ kind, attemptId }) => !papers.some((one) => one.kind === kind && one.attemptId === attemptId));
}

function wanted({ attemptId, status, mandate }: Attempt): readonly Paper[] {
  const stands = status === 'authorised' || status === 'settled';
  return [
    ...(stands && mandate !== undefined ? [{ kind: 'mandate-confirmation', attemptId } as const] : []),
    ...(status === 'settled' ? [{ kind: 'receipt', attemptId } as const] : []),
  ];
}
