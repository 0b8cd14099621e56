import { fileTypeFromBuffer } from 'file-type';
import { typeOf, type DocumentType } from './media-type';

/** So much of the beginning tells the type, in bytes. */
const headBytes = 64 * 1024;
/** So far from the end the directory of an archive may begin its last record: 22 bytes and a comment (ZIP, 4.3.16). */
const tailBytes = 22 + 65_535;
/** Readers of PDF accept its mark within so many bytes. */
const pdfMarkWithin = 1_024;

const pdfMark = Buffer.from('%PDF-');
const archiveMark = Buffer.from('PK', 'latin1');
const endOfArchive = Buffer.from('PK\x05\x06', 'latin1');
/** In the directory of an office file with macros, and in the one of an older format. */
const macroMarks = [
  Buffer.from('vbaProject.bin'),
  Buffer.from('vbaData.xml'),
  Buffer.from('Basic/script-lb.xml'),
];
const longestMark = Math.max(...macroMarks.map(({ length }) => length));

/** Why content is not taken, whatever it is called. */
export type Unacceptable = 'type-unknown' | 'type-not-allowed' | 'several-types' | 'macros';

/** What the bytes of a document show, as they pass. */
export class Inspection {
  private head: Buffer = Buffer.alloc(0);
  private tail: Buffer = Buffer.alloc(0);
  private macros = false;

  /** Whether enough has passed to tell the type. */
  get knowsType(): boolean {
    return this.head.length >= headBytes;
  }

  take(piece: Buffer): void {
    if (!this.knowsType)
      this.head = Buffer.concat([this.head, piece.subarray(0, headBytes - this.head.length)]);
    if (!this.macros && this.head.subarray(0, 2).equals(archiveMark)) this.lookForMacros(piece);
    this.tail =
      piece.length >= tailBytes
        ? Buffer.from(piece.subarray(-tailBytes))
        : Buffer.concat([this.tail.subarray(-(tailBytes - piece.length)), piece]);
  }

  private lookForMacros(piece: Buffer): void {
    const seam = Buffer.concat([this.tail.subarray(-longestMark), piece.subarray(0, longestMark)]);
    this.macros = macroMarks.some((mark) => piece.includes(mark) || seam.includes(mark));
  }

  /** The type that the beginning shows, whatever a name or a header says. */
  async type(): Promise<DocumentType | undefined> {
    const found = await fileTypeFromBuffer(this.head).catch(() => undefined);
    return typeOf(found?.mime);
  }

  /**
   * Why it is not taken; undefined where nothing speaks against it. At the end of the content; before, of its type alone.
   * @param allowed what the service takes here
   */
  async unacceptable(allowed: readonly DocumentType[]): Promise<Unacceptable | undefined> {
    const type = await this.type();
    if (type === undefined) return 'type-unknown';
    if (!allowed.includes(type)) return 'type-not-allowed';
    if (this.isSeveral(type)) return 'several-types';
    return this.macros && isArchive(type) ? 'macros' : undefined;
  }

  /** A file that one program reads as this and another one as that: what was checked is not what somebody opens. */
  private isSeveral(type: DocumentType): boolean {
    if (type !== 'pdf' && this.head.subarray(0, pdfMarkWithin).includes(pdfMark)) return true;
    return !isArchive(type) && this.endsAsArchive();
  }

  private endsAsArchive(): boolean {
    for (let at = this.tail.lastIndexOf(endOfArchive); at !== -1;) {
      const isWhole = at + 22 <= this.tail.length;
      if (isWhole && at + 22 + this.tail.readUInt16LE(at + 20) === this.tail.length) return true;
      at = at === 0 ? -1 : this.tail.lastIndexOf(endOfArchive, at - 1);
    }
    return false;
  }
}

/** The formats that are ZIP archives inside. */
function isArchive(type: DocumentType): boolean {
  return ['docx', 'xlsx', 'odt', 'ods', 'zip'].includes(type);
}
