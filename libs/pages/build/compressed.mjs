import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const [brotli, zipped] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Lays a `.br` and a `.gz` beside every script and style sheet of a folder: as small as they get, once, and not anew for each who
 * asks.
 * @param {string} folder @returns {Promise<void>}
 */
export async function compressFiles(folder) {
  const texts = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
  await Promise.all(
    texts.map(async (name) => {
      const path = join(folder, name);
      const content = await readFile(path);
      await writeFile(`${path}.br`, await brotli(content));
      await writeFile(`${path}.gz`, await zipped(content, { level: 9 }));
    }),
  );
}
