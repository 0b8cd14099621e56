import type { PaymentStatus } from './standing';

/** Where a payment stands, in the words of the portals (R28c). */
export const statusWords: Readonly<Record<PaymentStatus, { readonly de: string; readonly en: string }>> = {
  open: { de: 'Zu bezahlen', en: 'To be paid' },
  'under-way': { de: 'Bezahlung begonnen', en: 'Payment begun' },
  failed: { de: 'Bezahlung fehlgeschlagen', en: 'Payment failed' },
  cancelled: { de: 'Bezahlung abgebrochen', en: 'Payment cancelled' },
  authorised: { de: 'Wird abgebucht', en: 'Will be debited' },
  settled: { de: 'Bezahlung in Bearbeitung', en: 'Payment in progress' },
  reconciled: { de: 'Bezahlt', en: 'Paid' },
  returned: { de: 'Lastschrift zurückgegeben', en: 'Direct debit returned' },
  'charged-back': { de: 'Zahlung zurückgebucht', en: 'Payment charged back' },
  refunding: { de: 'Wird erstattet', en: 'Being refunded' },
  refunded: { de: 'Erstattet', en: 'Refunded' },
  closed: { de: 'Nicht mehr zu bezahlen', en: 'Not to be paid any more' },
  'written-off': { de: 'Niedergeschlagen', en: 'Written off' },
};
