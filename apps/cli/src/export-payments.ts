import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRunFile } from '#portal-client';
import { command } from './command';
import { oneCity, treasuryOf } from './treasury';
import { counted } from './wording';

const usage = 'npm run export:payments -- <city> --from <day> --to <day> [--out <file>]';

/**
 * `npm run export:payments -- <city> --from <day> --to <day> [--out <file>]`: everything that came in and went out on these days in
 * Berlin, both included, by accounting key, as CSV with a running total. Without `--out` on standard output. Overwrites nothing.
 */
command(async ({ state, calledFrom }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } },
  });
  const city = oneCity(positionals, usage);
  const { from, to: until, out } = values;
  if (from === undefined || until === undefined) throw new Error(`Which days? ${usage}`);
  const treasury = await treasuryOf(await readRunFile(state), city);
  try {
    const days = new URLSearchParams({ from, until }).toString();
    const csv = await treasury.get<string>(`/payments/export?${days}`);
    if (out === undefined) process.stdout.write(csv);
    else await writeAnew(resolve(calledFrom, out), csv);
    const bookings = csv.trimEnd().split('\r\n').slice(1);
    const sum = bookings.at(-1)?.split(';').at(-1) ?? '0,00';
    // Standard output may be the file.
    console.error(
      `${counted(bookings.length, 'booking')} of ${city} from ${from} to ${until}, ${sum} € in all.`,
    );
  } finally {
    treasury.close();
  }
});

/** @throws Error with one sentence where the file is there */
async function writeAnew(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Error(`${file} is there already; say another --out.`) : error;
  });
}
