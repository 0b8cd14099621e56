import type { Service } from '#configuration';
import type { JsonObject } from '#forms';
import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../domain/application';
import type { FeePolicy, Order, OrderItem } from '../domain/order';

/**
 * What is owed for a declaration, line by line: the one place that says so. Nothing where the service is free, or where its office
 * fixes the fee later.
 * @param form what is declared, plain
 */
export function orderItemsOf(
  service: Pick<Service, 'key' | 'title' | 'fee'>,
  _form: JsonObject,
): readonly OrderItem[] {
  const { amountCents, payment } = service.fee;
  if (payment === 'none' || payment === 'after-review') return [];
  return [oneItem({ key: service.key, text: service.title, quantity: 1, unitCents: amountCents })];
}

/** An item on which no tax is due, booked under its service. */
export function oneItem({
  key,
  text,
  quantity,
  unitCents,
  accountingKey = key,
}: Pick<OrderItem, 'key' | 'text' | 'quantity' | 'unitCents'> &
  Partial<Pick<OrderItem, 'accountingKey'>>): OrderItem {
  const amounts = { quantity, unitCents, totalCents: quantity * unitCents, taxPercent: 0, taxCents: 0 };
  return { key, text, ...amounts, accountingKey };
}

const hourMs = 3_600_000;
/** How long an application waits for its payment where its service says nothing of it. */
const usualHours = 72;

/**
 * The order that these items make; undefined where nothing is owed.
 * @param at when it is fixed
 */
export function orderOfItems(
  service: Pick<Service, 'version' | 'filing'>,
  policy: FeePolicy,
  items: readonly OrderItem[],
  at: Instant,
): Order | undefined {
  const amountCents = items.reduce((sum, { totalCents }) => sum + totalCents, 0);
  if (amountCents === 0) return undefined;
  const { payWithinHours = usualHours } = service.filing;
  return {
    orderId: uuidv7(),
    amountCents,
    currency: 'EUR',
    policy,
    items,
    configurationVersion: service.version,
    fixedAt: at,
    ...(policy === 'before-filing' && { payBy: hoursAfter(at, payWithinHours) }),
  };
}

function hoursAfter(at: Instant, hours: number): Instant {
  return new Date(Date.parse(at) + hours * hourMs).toISOString().replace('Z', '000Z');
}
