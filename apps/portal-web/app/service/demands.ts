import type { Schema } from '#api-client';

/** A service as its page shows it. */
export type ShownService = Omit<Schema<'OfferedService'>, 'form'>;

/** Whether nobody can apply without an online ID card or its like: such services carry a sign (W2 W3, D15a). */
export function needsEid({ eidPerApplication, levelOfAssurance }: ShownService): boolean {
  return eidPerApplication === true || levelOfAssurance === 'high';
}

/** The ways in that suffice, each once, in the city's order. */
export function methodsOf({ waysIn }: ShownService): readonly ShownService['waysIn'][number]['method'][] {
  return [...new Set(waysIn.map(({ method }) => method))];
}
