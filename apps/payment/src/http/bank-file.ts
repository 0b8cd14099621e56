import { pipeline } from 'node:stream/promises';
import { takeOver, type AnyResponse } from '#http';

/** Sends a file for the bank as it is written. @param name of plain letters */
export async function sendBankFile(
  response: AnyResponse,
  name: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  const outgoing = takeOver(response);
  outgoing.writeHead(200, {
    'content-type': 'application/xml; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
  await pipeline(pieces, outgoing);
}
