import { Problem } from '#http';
import type { Cursor } from '../read-models/paging';

const cursorText =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** @throws Problem `malformed-parameter` for anything that `nextCursor` never was. */
export function readCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = cursorText.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new Problem('malformed-parameter', { parameter: 'cursor' });
  }
  return { at, id };
}
