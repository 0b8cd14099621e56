import { appendFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { OutgoingMessage } from '#messaging';

/** Appends records to a file as one portion: its length (four bytes), and its bytes. */
export function keepPortion(file: string, records: readonly OutgoingMessage[]): void {
  const bytes = serialize(records);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  appendFileSync(file, Buffer.concat([length, bytes]));
}

/** The portions of a file, one after another: never more than one is in memory. */
export async function* portionsIn(file: string): AsyncGenerator<OutgoingMessage[], void, undefined> {
  const handle = await open(file);
  try {
    for (let length = await read(handle, 4); length.length > 0; length = await read(handle, 4))
      yield deserialize(await read(handle, length.readUInt32BE())) as OutgoingMessage[];
  } finally {
    await handle.close();
  }
}

async function read(handle: FileHandle, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length));
  return buffer.subarray(0, bytesRead);
}
