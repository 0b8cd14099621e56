import type { Reader } from './passing-content';

/**
 * Most pixels of a picture: A0 in 400 dpi, more than any telephone takes. Whoever opens it needs four bytes of memory for each, whatever its file
 * weighs.
 */
export const mostPixels = 250_000_000;

/** What a picture says of itself from its beginning to its end; a reader that is not at its end when the content is has one that was cut off. */
export type PictureVerdict = 'whole' | 'unreadable' | 'too-many-pixels';

/** Which pictures are read as they pass. */
export const pictureReaders = { png, jpeg, heic } as const;

/** Chunks from IHDR to IEND (PNG 3, 5.3); what stands behind is nobody's. */
function* png(): Reader<PictureVerdict> {
  yield { skip: 8 };
  let verdict: PictureVerdict | undefined;
  let hasData = false;
  for (;;) {
    const header = yield { read: 8 };
    const length = header.readUInt32BE();
    const type = header.toString('latin1', 4);
    if (verdict === undefined) {
      if (type !== 'IHDR' || length !== 13) return 'unreadable';
      const start = yield { read: length };
      verdict = sized(start.readUInt32BE(), start.readUInt32BE(4));
    } else yield { skip: length };
    yield { skip: 4 };
    hasData ||= type === 'IDAT' && length > 0;
    if (type === 'IEND') return hasData ? verdict : 'unreadable';
  }
}

/** Markers from SOI to EOI (ISO/IEC 10918-1, B.1.1); between the segments of a scan stands what it is coded in, where FF is followed by 00. */
function* jpeg(): Reader<PictureVerdict> {
  yield { skip: 2 };
  let verdict: PictureVerdict = 'unreadable';
  let hasScan = false;
  for (;;) {
    yield { until: 0xff };
    let [marker = 0] = yield { read: 1 };
    while (marker === 0xff) [marker = 0] = yield { read: 1 };
    if (marker === 0xd9) return hasScan ? verdict : 'unreadable';
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const length = (yield { read: 2 }).readUInt16BE() - 2;
    if (length < 0) return 'unreadable';
    hasScan ||= marker === 0xda;
    if (isFrame(marker) && length >= 5) {
      const frame = yield { read: length };
      verdict = sized(frame.readUInt16BE(3), frame.readUInt16BE(1));
    } else yield { skip: length };
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** More of a description than this is none that a camera writes, in bytes. */
const mostDescription = 1_000_000;

/** Boxes (ISO/IEC 14496-12, 4.2): the description of the picture with its sizes (23008-12, 6.5.3), and what it is coded in. */
function* heic(): Reader<PictureVerdict> {
  let verdict: PictureVerdict = 'unreadable';
  let hasData = false;
  for (;;) {
    const header = yield { read: 8, mayEnd: true };
    if (header.length === 0) return hasData ? verdict : 'unreadable';
    const type = header.toString('latin1', 4);
    let length = header.readUInt32BE() - 8;
    // Its size stands behind its type.
    if (length === -7) length = Number((yield { read: 8 }).readBigUInt64BE()) - 16;
    hasData ||= type === 'mdat';
    // It goes on to the end.
    if (length === -8) return hasData ? verdict : 'unreadable';
    if (length < 0) return 'unreadable';
    if (type === 'meta' && length <= mostDescription) verdict = largest(yield { read: length });
    else yield { skip: length };
  }
}

/** Of a picture in tiles, and of its previews, the largest counts. */
function largest(description: Buffer): PictureVerdict {
  let verdict: PictureVerdict = 'unreadable';
  for (let at = description.indexOf('ispe'); at !== -1; at = description.indexOf('ispe', at + 1)) {
    if (at + 16 > description.length) return 'unreadable';
    const size = sized(description.readUInt32BE(at + 8), description.readUInt32BE(at + 12));
    if (verdict !== 'too-many-pixels') verdict = size;
  }
  return verdict;
}

/** @param width, height pixels */
export function sized(width: number, height: number): PictureVerdict {
  if (width === 0 || height === 0) return 'unreadable';
  return width * height > mostPixels ? 'too-many-pixels' : 'whole';
}
