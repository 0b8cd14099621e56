/** How the numbers of a TIFF file are read: by its order of bytes and the width of its offsets. What lies outside of it is NaN. */
interface Layout {
  /** Where the first directory lies. */
  readonly first: number;
  /** The offset that stands somewhere. */
  offsetAt(at: number): number;
  /** Where the offset of the next directory stands. */
  endOf(directory: number): number;
}

/**
 * How many pictures a TIFF file holds one after another (TIFF 6.0, section 2; BigTIFF): each is a page.
 * @param enough where counting ends: a file of 50 MB may name millions
 * @returns undefined where its directories lead out of the file or round in circles
 */
export function pagesOfTiff(file: Buffer, enough: number): number | undefined {
  const { first, offsetAt, endOf } = layoutOf(file);
  const seen = new Set<number>();
  for (let directory = first; directory !== 0 && seen.size < enough;) {
    if (Number.isNaN(directory) || seen.has(directory)) return undefined;
    seen.add(directory);
    directory = offsetAt(endOf(directory));
  }
  return seen.size === 0 ? undefined : seen.size;
}

function layoutOf(file: Buffer): Layout {
  const isLittle = file.toString('latin1', 0, 2) === 'II';
  const inside = (width: number, read: (at: number) => number | bigint) => (at: number) =>
    at + width <= file.length ? Number(read(at)) : NaN;
  const two = inside(2, (at) => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at)));
  const four = inside(4, (at) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at)));
  const eight = inside(8, (at) => (isLittle ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at)));
  return two(2) === 43
    ? { first: eight(8), offsetAt: eight, endOf: (at) => at + 8 + 20 * eight(at) }
    : { first: four(4), offsetAt: four, endOf: (at) => at + 2 + 12 * two(at) };
}
