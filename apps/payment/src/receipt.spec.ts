import { chosenAt, first, owed } from '../test/examples';
import type { Attempt } from './domain/attempt';
import { positionsOf } from './receipt';

const item = (totalCents: number, taxPercent: number, taxCents: number, quantity = 1) => ({
  ...{ key: 'k', text: { de: 'Auskunft', en: 'Information' }, quantity, unitCents: totalCents / quantity },
  ...{ totalCents, taxPercent, taxCents, accountingKey: '1' },
});
const attempt = (receivedCents: number): Attempt => ({
  ...{ attemptId: first, method: 'paypal', amountCents: owed, language: 'de', chosenAt, status: 'settled' },
  receivedCents,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('the receipt names the tax within each item by its rate', () => {
  const items = [item(2_500, 19, 399), item(1_070, 7, 70, 2), item(500, 0, 0)];
  expect(
    positionsOf(items, attempt(4_070), 'de').map(({ label, amountCents }) => [plain(label), amountCents]),
  ).toEqual([
    ['Auskunft (darin 19 % USt.: 3,99 €)', 2_500],
    ['2 × Auskunft (darin 7 % USt.: 0,70 €)', 1_070],
    ['Auskunft', 500],
  ]);
  expect(positionsOf(items, attempt(4_070), 'en')[0]?.label).toBe('Information (including 19 % VAT: €3.99)');
});

test('what is attested is what came in, also where it is not what was owed', () =>
  expect(positionsOf([item(3_070, 0, 0)], attempt(3_060), 'de')).toEqual([
    { label: 'Zahlung', amountCents: 3_060 },
  ]));
