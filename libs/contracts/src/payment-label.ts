import type { PaymentState } from './payment';
import { statusLabel, type Language, type Status } from './status';

/** What people read instead of the status, while a payment stands so in an application that stands so. */
export interface PaymentLabel {
  readonly payment: readonly PaymentState[];
  readonly status: readonly Status[];
  readonly label: Readonly<Record<Language, string>>;
}

/** Before anybody works on it. */
const arrived = ['submitted', 'filed'] as const;
/** Not yet decided; a question to the person is more important than money. */
const undecided = [...arrived, 'in-processing'] as const;
const givenUp = ['withdrawn', 'expired'] as const;

/**
 * Which of the two is shown, the payment or the status: the first line that fits, from top to bottom; where none does, the status.
 * After a successful payment it is "Bezahlung in Bearbeitung" until both books agree (R28c). A mandate that was given counts as
 * paid (payment.md): the money comes by itself, weeks later, and nobody has to do anything for it.
 */
export const paymentLabels: readonly PaymentLabel[] = [
  {
    payment: ['settled'],
    status: arrived,
    label: { de: 'Bezahlung in Bearbeitung', en: 'Payment in progress' },
  },
  {
    payment: ['authorised', 'reconciled'],
    status: ['submitted'],
    label: { de: 'Bezahlung in Bearbeitung', en: 'Payment in progress' },
  },
  { payment: ['failed'], status: arrived, label: { de: 'Zahlung fehlgeschlagen', en: 'Payment failed' } },
  { payment: ['cancelled'], status: arrived, label: { de: 'Zahlung abgebrochen', en: 'Payment cancelled' } },
  { payment: ['open', 'under-way'], status: arrived, label: { de: 'Zahlung offen', en: 'Payment due' } },
  {
    payment: ['returned'],
    status: undecided,
    label: { de: 'Lastschrift zurückgegeben: Zahlung offen', en: 'Direct debit returned: payment due' },
  },
  {
    payment: ['charged-back'],
    status: undecided,
    label: { de: 'Zahlung zurückgebucht: Zahlung offen', en: 'Payment charged back: payment due' },
  },
  {
    payment: ['refunding'],
    status: givenUp,
    label: { de: 'Zahlung wird erstattet', en: 'Payment is being refunded' },
  },
  { payment: ['refunded'], status: givenUp, label: { de: 'Zahlung erstattet', en: 'Payment refunded' } },
];

/**
 * What people read of an application: of its payment where that is more important, else of its status.
 * @param payment as the application knows it; undefined where nothing is owed
 */
export function caseLabel(
  { status, payment }: { readonly status: Status; readonly payment?: PaymentState | null | undefined },
  language: Language,
): string {
  const fitting = paymentLabels.find(
    (line) =>
      payment !== undefined &&
      payment !== null &&
      line.payment.includes(payment) &&
      line.status.includes(status),
  );
  return fitting?.label[language] ?? statusLabel(status, language);
}
