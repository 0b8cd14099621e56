import { CalendarDate, Cursor, FreeText, Id, Key, NumberInQuery, SeveralOf } from '#http';
import { paymentStates, type PaymentState } from '#contracts';

/** A page of payments. */
export class MyPaymentsRequest {
  @Id({ description: 'Only payments of this application.', optional: true })
  application?: string;

  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  limit: number = 50;
}

export class PaymentsRequest extends MyPaymentsRequest {
  @SeveralOf(paymentStates, {
    description: 'One status or several: repeated, or in one value separated by commas.',
    example: ['settled', 'reconciled'],
    optional: true,
  })
  status?: PaymentState[];

  @FreeText(100, { description: 'Part of a reference.', example: 'DU-2026-000123-7', optional: true })
  query?: string;

  @Key({ description: 'Key of an office.', example: 'strassenverkehr', optional: true })
  office?: string;
}

/** Which days of the books, in Berlin. */
export class ExportRequest {
  @CalendarDate({ description: 'The first day.', example: '2026-11-01' })
  from!: string;

  @CalendarDate({ description: 'The last day.', example: '2026-11-30' })
  until!: string;
}
