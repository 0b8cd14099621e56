import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { Begin } from './provider';
import { paymentRequest, purposeOf, textOf } from './xbezahldienste-request';

const id = { type: 'string', pattern: '^[\\w\\d-]+$', minLength: 1, maxLength: 36 };
const letters = '^[\\w\\d\\s-,\\.\\u00C0-\\u017F]+$';
const text = { type: 'string', pattern: letters, minLength: 1, maxLength: 250 };
const amount = { type: 'number', minimum: 0, maximum: 999999 };
const price = { ...amount, exclusiveMinimum: 0 };
/** PaymentRequest as FITKO's OpenAPI document has it, 1.0. */
const schema = {
  type: 'object',
  additionalProperties: false,
  required: [
    ...['requestId', 'requestTimestamp', 'currency', 'grosAmount', 'purpose', 'description'],
    ...['redirectUrl', 'items'],
  ],
  properties: {
    requestId: id,
    requestTimestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    currency: { const: 'EUR' },
    grosAmount: price,
    purpose: { type: 'string', pattern: '^[\\w\\d\\s-]+$', minLength: 1, maxLength: 27 },
    description: text,
    redirectUrl: { type: 'string', minLength: 1, maxLength: 2082 },
    items: {
      type: 'array',
      minItems: 1,
      maxItems: 99,
      items: {
        type: 'object',
        additionalProperties: false,
        required: [
          ...['id', 'reference', 'description', 'taxRate', 'quantity', 'totalNetAmount', 'totalTaxAmount'],
          ...['singleNetAmount', 'singleTaxAmount'],
        ],
        properties: {
          id,
          reference: id,
          description: text,
          taxRate: { type: 'number', minimum: 0, maximum: 100 },
          quantity: { type: 'integer', minimum: 1, maximum: 999999 },
          totalNetAmount: price,
          totalTaxAmount: amount,
          singleNetAmount: price,
          singleTaxAmount: amount,
          bookingData: { type: 'object', additionalProperties: text },
        },
      },
    },
    requestor: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'firstName', 'address'],
      properties: {
        ...{ name: text, firstName: text, organizationName: text, address: { type: 'object' } },
        isOrganization: { type: 'boolean' },
      },
    },
  },
};
const isRequest = new Ajv({ unicodeRegExp: false }).compile(schema);

const settings = { version: '1.0', bookingDataKey: 'accountingKey' } as const;
const item: Begin['items'][number] = {
  id: 'grundgebuehr',
  description: 'Grundgebühr',
  quantity: 1,
  unitCents: 3000,
  totalCents: 3000,
  taxPercent: 0,
  taxCents: 0,
  accountingKey: '1220.4310',
};
const begin: Begin = {
  requestId: '0193aaaa-0000-7000-8000-000000000001',
  method: 'credit-card',
  amountCents: 3000,
  purpose: 'DU-2026-000123-7',
  description: 'Bewohnerparkausweis',
  items: [item],
  returnUrl: 'https://portal.example/api/payments/1/return',
  callbackUrl: 'https://portal.example/api/payment-callbacks/x',
  language: 'de',
  requestedAt: '2026-11-26T13:00:00.123456Z',
};

interface Sent {
  readonly grosAmount: number;
  readonly items: readonly {
    readonly quantity: number;
    readonly description: string;
    readonly totalNetAmount: number;
    readonly totalTaxAmount: number;
    readonly singleNetAmount: number;
    readonly singleTaxAmount: number;
  }[];
}
const sent = (change: Partial<Begin> = {}) => paymentRequest({ ...begin, ...change }, settings) as Sent;

test('a request is as the standard writes it: euro, a plain purpose, where to book it', () => {
  expect(sent()).toEqual({
    requestId: begin.requestId,
    requestTimestamp: '2026-11-26T13:00:00.123Z',
    currency: 'EUR',
    grosAmount: 30,
    purpose: 'DU-2026-000123-7',
    description: 'Bewohnerparkausweis',
    redirectUrl: begin.returnUrl,
    items: [
      {
        id: 'grundgebuehr',
        reference: 'grundgebuehr',
        description: 'Grundgebühr',
        taxRate: 0,
        quantity: 1,
        ...{ totalNetAmount: 30, totalTaxAmount: 0, singleNetAmount: 30, singleTaxAmount: 0 },
        bookingData: { accountingKey: '1220.4310' },
      },
    ],
  });
});

test('later versions of the standard spell the sum otherwise', () => {
  const { grosAmount, ...rest } = sent();
  expect(paymentRequest(begin, { ...settings, version: '1.2' })).toEqual({
    ...rest,
    grossAmount: grosAmount,
  });
});

test('tax that is no whole number of cents for each piece is written of one piece, and adds up', () => {
  const copies = {
    ...item,
    description: 'Kopie',
    quantity: 3,
    unitCents: 1000,
    totalCents: 3000,
    taxPercent: 19,
    taxCents: 479,
  };
  const [line] = sent({ items: [copies] }).items;
  expect(line).toMatchObject({
    ...{ description: '3 x Kopie', quantity: 1 },
    ...{ totalNetAmount: 25.21, singleNetAmount: 25.21, totalTaxAmount: 4.79, singleTaxAmount: 4.79 },
  });
});

test.each([
  ['Gebühr für Ä. Öztürk (Übung)', 'Gebuehr fuer Ae Oeztuerk Ue'],
  ['DU-2026-000123-7', 'DU-2026-000123-7'],
  ['Łódź/Þingvellir', 'Lodz Thingvellir'],
  ['...', 'Zahlung'],
  ['', 'Zahlung'],
])('the purpose %j is written %j', (purpose, written) => expect(purposeOf(purpose)).toBe(written));

test.each([
  ['Führungszeugnis (§ 30 BZRG) & Kopie', 'Führungszeugnis Paragraf 30 BZRG und Kopie'],
  ['Gebühr: 3 × 10 €/Stück', 'Gebühr, 3 x 10 Euro-Stück'],
  ['Mirișteanu', 'Miristeanu'],
  ['„Zitat“', 'Zitat'],
  ['🅿️', ''],
])('the text %j is written %j', (text, written) => expect(textOf(text)).toBe(written));

test('what was waived is no position of a payment', () => {
  const waived = { ...item, id: 'zuschlag', unitCents: 0, totalCents: 0 };
  expect(sent({ items: [waived, item] }).items).toHaveLength(1);
});

test('who pays is said as far as the standard has words for it', () => {
  const address = {
    street: 'Königstraße',
    houseNumber: '12 a',
    postalCode: '47051',
    city: 'Duisburg',
    country: 'DE',
  };
  const payer = { name: 'Öztürk', firstName: 'Ayşe', address };
  expect(sent({ payer })).toMatchObject({
    requestor: { ...payer, isOrganization: false, address: { ...address, houseNumber: '12-a' } },
  });
  expect(
    sent({ payer: { ...payer, organisation: 'Müller & Söhne GmbH', address: { postalCode: 'SW1A 1AA' } } }),
  ).toMatchObject({
    requestor: { organizationName: 'Müller und Söhne GmbH', isOrganization: true, address: {} },
  });
  for (const less of [{ name: 'Öztürk' }, { ...payer, name: '李' }, { address }])
    expect(sent({ payer: less })).not.toHaveProperty('requestor');
});

test.each<[string, Partial<Begin>]>([
  ['the sum', { amountCents: 0 }],
  ['the sum', { amountCents: -1 }],
  ['the sum', { amountCents: 0.5 }],
  ['the sum', { amountCents: 99_999_901 }],
  ['the sum of its items', { amountCents: 3001 }],
  ['the number of items', { items: [] }],
  ['the number of items', { items: Array.from({ length: 100 }, () => ({ ...item, totalCents: 30 })) }],
  ['an item', { items: [{ ...item, taxCents: 3001 }] }],
  [
    'an item',
    {
      items: [
        { ...item, totalCents: 6000 },
        { ...item, totalCents: -3000 },
      ],
    },
  ],
  ['a rate of tax', { items: [{ ...item, taxPercent: 101 }] }],
  ['the address to come back to', { returnUrl: `https://portal.example/${'x'.repeat(2100)}` }],
])('what the standard cannot say is not sent: %s', (fault, change) => {
  expect(() => sent(change)).toThrow(new RangeError(fault));
});

test('whatever is owed, the request is one of the standard, and every sum adds up to the cent', () => {
  const items = fc.array(
    fc
      .record({
        id: fc.string({ maxLength: 60 }),
        description: fc.string({ unit: 'grapheme', maxLength: 300 }),
        quantity: fc.integer({ min: 1, max: 40 }),
        unitCents: fc.integer({ min: 0, max: 20_000 }),
        taxPercent: fc.constantFrom(0, 7, 19),
        accountingKey: fc.string({ maxLength: 20 }),
      })
      .map((one) => {
        const totalCents = one.quantity * one.unitCents;
        const taxCents = Math.round((totalCents * one.taxPercent) / (100 + one.taxPercent));
        return { ...one, totalCents, taxCents };
      }),
    { minLength: 1, maxLength: 99 },
  );
  const texts = fc.record({
    purpose: fc.string({ unit: 'grapheme', maxLength: 60 }),
    description: fc.string({ unit: 'grapheme', maxLength: 300 }),
    payer: fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 300 }) }),
  });
  fc.assert(
    fc.property(items, texts, (owed, said) => {
      const amountCents = owed.reduce((sum, { totalCents }) => sum + totalCents, 0);
      fc.pre(amountCents > 0);
      const request = JSON.parse(
        JSON.stringify(paymentRequest({ ...begin, ...said, items: owed, amountCents }, settings)),
      ) as Sent;
      expect(isRequest(request) || isRequest.errors).toBe(true);
      const cents = (euro: number) => Math.round(euro * 100);
      for (const line of request.items) {
        expect(line.quantity * cents(line.singleNetAmount)).toBe(cents(line.totalNetAmount));
        expect(line.quantity * cents(line.singleTaxAmount)).toBe(cents(line.totalTaxAmount));
      }
      const whole = request.items.reduce(
        (sum, line) => sum + cents(line.totalNetAmount) + cents(line.totalTaxAmount),
        0,
      );
      expect(whole).toBe(cents(request.grosAmount));
      expect(JSON.stringify(request)).not.toMatch(/Amount":\d+\.\d{3}/);
    }),
    { numRuns: 300 },
  );
});
