import { letterheadOf, type Tenant } from '#configuration';
import type { OrderItem } from '#contracts';
import type { Language } from '#http';
import type { PaymentReceipt } from '#pdf';
import { sealedAs } from './commands/facts';
import type { PaymentRequested } from './domain/payment';
import { methodWords } from './domain/method-words';
import type { Payer } from './providers/provider';
import type { ReadPayment } from './queries/payment-query';

/**
 * What the receipt of a payment says: of the money that came last.
 * @returns undefined while no money has come, and where the items were erased for good
 */
export function receiptOf(
  { id, payment, events, open }: ReadPayment,
  city: Tenant,
  language: Language,
): PaymentReceipt | undefined {
  const attempt = payment.attempts.findLast(({ status }) => status === 'settled');
  const requested = events.find(({ type }) => type === 'PaymentRequested')?.data as
    PaymentRequested['data'] | undefined;
  if (attempt?.paidAt === undefined || requested === undefined) return undefined;
  const items = open<readonly OrderItem[]>(requested.items, sealedAs.items);
  if (items === undefined) return undefined;
  const { reference, office, serviceKey } = payment;
  const { attemptId, transactionReference, payer, method, paidAt } = attempt;
  return {
    ...{ language, letterhead: letterheadOf(city, office, language), reference, paidAt },
    receiptNumber: transactionReference ?? id,
    payer: payer === undefined ? [] : linesOf(open<Payer>(payer, sealedAs.payer(attemptId))),
    subject: city.services.find(({ key }) => key === serviceKey)?.title[language] ?? serviceKey,
    method: methodWords[method][language],
    ...(transactionReference !== undefined && { paymentReference: transactionReference }),
    positions: items.map((item) => ({ label: labelOf(item, language), amountCents: item.totalCents })),
  };
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

function linesOf(payer: Payer | undefined): readonly string[] {
  const { organisation, firstName, name, address = {} } = payer ?? {};
  return [
    organisation,
    [firstName, name].filter((part) => part !== undefined).join(' '),
    [address.street, address.houseNumber].filter((part) => part !== undefined).join(' '),
    [address.postalCode, address.city].filter((part) => part !== undefined).join(' '),
  ].filter((line): line is string => line !== undefined && line !== '');
}
