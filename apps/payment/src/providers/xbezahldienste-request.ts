import { plainLetters } from '../plain-letters';
import type { Begin, Payer } from './provider';

/** How the sum is spelled: version 1.0 says `grosAmount`, later ones `grossAmount`. */
export type XBezahldiensteVersion = '1.0' | '1.1' | '1.2';

export const sumNames = { '1.0': 'grosAmount', '1.1': 'grossAmount', '1.2': 'grossAmount' } as const;

/** The largest sum that the standard knows, in cents. */
export const largestCents = 999_999_00;
/** Characters of a text, of the purpose, of an id, of an address. */
const [textLength, purposeLength, idLength, urlLength] = [250, 27, 36, 2082];
const mostItems = 99;

export interface RequestSettings {
  readonly version: XBezahldiensteVersion;
  /** Under which name the accounting key stands in `bookingData`; what is agreed with the provider. */
  readonly bookingDataKey: string;
}

/**
 * A PaymentRequest of XBezahldienste (FITKO): amounts in euro, as JSON numbers with at most two decimals; every sum adds up to the
 * cent, in each item and in the whole. Texts have the letters and lengths that the standard allows.
 * @throws RangeError for an order that the standard cannot express; nothing has been sent then
 */
export function paymentRequest(begin: Begin, { version, bookingDataKey }: RequestSettings): object {
  const { requestId, amountCents, payer } = begin;
  // What was waived stands in the order, and is no position of a payment: each has a price there.
  const items = begin.items.filter(({ totalCents }) => totalCents !== 0);
  if (!(Number.isSafeInteger(amountCents) && amountCents > 0 && amountCents <= largestCents))
    throw new RangeError('the sum');
  if (items.length === 0 || items.length > mostItems) throw new RangeError('the number of items');
  if (items.reduce((sum, { totalCents }) => sum + totalCents, 0) !== amountCents)
    throw new RangeError('the sum of its items');
  if (begin.returnUrl.length > urlLength) throw new RangeError('the address to come back to');
  const requestor = payer && requestorOf(payer);
  return {
    requestId,
    requestTimestamp: new Date(begin.requestedAt).toISOString(),
    currency: 'EUR',
    [sumNames[version]]: euro(amountCents),
    purpose: purposeOf(begin.purpose),
    description: textOf(begin.description) || purposeOf(begin.purpose),
    redirectUrl: begin.returnUrl,
    items: items.map((item, index) => itemOf(item, index, bookingDataKey)),
    ...(requestor && { requestor }),
  };
}

function itemOf(item: Begin['items'][number], index: number, bookingDataKey: string): object {
  const { taxPercent, taxCents, totalCents, accountingKey } = item;
  if (!(totalCents > 0 && taxCents >= 0 && taxCents < totalCents)) throw new RangeError('an item');
  if (!(taxPercent >= 0 && taxPercent <= 100)) throw new RangeError('a rate of tax');
  const netCents = totalCents - taxCents;
  const id = idOf(item.id) || String(index + 1);
  // A price or a tax that is no whole number of cents for each: then it is one piece, so that single × quantity is the total.
  const isWhole = netCents % item.quantity === 0 && taxCents % item.quantity === 0;
  const quantity = isWhole ? item.quantity : 1;
  const description = isWhole ? item.description : `${item.quantity} x ${item.description}`;
  const booked = textOf(accountingKey);
  return {
    id,
    reference: id,
    description: textOf(description) || id,
    taxRate: taxPercent,
    quantity,
    totalNetAmount: euro(netCents),
    totalTaxAmount: euro(taxCents),
    singleNetAmount: euro(netCents / quantity),
    singleTaxAmount: euro(taxCents / quantity),
    ...(booked !== '' && { bookingData: { [bookingDataKey]: booked } }),
  };
}

/** The standard has no requestor without both names; a name is no condition of a payment. */
function requestorOf({
  name = '',
  firstName = '',
  organisation = '',
  address = {},
}: Payer): object | undefined {
  const names = { name: textOf(name), firstName: textOf(firstName) };
  if (names.name === '' || names.firstName === '') return undefined;
  const { street = '', houseNumber = '', postalCode = '', city = '', country = '' } = address;
  const organizationName = textOf(organisation);
  return {
    ...names,
    isOrganization: organizationName !== '',
    ...said({ organizationName }),
    address: said({
      street: textOf(street),
      houseNumber: idOf(houseNumber).slice(0, 20),
      postalCode: /^\d{5}$/.test(postalCode) ? postalCode : '',
      city: textOf(city),
      country: /^[A-Z]{2}$/.test(country) ? country : '',
    }),
  };
}

/** Without what is empty: the standard knows no empty text. */
function said(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

/** Cents as euro: the nearest double to a number of two decimals, which JSON writes with these two. */
function euro(cents: number): number {
  return cents / 100;
}

/** `^[\w\d\s-]+$`, at most 27 characters. */
export function purposeOf(text: string): string {
  const plain = plainLetters(text).replace(/[^\w\s-]+/g, ' ');
  return shortened(plain, purposeLength) || 'Zahlung';
}

/** `^[\w\d-]+$`, at most 36 characters; empty where nothing is left. */
function idOf(text: string): string {
  return plainLetters(text)
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, idLength);
}

/** How signs are written that the standard's texts have not. */
const signs: Readonly<Record<string, string>> = {
  ...{ '§': 'Paragraf', '&': 'und', '€': 'Euro', '/': '-', ':': ',', ';': ',', '+': 'und' },
  ...{ '–': '-', '—': '-', '‑': '-', '−': '-', '×': 'x', '·': '-', '!': '.', '?': '.' },
};

/** `^[\w\d\s-,\.\u00C0-\u017F]+$`, at most 250 characters: German umlauts stay; empty where nothing is left. */
export function textOf(text: string): string {
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    if (/[\w\s,.\u00C0-\u017F-]/.test(letter) && !/[×÷]/.test(letter)) return letter;
    return signs[letter] ?? plainLetters(letter).replace(/[^\w]+/g, ' ');
  });
  return shortened(letters.join(''), textLength);
}

/** In one line, not longer than so many characters. */
function shortened(text: string, length: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, length).trim();
}
