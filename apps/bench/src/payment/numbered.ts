/**
 * The payments of the benchmark: the nth of a city always has the same ids, so that the books and the provider, two processes, have the
 * same ones without telling each other.
 */

/** A city of the benchmark, with the place of its numbers among the ids. */
export interface NumberedCity {
  readonly tenant: string;
  readonly provider: string;
  readonly place: number;
}

/** Where a provider with a list is compared, where one without, and where payments are looked for. */
export const cities = {
  listed: { tenant: 'rees', provider: 'stadtpay', place: 1 },
  singly: { tenant: 'duisburg', provider: 'xbezahl', place: 2 },
  searched: { tenant: 'herford', provider: 'stadtpay', place: 3 },
} as const satisfies Record<string, NumberedCity>;

/** Every so manyth payment of a city with a list is one cent less at its provider. */
const differsEach = 10_000;

/** Euro cents, from 1 € on. */
export const amountOf = (nth: number): number => 100 + (nth % 4_000);
/** What the provider says. */
export const statedAmountOf = (nth: number): number =>
  nth % differsEach === differsEach - 1 ? amountOf(nth) - 1 : amountOf(nth);
/** How many of so many payments differ. */
export const differing = (count: number): number => Math.floor(count / differsEach);

const numbered = (what: string, { place }: NumberedCity, nth: number): string =>
  `01a20000-${what}-7000-8000-${place.toString(16).padStart(2, '0')}${nth.toString(16).padStart(10, '0')}`;

export const paymentIdOf = (city: NumberedCity, nth: number): string => numbered('aaaa', city, nth);
export const applicationIdOf = (city: NumberedCity, nth: number): string => numbered('bbbb', city, nth);
/** What the provider knows a payment by. */
export const attemptIdOf = (city: NumberedCity, nth: number): string => numbered('cccc', city, nth);
/** Which payment it is that a provider is asked about by its own id, or by that of the attempt. */
export const nthOf = (id: string): number => Number.parseInt(id.slice(-10), 16);
/** The provider's id, and the Kassenzeichen. */
export const transactionIdOf = (nth: number): string => `tx-${nth.toString(16).padStart(10, '0')}`;
export const referenceOf = (nth: number): string => `BE-2026-${String(nth).padStart(6, '0')}-X`;
