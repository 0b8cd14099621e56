import type { Begin } from '../src/providers/provider';

/** What a provider is asked to begin: 30 € for a resident's parking permit. */
export const begin: Begin = {
  requestId: '0193aaaa-0000-7000-8000-000000000001',
  method: 'credit-card',
  amountCents: 3000,
  purpose: 'DU-2026-000123-7',
  description: 'Bewohnerparkausweis',
  items: [
    {
      id: 'grundgebuehr',
      description: 'Grundgebühr',
      quantity: 1,
      unitCents: 3000,
      totalCents: 3000,
      taxPercent: 0,
      taxCents: 0,
      accountingKey: '1220.4310',
    },
  ],
  returnUrl: 'https://portal.example/api/payments/1/return',
  callbackUrl: 'https://portal.example/api/payment-callbacks/stadtpay',
  language: 'de',
  requestedAt: '2026-11-26T13:00:00.123456Z',
};
