import type { Fee, PaymentMethodKey, PaymentSettings } from './types';

/** A method that is offered. */
export interface OfferedPaymentMethod {
  readonly method: PaymentMethodKey;
  readonly provider?: string;
}

/** What the methods of a city depend on (D23a). */
export interface ToBePaid {
  readonly serviceKey: string;
  readonly amountCents: number;
  readonly renderedAtOnce: boolean;
}

/**
 * The methods by which something can be paid in a city on a day, in its order (D23a D23b W16a R20 N7a).
 * @param day in Europe/Berlin
 */
export function offeredPaymentMethods(
  settings: PaymentSettings | undefined,
  { serviceKey, amountCents, renderedAtOnce }: ToBePaid,
  day: string,
): readonly OfferedPaymentMethod[] {
  return (settings?.methods ?? [])
    .filter(
      (method) =>
        (method.validFrom ?? day) <= day &&
        day <= (method.validUntil ?? day) &&
        (method.minCents ?? 0) <= amountCents &&
        amountCents <= (method.maxCents ?? Infinity) &&
        (method.services === undefined || method.services.includes(serviceKey)) &&
        (method.renderedAtOnce === undefined || method.renderedAtOnce === renderedAtOnce),
    )
    .map(({ key, provider }) => ({ method: key, ...(provider !== undefined && { provider }) }));
}

/** What people read of a fee before they fill anything in (R21). */
export interface ShownFee extends Pick<Fee, 'amountCents' | 'payment' | 'note'> {
  /** The amount depends on what is filled in: it is the least. */
  readonly byForm: boolean;
}

/** A fee as people read it; by what rules it is computed is no page's matter. */
export function shownFee({ amountCents, payment, note, items, waivers }: Fee): ShownFee {
  const byForm = items !== undefined || waivers !== undefined;
  return { amountCents, payment, ...(note !== undefined && { note }), byForm };
}
