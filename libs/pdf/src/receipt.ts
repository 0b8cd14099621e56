import { sheetOf, type DocumentOfCase } from './letterhead';
import { euros, momentInBerlin } from './moments';
import { words } from './words';

/** What the receipt for a payment says. */
export interface PaymentReceipt extends DocumentOfCase {
  readonly receiptNumber: string;
  /** Name and address of who paid, line by line. */
  readonly payer: readonly string[];
  /** Title of the service. */
  readonly subject: string;
  /** When the provider says that it was paid: UTC, ISO 8601. */
  readonly paidAt: string;
  /** In words. */
  readonly method: string;
  /** By which the provider knows the payment. */
  readonly paymentReference?: string;
  /** What is charged, in euro cents. */
  readonly positions: readonly { readonly label: string; readonly amountCents: number }[];
}

/** The receipt for a payment, as a tagged PDF. The same data make the same bytes. */
export async function paymentReceipt(receipt: PaymentReceipt): Promise<Buffer> {
  const { language, reference, receiptNumber, payer, subject, paidAt, method, positions } = receipt;
  const say = words[language];
  const about = { title: `${say.receipt} ${receiptNumber}`, subject: say.receiptSubject, createdAt: paidAt };
  const sheet = sheetOf(receipt, about);
  sheet.address(payer);
  sheet.title(say.receipt);
  await sheet.table([
    { label: say.receiptNumber, value: receiptNumber, style: 'strong' },
    { label: say.reference, value: reference },
    { label: say.service, value: subject },
    { label: say.paidAt, value: momentInBerlin(paidAt, language) },
    { label: say.paidBy, value: method },
    ...(receipt.paymentReference === undefined
      ? []
      : [{ label: say.paymentReference, value: receipt.paymentReference }]),
  ]);
  sheet.heading(say.payment);
  const sum = positions.reduce((total, { amountCents }) => total + amountCents, 0);
  sheet.amounts(
    [say.position, say.amount],
    [
      ...positions.map(({ label, amountCents }) => [label, euros(amountCents, language)] as const),
      [say.sum, euros(sum, language)],
    ],
  );
  return sheet.finish();
}
