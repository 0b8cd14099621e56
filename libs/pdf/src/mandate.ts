import { sheetOf, type DocumentOfCase } from './letterhead';
import { dayInBerlin, euros, momentInBerlin } from './moments';
import { words } from './words';

/** What the confirmation of a direct debit mandate says. */
export interface MandateConfirmation extends DocumentOfCase {
  /** Name and address of who gave it, line by line. */
  readonly recipient: readonly string[];
  /** Title of the service. */
  readonly subject: string;
  readonly mandateReference: string;
  /** Whom it was given, and by which identifier banks know them. */
  readonly creditor: string;
  readonly creditorId: string;
  readonly accountHolder: string;
  /** The account as far as its holder knows it by: whoever reads it by chance shall not. */
  readonly account: string;
  /** Euro cents. */
  readonly amountCents: number;
  /** UTC, ISO 8601. */
  readonly signedAt: string;
  /** The day of the debit (pre-notification). @format date */
  readonly dueOn: string;
}

/** The confirmation of a mandate, as a tagged PDF. The same data make the same bytes. */
export async function mandateConfirmation(mandate: MandateConfirmation): Promise<Buffer> {
  const { language, reference, recipient, subject, mandateReference, creditor, creditorId } = mandate;
  const { accountHolder, account, amountCents, signedAt, dueOn } = mandate;
  const say = words[language];
  const about = {
    title: `${say.mandate} ${mandateReference}`,
    subject: say.mandateSubject,
    createdAt: signedAt,
  };
  const sheet = sheetOf(mandate, about);
  sheet.address(recipient);
  sheet.title(say.mandate);
  await sheet.text(say.mandateText(creditor));
  await sheet.table([
    { label: say.mandateReference, value: mandateReference, style: 'strong' },
    { label: say.creditor, value: creditor },
    { label: say.creditorId, value: creditorId },
    { label: say.mandateKind, value: say.oneOff },
    { label: say.accountHolder, value: accountHolder },
    { label: say.account, value: account },
    { label: say.amount, value: euros(amountCents, language) },
    { label: say.debitedOn, value: dayInBerlin(`${dueOn}T12:00:00Z`, language) },
    { label: say.signedAt, value: momentInBerlin(signedAt, language) },
    { label: say.reference, value: reference },
    { label: say.service, value: subject },
  ]);
  sheet.space(18);
  await sheet.text(say.mandateRight);
  return sheet.finish();
}
