import type { LocalText } from '#http';
import { dayInBerlin } from '../debit-day';
import { methodWords } from '../domain/method-words';
import type { Booking } from './ledger';
import type { Movement } from './movements';

const columns = [
  ...['Buchungstag', 'Wertstellung', 'Vorgang', 'Aktenzeichen', 'Kassenzeichen', 'Zahlungsart'],
  ...['Amt', 'Leistung', 'Haushaltsstelle', 'Betrag', 'Laufende Summe'],
];

const kindWords: Readonly<Record<Movement['kind'], string>> = {
  in: 'Zahlung',
  returned: 'Rücklastschrift',
  'charged-back': 'Rückbuchung',
  refund: 'Erstattung',
};

/** The bookings as CSV that a German Excel opens: UTF-8 with a byte order mark, semicolons, comma before the cents. */
export function* csvLines(
  bookings: Iterable<Booking>,
  titleOf: (serviceKey: string) => LocalText,
): Generator<string> {
  yield `\uFEFF${columns.join(';')}\r\n`;
  let sum = 0;
  for (const booking of bookings) {
    sum += booking.amountCents;
    yield `${[
      ...[germanDay(booking.bookedAt), germanDay(booking.valueAt), kindWords[booking.kind]],
      ...[booking.reference, booking.transactionReference ?? '', methodWords[booking.method].de],
      ...[booking.office, titleOf(booking.serviceKey).de, booking.accountingKey],
    ]
      .map(cell)
      .join(';')};${germanCents(booking.amountCents)};${germanCents(sum)}\r\n`;
  }
}

/** A text as a cell: quoted where it has to be, and never a formula, whoever wrote it (OWASP, CSV injection). */
export function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Integer cents as German euros, `-1234,05`. */
export function germanCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

function germanDay(at: string): string {
  return dayInBerlin(at).split('-').reverse().join('.');
}
