import type { Attempt } from './attempt';
import type { Instant } from './sealed';

const eightWeeksMs = 56 * 24 * 3_600_000;
const dayMs = 24 * 3_600_000;

/**
 * A direct debit can be given back for eight weeks after its day, the last day included (§ 675x(4) BGB): what is refunded before might
 * be paid twice (payment.md).
 */
export function waitsFor({ mandate, collectedFor }: Attempt, at: Instant): { readonly notBefore?: Instant } {
  if (mandate === undefined) return {};
  const notBefore = new Date(Date.parse(`${collectedFor ?? mandate.dueOn}T00:00:00Z`) + eightWeeksMs + dayMs)
    .toISOString()
    .replace('Z', '000Z');
  return notBefore <= at ? {} : { notBefore };
}
