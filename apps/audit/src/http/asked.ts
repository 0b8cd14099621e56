import type { ServiceToken } from '#auth';
import { caseLabel, paymentStates, statuses } from '#contracts';
import { Problem, type Language } from '#http';
import type { Auditor } from '../queries/case-replay';

/** How a case is named in an address. */
export const caseId = {
  name: 'id',
  description: 'Id of the application, or its reference.',
  example: 'DU-2026-000123-7',
} as const;

/** @throws Problem `malformed-parameter` for what is neither an id nor a reference. */
export function caseName(id: string): string {
  const name = id.trim();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) return name.toLowerCase();
  if (/^[a-z]{1,4}-\d{4}-\d{6,9}-[0-9a-z]$/i.test(name)) return name.toUpperCase();
  throw new Problem('malformed-parameter', { parameter: 'id' });
}

/** Who asks. */
export function auditor({ tenant, sub }: ServiceToken): Auditor {
  return { tenant, personId: sub };
}

/** The codes are those of contract events, which were checked when they came in. Those of a newer release may be others. */
export function inCodes<Dto>(told: Promise<object>): Promise<Dto> {
  return told as Promise<Dto>;
}

/** What people read of where a case stands; undefined for a status of a newer release. */
export function labelOf(
  state: { readonly status: string | null; readonly payment: string | null },
  language: Language,
): string | undefined {
  const status = statuses.find((code) => code === state.status);
  // A payment of a newer release is shown as if nothing were owed.
  const payment = paymentStates.find((code) => code === state.payment);
  return status && caseLabel({ status, payment }, language);
}
