import type { TenantConfiguration } from '#configuration';
import { orderOverview } from '../queries/order-overview';
import { fixedOrder, orderOf } from './fee';

const at = '2026-11-20T09:00:00.000000Z';
const text = { de: 'Auskunft', en: 'Information' };
/** A service whose items have different rates of tax; the office's are of its own. */
const service = {
  ...{ key: 'auskunft', version: 'c1', title: text, filing: {} },
  fee: {
    ...{ amountCents: 4_070, payment: 'before-filing', accountingKey: '1.2', taxPercent: 19 },
    items: [
      { key: 'full', text, cents: 2_500 },
      { key: 'reduced', text, cents: 1_070, taxPercent: 7 },
      { key: 'free', text, cents: 500, taxPercent: 0 },
    ],
  },
  form: { schema: { type: 'object', properties: {} }, uiSchema: { type: 'Categorization', elements: [] } },
} as unknown as Parameters<typeof orderOverview>[0]['service'];

test('R28c the tax lies within each item by its rate, and the sum is what people pay', () => {
  const order = orderOf(service, {}, at);
  expect(order).toMatchObject({
    amountCents: 4_070,
    items: [
      { key: 'full', totalCents: 2_500, taxPercent: 19, taxCents: 399 },
      { key: 'reduced', totalCents: 1_070, taxPercent: 7, taxCents: 70 },
      { key: 'free', totalCents: 500, taxPercent: 0, taxCents: 0 },
    ],
  });
});

test('what the office fixes has the tax of its service', () => {
  const order = fixedOrder(service, [{ text: 'Prüfung', quantity: 3, unitCents: 1_000 }], at);
  expect(order).toMatchObject({
    amountCents: 3_000,
    items: [{ totalCents: 3_000, taxPercent: 19, taxCents: 479 }],
  });
});

test('R28c the overview shows the tax within the sum before anybody submits', () => {
  const overview = orderOverview({
    ...{ application: { status: 'draft' } as never, service, city: {} as TenantConfiguration },
    ...{ declared: {}, isGuest: false, at },
  });
  expect([overview.sum.de, overview.tax?.de].map((one) => one?.replaceAll('\u00a0', ' '))).toEqual([
    '40,70 €',
    '4,69 €',
  ]);
});
