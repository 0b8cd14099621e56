import type { RefundReason } from './refund';

/** Why money goes back, as who gets it reads it. */
export const refundWords: Readonly<Record<RefundReason, { readonly de: string; readonly en: string }>> = {
  withdrawn: {
    de: 'Die Zahlung kam, nachdem der Antrag zurückgezogen war.',
    en: 'The payment came after the application was withdrawn.',
  },
  'taken-back': {
    de: 'Die Zahlung kam für eine Fassung des Antrags, die zum Ändern zurückgenommen war.',
    en: 'The payment came for a version of the application that had been taken back to be changed.',
  },
  replaced: {
    de: 'Die Zahlung kam für eine Gebühr, an deren Stelle eine andere festgesetzt ist.',
    en: 'The payment came for a fee that another one had replaced.',
  },
  'too-late': {
    de: 'Die Zahlung kam, als der Antrag schon zu lange abgelaufen war.',
    en: 'The payment came when the application had expired too long before.',
  },
  twice: {
    de: 'Die Gebühr war schon bezahlt; was doppelt kam, gehört Ihnen.',
    en: 'The fee was paid already; what came twice is yours.',
  },
  differs: {
    de: 'Es kam ein anderer Betrag, als zu bezahlen war.',
    en: 'Another amount came in than was to be paid.',
  },
  request: { de: 'Das Amt erstattet Ihnen diesen Betrag.', en: 'The office gives this amount back to you.' },
};
