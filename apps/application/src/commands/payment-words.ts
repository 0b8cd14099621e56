import type { LocalText } from '#http';
import type { PaymentState, RefundReason } from '../domain/order';

/** How the history names what has become of a payment. */
export const paymentWords: Readonly<Record<PaymentState, LocalText>> = {
  open: { de: 'Zahlung offen', en: 'Payment due' },
  'under-way': { de: 'Zahlung begonnen', en: 'Payment begun' },
  failed: { de: 'Zahlung fehlgeschlagen', en: 'Payment failed' },
  cancelled: { de: 'Zahlung abgebrochen', en: 'Payment cancelled' },
  authorised: { de: 'Lastschriftmandat erteilt', en: 'Direct debit mandate given' },
  settled: { de: 'Zahlung eingegangen', en: 'Payment received' },
  reconciled: { de: 'Zahlung abgeglichen', en: 'Payment reconciled' },
  returned: {
    de: 'Lastschrift zurückgegeben: Zahlung wieder offen',
    en: 'Direct debit returned: payment due again',
  },
  'charged-back': {
    de: 'Zahlung zurückgebucht: Zahlung wieder offen',
    en: 'Payment charged back: payment due again',
  },
  refunding: { de: 'Erstattung veranlasst', en: 'Refund under way' },
  refunded: { de: 'Zahlung erstattet', en: 'Payment refunded' },
  closed: { de: 'Zahlung nicht mehr nötig', en: 'Payment no longer needed' },
  'written-off': { de: 'Auf die Zahlung verzichtet', en: 'Payment waived' },
};

/** Why money goes back that came for an order that was dead. */
export const refundWords: Readonly<Record<RefundReason, LocalText>> = {
  withdrawn: {
    de: 'Die Zahlung kam, nachdem der Antrag zurückgezogen war; sie wird erstattet',
    en: 'The payment came after the application was withdrawn; it is refunded',
  },
  'taken-back': {
    de: 'Die Zahlung kam für eine Fassung, die zum Ändern zurückgenommen war; sie wird erstattet',
    en: 'The payment came for a version that had been taken back to be changed; it is refunded',
  },
  replaced: {
    de: 'Die Zahlung kam für eine Gebühr, an deren Stelle eine andere festgesetzt ist; sie wird erstattet',
    en: 'The payment came for a fee that another one had replaced; it is refunded',
  },
  'too-late': {
    de: 'Die Zahlung kam zu spät: Der Antrag war seit mehr als 30 Tagen abgelaufen; sie wird erstattet',
    en: 'The payment came too late: the application had expired more than 30 days before; it is refunded',
  },
};
