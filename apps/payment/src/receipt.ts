import type { OrderItem } from '#contracts';
import type { Language } from '#http';
import type { PaymentReceipt } from '#pdf';
import type { Attempt } from './domain/attempt';

/** What the receipt for an attempt shows: the items of the order, or one line where another amount came in than was owed for them. */
export function positionsOf(
  items: readonly OrderItem[],
  { receivedCents }: Attempt,
  language: Language,
): PaymentReceipt['positions'] {
  const owed = items.reduce((total, { totalCents }) => total + totalCents, 0);
  if (receivedCents !== undefined && receivedCents !== owed)
    return [{ label: { de: 'Zahlung', en: 'Payment' }[language], amountCents: receivedCents }];
  return items.map((item) => ({ label: labelOf(item, language), amountCents: item.totalCents }));
}

/** The tax is in the amount of an item. */
function labelOf({ text, quantity, taxPercent, taxCents }: OrderItem, language: Language): string {
  const count = quantity === 1 ? '' : `${quantity} × `;
  if (taxPercent === 0) return `${count}${text[language]}`;
  const cents = (taxCents / 100).toLocaleString(language, { minimumFractionDigits: 2 });
  const tax = {
    de: `darin ${taxPercent} % USt.: ${cents} €`,
    en: `including ${taxPercent} % VAT: €${cents}`,
  };
  return `${count}${text[language]} (${tax[language]})`;
}
