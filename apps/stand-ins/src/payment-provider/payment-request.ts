import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

/** What XBezahldienste says is wrong with a request. */
export type FunctionalCode =
  | 'NO_VALID_ORIGINATOR_OR_ENDPOINT'
  | 'PAYMENT_EXISTS'
  | 'CALCULATION_ERROR'
  | 'BOOKING_DATA_MISSING'
  | 'VALIDATION_ERROR'
  | 'UNSPECIFIED'
  | 'FORBIDDEN';

/** A position; amounts in euro, as the standard writes them. */
export interface PaymentItem {
  readonly id: string;
  readonly description?: string;
  readonly taxRate: number;
  readonly quantity: number;
  readonly totalNetAmount: number;
  readonly totalTaxAmount: number;
  readonly singleNetAmount: number;
  readonly singleTaxAmount: number;
  readonly bookingData?: Readonly<Record<string, string>>;
}

/** `PaymentRequest` of XBezahldienste: in version 1.0 its sum is called `grosAmount`, from 1.1 on `grossAmount`. */
export interface PaymentRequest {
  readonly requestId: string;
  readonly currency: string;
  readonly grosAmount?: number;
  readonly grossAmount?: number;
  readonly purpose?: string;
  readonly description?: string;
  readonly redirectUrl: string;
  readonly items: readonly PaymentItem[];
}

/** A request that is refused, with a sentence for people. */
export class RefusedPayment extends Error {
  constructor(
    readonly code: FunctionalCode,
    detail: string,
  ) {
    super(detail);
    this.name = 'RefusedPayment';
  }
}

/** @throws RefusedPayment with the first thing that is wrong */
export function readPaymentRequest(body: unknown): PaymentRequest {
  const isLater = typeof body === 'object' && body !== null && 'grossAmount' in body;
  const isValid = isLater ? validLater : validFirst;
  if (!isValid(body)) throw new RefusedPayment('VALIDATION_ERROR', sentenceOf(isValid.errors?.[0]));
  if (body.currency !== 'EUR')
    throw new RefusedPayment('VALIDATION_ERROR', `Die Währung ${body.currency} wird nicht unterstützt.`);
  checkSums(body);
  for (const { id, bookingData } of body.items) {
    if (Object.keys(bookingData ?? {}).length === 0)
      throw new RefusedPayment('BOOKING_DATA_MISSING', `In den bookingData der Position ${id} fehlt alles.`);
  }
  return body;
}

/** The sum of a request in whole cents. @throws RefusedPayment where it has parts of a cent */
export const grossCents = ({ grosAmount, grossAmount }: PaymentRequest): number =>
  centsOf(grosAmount ?? grossAmount ?? NaN);

function checkSums(request: PaymentRequest): void {
  let sum = 0;
  for (const { id, ...item } of request.items) {
    const [net, tax] = [centsOf(item.totalNetAmount), centsOf(item.totalTaxAmount)];
    // A price per piece is rounded to the cent: so many pieces can be off by half a cent each.
    const rounding = item.quantity / 2 + tolerance;
    const differs = (total: number, expected: number) => Math.abs(total - expected) > rounding;
    if (differs(net, item.singleNetAmount * 100 * item.quantity))
      throw new RefusedPayment('CALCULATION_ERROR', `Position ${id} totalNetAmount passt nicht zur Menge.`);
    if (differs(tax, item.singleTaxAmount * 100 * item.quantity))
      throw new RefusedPayment('CALCULATION_ERROR', `Position ${id} totalTaxAmount passt nicht zur Menge.`);
    if (Math.abs(tax - (net * item.taxRate) / 100) > rounding + 0.5)
      throw new RefusedPayment('CALCULATION_ERROR', `Position ${id} totalTaxAmount passt nicht zu taxRate.`);
    sum += net + tax;
  }
  if (sum !== grossCents(request))
    throw new RefusedPayment('CALCULATION_ERROR', 'Die Summe passt nicht zu den Positionen.');
}

/** What binary fractions of a euro may be off. */
const tolerance = 1e-6;

function centsOf(euro: number): number {
  const cents = Math.round(euro * 100);
  if (Math.abs(euro * 100 - cents) > tolerance)
    throw new RefusedPayment('VALIDATION_ERROR', 'Ein Betrag hat mehr als zwei Nachkommastellen.');
  return cents;
}

/**
 * The JSON Schema of `PaymentRequest` (docs.fitko.de/xbezahldienste): 1.0, and what 1.1 changed. The standard requires
 * `isIrganization` of a requestor, a field that it does not allow: that one is not required here.
 */
function schemaOf(version: '1.0' | '1.1'): object {
  const id = { type: 'string', minLength: 1, maxLength: 36, pattern: '^[\\w-]+$' };
  const latin = '^[\\w\\s\\-,.\\u00C0-\\u017F]+$';
  /** Letters and signs of DIN 91379 that are normative; Greek and Cyrillic are not. */
  const normative =
    '^[\\t\\n\\r\\u0020-\\u007E\\u00A0-\\u00AC\\u00AE-\\u024F\\u0259\\u0268\\u0292\\u02B9-\\u02CC\\u0300-\\u035F\\u1E00-\\u1EFF\\u2019\\u2021\\u20AC]+$';
  const text = {
    type: 'string',
    minLength: 1,
    maxLength: 250,
    pattern: version === '1.0' ? latin : normative,
  };
  const url = { type: 'string', format: 'uri', minLength: 1, maxLength: 2082 };
  const amount = { type: 'number', minimum: 0, maximum: 999_999 };
  const positive = { type: 'number', exclusiveMinimum: 0, maximum: 999_999 };
  const object = (required: readonly string[], properties: object) => ({
    type: 'object',
    additionalProperties: false,
    required,
    properties,
  });
  const item = object(
    [
      ...['id', 'reference', 'taxRate', 'quantity'],
      ...['totalNetAmount', 'totalTaxAmount', 'singleNetAmount', 'singleTaxAmount'],
    ],
    {
      id,
      reference: id,
      description: text,
      taxRate: { type: 'number', minimum: 0, maximum: 100 },
      quantity: { type: 'integer', minimum: 1, maximum: 999_999 },
      totalNetAmount: positive,
      totalTaxAmount: amount,
      singleNetAmount: positive,
      singleTaxAmount: amount,
      bookingData: {
        type: 'object',
        maxProperties: 99,
        additionalProperties: { type: 'string', minLength: 1, maxLength: 250, pattern: latin },
      },
    },
  );
  const address = object([], {
    street: text,
    houseNumber: { type: 'string', minLength: 1, maxLength: 20, pattern: '^[\\w-]+$' },
    addressLine: { type: 'array', maxItems: 9, items: text },
    postalCode: { type: 'string', pattern: '^\\d{5}$' },
    city: text,
    country: { type: 'string', pattern: '^\\w{2}$' },
  });
  const requestor = object(['name', 'firstName', 'address'], {
    name: text,
    firstName: text,
    gender: { type: 'string', enum: ['M', 'F', 'D'] },
    isOrganization: { type: 'boolean' },
    organizationName: text,
    address,
  });
  const sum = version === '1.0' ? 'grosAmount' : 'grossAmount';
  return object(['requestId', 'requestTimestamp', 'currency', sum, 'redirectUrl', 'items'], {
    requestId: id,
    requestTimestamp: { type: 'string', format: 'date-time' },
    currency: { type: 'string', pattern: '^\\w{3}$' },
    [sum]: positive,
    purpose: { type: 'string', minLength: 1, maxLength: 27, pattern: '^[\\w\\s-]+$' },
    description: text,
    redirectUrl: url,
    items: { type: 'array', minItems: 1, maxItems: 99, items: item },
    requestor,
  });
}

const ajv = addFormats(new Ajv());
const validFirst = ajv.compile<PaymentRequest>(schemaOf('1.0'));
const validLater = ajv.compile<PaymentRequest>(schemaOf('1.1'));

function sentenceOf(error: ErrorObject | undefined): string {
  const named = error?.params['additionalProperty'] ?? error?.params['missingProperty'] ?? '';
  return `${error?.instancePath.split('/').join(' ')} ${String(named)} ist unzulässig, ${error?.message}.`;
}
