import { caseLabel, statuses } from '#contracts';
import type { Language } from '#pages';

/** A status as a filter names it. */
export interface NamedStatus {
  readonly key: string;
  readonly label: string;
}

/** Every status with the word for it; read on the server alone, for browsers have no use for the contracts. */
export const statusesIn = (language: Language): readonly NamedStatus[] =>
  statuses.map((key) => ({ key, label: caseLabel({ status: key }, language) }));
