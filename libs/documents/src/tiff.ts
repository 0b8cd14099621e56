import { sized, type PictureVerdict } from './picture';

/** How the numbers of a TIFF file are read: by its order of bytes and the width of its offsets. What lies outside of it is NaN. */
interface Layout {
  /** Where the first directory lies. */
  readonly first: number;
  /** The offset that stands somewhere. */
  offsetAt(at: number): number;
  /** How many entries a directory has. */
  entriesOf(directory: number): number;
  /** Where an entry of a directory stands. */
  entryAt(directory: number, nth: number): number;
  /** The values of the entry that stands there; at most so many. */
  valuesOf(entry: number): readonly number[];
  /** Its tag. */
  tagOf(entry: number): number;
}

/** What a TIFF file shows. */
export interface TiffContents {
  readonly pages: number;
  /** `incomplete`: what a picture is coded in lies outside of the file. */
  readonly verdict: PictureVerdict | 'incomplete';
}

/** Tags of a directory (TIFF 6.0, section 8). */
const tags = { width: 256, height: 257, strips: 273, stripBytes: 279, tiles: 324, tileBytes: 325 } as const;
/** Most strips or tiles of one picture that are looked at; one that has more is none that a scanner makes. */
const mostStrips = 1_000_000;

/**
 * What a TIFF file holds (TIFF 6.0, section 2; BigTIFF): each of the pictures one after another is a page.
 * @param enough where counting ends: a file of 50 MB may name millions
 * @returns undefined where its directories lead out of the file or round in circles
 */
export function readTiff(file: Buffer, enough: number): TiffContents | undefined {
  const layout = layoutOf(file);
  const seen = new Set<number>();
  let verdict: TiffContents['verdict'] = 'whole';
  for (let directory = layout.first; directory !== 0 && seen.size < enough;) {
    if (Number.isNaN(directory) || seen.has(directory)) return undefined;
    seen.add(directory);
    if (verdict === 'whole') verdict = verdictOf(layout, directory, file.length);
    directory = layout.offsetAt(layout.entryAt(directory, layout.entriesOf(directory)));
  }
  return seen.size === 0 ? undefined : { pages: seen.size, verdict };
}

function verdictOf(layout: Layout, directory: number, length: number): TiffContents['verdict'] {
  const found = new Map<number, readonly number[]>();
  for (let nth = 0; nth < layout.entriesOf(directory); nth += 1) {
    const entry = layout.entryAt(directory, nth);
    const tag = layout.tagOf(entry);
    if ((Object.values(tags) as number[]).includes(tag)) found.set(tag, layout.valuesOf(entry));
  }
  const of = (tag: keyof typeof tags): readonly number[] => found.get(tags[tag]) ?? [];
  for (const [offsets, bytes] of [
    [of('strips'), of('stripBytes')],
    [of('tiles'), of('tileBytes')],
  ] as const) {
    if (offsets.some((offset, nth) => !(offset + (bytes[nth] ?? 0) <= length))) return 'incomplete';
  }
  const [width, height] = [of('width')[0], of('height')[0]];
  return width === undefined || height === undefined ? 'whole' : sized(width, height);
}

/** Bytes of a value, by its type: the whole numbers that sizes and offsets are written in. */
const widths: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

function layoutOf(file: Buffer): Layout {
  const isLittle = file.toString('latin1', 0, 2) === 'II';
  const inside = (width: number, read: (at: number) => number | bigint) => (at: number) =>
    at + width <= file.length ? Number(read(at)) : NaN;
  const one = inside(1, (at) => file.readUInt8(at));
  const two = inside(2, (at) => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at)));
  const four = inside(4, (at) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at)));
  const eight = inside(8, (at) => (isLittle ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at)));
  const reading = { 1: one, 2: two, 4: four, 8: eight };
  const isBig = two(2) === 43;
  const [offsetAt, wide, head] = isBig ? [eight, 8, 8] : [four, 4, 2];
  return {
    first: offsetAt(isBig ? 8 : 4),
    offsetAt,
    entriesOf: isBig ? eight : two,
    entryAt: (directory, nth) => directory + head + nth * (4 + 2 * wide),
    tagOf: two,
    valuesOf: (entry) => {
      const width = widths[two(entry + 2)];
      const count = offsetAt(entry + 4);
      if (width === undefined || !(count <= mostStrips)) return [];
      // Few values stand in the place of their offset.
      const at = count * width <= wide ? entry + 4 + wide : offsetAt(entry + 4 + wide);
      return Array.from({ length: count }, (_, nth) => reading[width](at + nth * width));
    },
  };
}
