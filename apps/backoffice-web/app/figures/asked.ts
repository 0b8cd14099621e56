import type { BackofficePaths } from '#api-client';

/** Of which time and which office figures are asked for, as the address has it; what it does not say, the API chooses. */
export interface Asked {
  /** `2026-11-01` */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Key of an office. */
  readonly office: string | undefined;
}

/** Reads what an address asks for. */
export function askedOf(search: URLSearchParams): Asked {
  const given = (name: string): string | undefined => search.get(name) || undefined;
  return { from: given('von'), to: given('bis'), office: given('amt') };
}

type Question = NonNullable<BackofficePaths['/api/figures']['get']['parameters']['query']>;

/** The same as the API is asked. */
export function questionOf({ from, to, office }: Asked): Question {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(office !== undefined && { office }),
  };
}
