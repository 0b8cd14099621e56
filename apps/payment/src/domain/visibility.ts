import type { OpenedPayment, Payment } from './payment';

/** Who wants to see or do something. */
export interface Viewer {
  readonly personId: string;
  readonly role: 'citizen' | 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'service';
  /** The person on whose behalf somebody else is there. */
  readonly actingFor?: string;
  readonly offices: readonly string[];
}

/**
 * Whether a payment exists for somebody: a person's own, an office's own once it is its matter, all of a city for its treasury and its
 * auditors.
 * The application service opens it.
 */
export function isVisibleTo({ role, personId, actingFor, offices }: Viewer, payment: Payment): boolean {
  if (role === 'service') return true;
  if (payment.status === 'none') return false;
  switch (role) {
    case 'citizen':
      return payment.applicantId === (actingFor ?? personId);
    case 'caseworker':
    case 'head-of-office':
      return offices.includes(payment.office) && isOfficesMatter(payment);
    case 'treasury':
    case 'auditor':
      return true;
  }
}

/**
 * Whether an office has to do with it: not before its application can be filed (D9), which what is paid before filing is only once money
 * or a mandate has come.
 */
export function isOfficesMatter({ policy, attempts }: Pick<OpenedPayment, 'policy' | 'attempts'>): boolean {
  if (policy !== 'before-filing') return true;
  return attempts.some(({ paidAt, mandate }) => paidAt !== undefined || mandate !== undefined);
}
