import {
  assertInOrder,
  CalendarDate,
  Cursor,
  FreeText,
  Id,
  Key,
  NumberInQuery,
  OneOf,
  readCursor,
  SeveralOf,
} from '#http';
import { paymentMethods, paymentStates, type PaymentState } from '#contracts';
import { paymentOrders, type PaymentOrder, type PaymentSearch } from '../read-models/payment-search';
import { idOf } from '../sepa/xml-text';

/** A page of payments. */
export class MyPaymentsRequest {
  @Id({ description: 'Only payments of this application.', optional: true })
  application?: string;

  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  limit: number = 50;
}

/** Looks for payments of the city: what is left out does not matter. */
export class PaymentsRequest extends MyPaymentsRequest {
  @SeveralOf(paymentStates, {
    description: 'One status or several: repeated, or in one value separated by commas.',
    example: ['settled', 'reconciled'],
    optional: true,
  })
  status?: PaymentState[];

  @SeveralOf(paymentMethods, {
    description: 'By which it was tried last: one method or several.',
    example: ['credit-card'],
    optional: true,
  })
  method?: string[];

  @Key({ description: 'Key of a service.', example: 'bewohnerparkausweis', optional: true })
  service?: string;

  @Key({ description: 'Key of an office.', example: 'strassenverkehr', optional: true })
  office?: string;

  @FreeText(100, {
    description:
      'Part of a reference, a mandate reference, a whole Kassenzeichen, or an id: of the payment, its application, or the end-to-end id that the bank states.',
    example: 'DU-2026-000123-7',
    optional: true,
  })
  query?: string;

  @NumberInQuery(
    { minimum: 1, maximum: 99_999_900 },
    { description: 'Euro cents that are owed, or that came in.', example: 3070, optional: true },
  )
  amountCents?: number;

  @CalendarDate({
    description: 'Fixed on this day in Berlin or later.',
    example: '2026-11-01',
    optional: true,
  })
  from?: string;

  @CalendarDate({ description: 'Fixed on this day or earlier.', example: '2026-11-30', optional: true })
  until?: string;

  @CalendarDate({ description: 'Paid as of this day or later.', example: '2026-11-01', optional: true })
  paidFrom?: string;

  @CalendarDate({ description: 'Paid as of this day or earlier.', example: '2026-11-30', optional: true })
  paidUntil?: string;

  @OneOf(paymentOrders, {
    description:
      'By the time at which it was fixed, by what is owed, or by status; a cursor belongs to its order.',
    example: 'newest',
    default: 'newest',
    optional: true,
  })
  sort: PaymentOrder = 'newest';
}

/** What a request looks for, whoever asks. @throws Problem `malformed-parameter`, `invalid-input` that name the parameter */
export function searchOf(request: PaymentsRequest): PaymentSearch {
  const { application: applicationId, status, method, service, query, amountCents, sort, limit } = request;
  assertInOrder(request.from, request.until, '/until');
  assertInOrder(request.paidFrom, request.paidUntil, '/paidUntil');
  const id = query === undefined ? undefined : idOf(query.replaceAll(/[\s-]/g, ''));
  return {
    ...{ applicationId, statuses: status, methods: method, serviceKey: service, amountCents, sort, limit },
    named: query === undefined ? undefined : id === undefined ? { text: query } : { id },
    fixed: { from: request.from, until: request.until },
    paid: { from: request.paidFrom, until: request.paidUntil },
    after: cursorOf(request),
  };
}

function cursorOf({ cursor, sort }: PaymentsRequest): PaymentSearch['after'] {
  switch (sort) {
    case 'newest':
    case 'oldest':
      return readCursor(cursor);
    case 'highest':
    case 'lowest':
      return readCursor(cursor, (cents) => /^\d{1,9}$/.test(cents));
    case 'status':
      return readCursor(cursor, (status) => paymentStates.some((one) => one === status));
  }
}

/** Which days of the books, in Berlin. */
export class ExportRequest {
  @CalendarDate({ description: 'The first day.', example: '2026-11-01' })
  from!: string;

  @CalendarDate({ description: 'The last day.', example: '2026-11-30' })
  until!: string;
}
