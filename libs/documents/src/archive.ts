/** Names of files within office files that run something: macros of today and of Excel 4, controls, scripts of OpenDocument. */
const macroMarks = [
  ...['vbaProject.bin', 'vbaData.xml', 'xl/macrosheets/', 'activeX/activeX'],
  ...['Basic/script-lb.xml', 'Scripts/python/', 'Scripts/beanshell/', 'Scripts/javascript/'],
].map((name) => Buffer.from(name));
/** Of a file of any kind within an office file, which one opens from there. */
const objectMarks = [Buffer.from('embeddings/oleObject')];
const longestMark = Math.max(...[...macroMarks, ...objectMarks].map(({ length }) => length));

/** What shows of an archive as it passes: the names in it are not packed. */
export class ArchiveMarks {
  hasMacros = false;
  carriesFiles = false;
  /** The end of the piece before. */
  private seam: Buffer = Buffer.alloc(0);

  take(piece: Buffer): void {
    const seam = Buffer.concat([this.seam, piece.subarray(0, longestMark)]);
    const shows = (mark: Buffer) => piece.includes(mark) || seam.includes(mark);
    this.hasMacros ||= macroMarks.some(shows);
    this.carriesFiles ||= objectMarks.some(shows);
    this.seam = Buffer.concat([this.seam, piece.subarray(-longestMark)]).subarray(-longestMark);
  }
}

/** So far from the end the last record of an archive may begin: 22 bytes and a comment (ZIP, 4.3.16). */
export const archiveTailBytes = 22 + 65_535;
const endRecord = Buffer.from('PK\x05\x06', 'latin1');
const directoryEntry = Buffer.from('PK\x01\x02', 'latin1');

/**
 * Where the last record of an archive begins.
 * @param tail the last bytes of content @param most bytes that may stand behind it
 * @returns undefined where it is none that has an end
 */
export function archiveEnd(tail: Buffer, most: number): number | undefined {
  for (let at = tail.lastIndexOf(endRecord); at !== -1;) {
    const end = at + 22 <= tail.length ? at + 22 + tail.readUInt16LE(at + 20) : Infinity;
    if (end <= tail.length && tail.length - end <= most) return at;
    at = at === 0 ? -1 : tail.lastIndexOf(endRecord, at - 1);
  }
  return undefined;
}

/**
 * Whether a file in an archive opens with a password alone (ZIP, 4.4.4): no scanner sees what it is.
 * @param head its first bytes @param tail its last ones, as far as its directory reaches into them
 */
export function isLocked(head: Buffer, tail: Buffer): boolean {
  const isSet = (bytes: Buffer, at: number) => at + 2 <= bytes.length && (bytes.readUInt16LE(at) & 1) === 1;
  const end = archiveEnd(tail, archiveTailBytes) ?? 0;
  const directory = tail.subarray(Math.max(0, end - tail.readUInt32LE(end + 12)), end);
  for (let at = directory.indexOf(directoryEntry); at !== -1; at = directory.indexOf(directoryEntry, at + 1))
    if (isSet(directory, at + 8)) return true;
  return isSet(head, 6);
}
