import { Cursor, NumberInQuery } from '#http';

/** A part of a thread. */
export class ThreadRequest {
  @NumberInQuery(
    { minimum: 1, maximum: 2_147_483_647 },
    { description: '`earlierBefore` of the answer before: only lines before this version.', optional: true },
  )
  readonly before?: number;
}

/** A page of a mailbox. */
export class PageQuery {
  @Cursor()
  readonly cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 100 }, { default: 20, optional: true })
  readonly limit: number = 20;
}
