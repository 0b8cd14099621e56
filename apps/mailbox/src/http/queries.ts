import { Cursor, NumberInQuery } from '#http';

/** A page of a mailbox. */
export class PageQuery {
  @Cursor()
  readonly cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 100 }, { default: 20, optional: true })
  readonly limit: number = 20;
}
