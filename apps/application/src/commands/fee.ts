import { v7 as uuidv7 } from 'uuid';
import type { Service } from '#configuration';
import { feeOf, mostCents, sumOf, taxWithin, type JsonObject } from '#forms';
import type { ProblemKind } from '#http';
import type { Instant } from '../domain/application';
import type { FeePolicy, Order, OrderItem } from '../domain/order';

/** What an order is computed from: a service in one version. */
type Charging = Pick<Service, 'key' | 'version' | 'fee' | 'form' | 'filing'>;

/** More than any payment carries. */
export const tooMuch = 'too-much';

/**
 * The order that a declaration makes; undefined where nothing is owed, or the office fixes the fee later.
 * @param data what is declared, plain
 * @param at when it is fixed
 */
export function orderOf(
  service: Charging,
  data: JsonObject,
  at: Instant,
): Order | typeof tooMuch | undefined {
  const policy = service.fee.payment;
  if (policy === 'none' || policy === 'after-review') return undefined;
  try {
    return orderOfItems(service, policy, feeOf(service.fee, service.form, data), at);
  } catch (error) {
    if (error instanceof RangeError) return tooMuch;
    throw error;
  }
}

/** The order that an office makes of what it has found to be owed. */
export function fixedOrder(
  service: Charging,
  lines: readonly (Pick<OrderItem, 'quantity' | 'unitCents'> & { readonly text: string })[],
  at: Instant,
): Order | typeof tooMuch | undefined {
  const { taxPercent = 0, accountingKey = '' } = service.fee;
  const items = lines.map(({ text, quantity, unitCents }, nth) => {
    const totalCents = quantity * unitCents;
    return {
      key: `position-${nth + 1}`,
      // In the words of the office.
      text: { de: text, en: text },
      ...{ quantity, unitCents, totalCents, taxPercent, accountingKey },
      taxCents: taxWithin(totalCents, taxPercent),
    };
  });
  return sumOf(items) > mostCents ? tooMuch : orderOfItems(service, 'after-review', items, at);
}

const hourMs = 3_600_000;
/** How long an application waits for its payment where its service says nothing of it. */
const usualHours = 72;

function orderOfItems(
  { version: configurationVersion, filing: { payWithinHours = usualHours } }: Charging,
  policy: FeePolicy,
  items: readonly OrderItem[],
  fixedAt: Instant,
): Order | undefined {
  const amountCents = sumOf(items);
  if (amountCents === 0) return undefined;
  return {
    orderId: uuidv7(),
    ...{ amountCents, currency: 'EUR', policy, items, configurationVersion, fixedAt },
    ...(policy === 'before-filing' && { payBy: hoursAfter(fixedAt, payWithinHours) }),
  };
}

function hoursAfter(at: Instant, hours: number): Instant {
  return new Date(Date.parse(at) + hours * hourMs).toISOString().replace('Z', '000Z');
}

/** What is said where it is {@link tooMuch}. */
export const feeTooHigh: ProblemKind = {
  status: 422,
  title: { de: 'Die Summe der Gebühr ist zu hoch.', en: 'The sum of the fee is too high.' },
  detail: {
    de: 'Mehr als 999.999 Euro lassen sich hier nicht bezahlen. Bitte wenden Sie sich an das zuständige Amt.',
    en: 'More than 999,999 euros cannot be paid here. Please turn to the office that is responsible.',
  },
};
