import type { Method } from './attempt';

/** What people call the methods. */
export const methodWords: Readonly<Record<Method, { readonly de: string; readonly en: string }>> = {
  'credit-card': { de: 'Kreditkarte', en: 'Credit card' },
  paypal: { de: 'PayPal', en: 'PayPal' },
  giropay: { de: 'giropay', en: 'giropay' },
  paydirekt: { de: 'Paydirekt', en: 'Paydirekt' },
  'direct-debit': { de: 'SEPA-Lastschrift', en: 'SEPA direct debit' },
};
