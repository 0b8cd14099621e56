import { fileTypeFromBuffer } from 'file-type';
import { typeOf, type DocumentType } from './media-type';
import type { Uncountable } from './pdf-pages';

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
export type Unacceptable =
  | 'type-unknown'
  | 'type-not-allowed'
  | 'several-types'
  | 'macros'
  /** More pages than its service takes, or none that can be counted. */
  | 'too-many-pages'
  | Uncountable;

/** What the bytes of a document show, as they pass. */
export class Inspection {
  private head: Buffer = Buffer.alloc(0);
  /** The last bytes, in a ring. */
  private readonly last = Buffer.allocUnsafeSlow(tailBytes);
  private lastBytes = 0;
  /** The end of the piece before. */
  private seam: Buffer = Buffer.alloc(0);
  private macros = false;

  /** Whether enough has passed to tell the type. */
  get knowsType(): boolean {
    return this.head.length >= headBytes;
  }

  take(piece: Buffer): void {
    if (!this.knowsType)
      this.head = Buffer.concat([this.head, piece.subarray(0, headBytes - this.head.length)]);
    if (!this.macros && this.head.subarray(0, 2).equals(archiveMark)) this.lookForMacros(piece);
    this.keep(piece);
  }

  /** Copied over what passed before: whoever brings a piece may use its memory again. */
  private keep(piece: Buffer): void {
    for (let rest = piece.subarray(-tailBytes); rest.length > 0;) {
      const copied = rest.copy(this.last, this.lastBytes % tailBytes);
      this.lastBytes += copied;
      rest = rest.subarray(copied);
    }
  }

  /** What passed last, as far back as it matters. */
  private tail(): Buffer {
    if (this.lastBytes <= tailBytes) return this.last.subarray(0, this.lastBytes);
    const oldest = this.lastBytes % tailBytes;
    return Buffer.concat([this.last.subarray(oldest), this.last.subarray(0, oldest)]);
  }

  private lookForMacros(piece: Buffer): void {
    const seam = Buffer.concat([this.seam, piece.subarray(0, longestMark)]);
    this.macros = macroMarks.some((mark) => piece.includes(mark) || seam.includes(mark));
    this.seam = Buffer.concat([this.seam, piece.subarray(-longestMark)]).subarray(-longestMark);
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
    const tail = this.tail();
    for (let at = tail.lastIndexOf(endOfArchive); at !== -1;) {
      const isWhole = at + 22 <= tail.length;
      if (isWhole && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
      at = at === 0 ? -1 : tail.lastIndexOf(endOfArchive, at - 1);
    }
    return false;
  }
}

/** The formats that are ZIP archives inside. */
function isArchive(type: DocumentType): boolean {
  return ['docx', 'xlsx', 'odt', 'ods', 'zip'].includes(type);
}
