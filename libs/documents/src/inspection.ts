import { fileTypeFromBuffer } from 'file-type';
import { typeOf, type DocumentType } from './media-type';
import type { Refused } from './document-reader';
import { PassingContent } from './passing-content';
import { PdfMarks } from './pdf-marks';
import { pictureReaders, type PictureVerdict } from './picture';

/** So much of the beginning tells the type, in bytes. */
const headBytes = 64 * 1024;
/** So far from the end the directory of an archive may begin its last record: 22 bytes and a comment (ZIP, 4.3.16). */
const tailBytes = 22 + 65_535;
/** So much of the beginning says how content is read as it passes, in bytes. */
const beginningBytes = 12;
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
export type Unacceptable = 'type-unknown' | 'type-not-allowed' | 'several-types' | 'macros' | Refused;

/** What the bytes of a document show, as they pass. */
export class Inspection {
  private head: Buffer = Buffer.alloc(0);
  /** The last bytes, in a ring. */
  private readonly last = Buffer.allocUnsafeSlow(tailBytes);
  private lastBytes = 0;
  /** The end of the piece before. */
  private seam: Buffer = Buffer.alloc(0);
  private macros = false;
  /** What reads the content as it passes, once its beginning shows which. */
  private passing: PdfMarks | PassingContent<PictureVerdict> | undefined;

  /** Whether enough has passed to tell the type. */
  get knowsType(): boolean {
    return this.head.length >= headBytes;
  }

  take(piece: Buffer): void {
    this.passing?.take(piece);
    if (!this.knowsType)
      this.head = Buffer.concat([this.head, piece.subarray(0, headBytes - this.head.length)]);
    if (!this.macros && this.head.subarray(0, 2).equals(archiveMark)) this.lookForMacros(piece);
    this.keep(piece);
    if (this.passing !== undefined || this.head.length < beginningBytes) return;
    this.passing = readerOf(this.head);
    this.passing?.take(this.head);
  }

  /** Whether a PDF has to be read as a whole to know what is in it. */
  get needsReading(): boolean {
    return this.passing instanceof PdfMarks && this.passing.needsReading;
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
    return this.macros && isArchive(type) ? 'macros' : this.damage(type);
  }

  /** What is wrong with content that is what it says it is. */
  private damage(type: DocumentType): Unacceptable | undefined {
    switch (type) {
      case 'png':
      case 'jpeg':
      case 'heic': {
        const verdict = (this.passing instanceof PassingContent && this.passing.result) || 'incomplete';
        return verdict === 'whole' ? undefined : verdict;
      }
      case 'pdf':
        return this.passing instanceof PdfMarks && this.passing.isWhole ? undefined : 'incomplete';
      case 'docx':
      case 'xlsx':
      case 'odt':
      case 'ods':
      case 'zip':
        return this.endsAsArchive(tailBytes) ? undefined : 'incomplete';
      case 'tiff':
        // Its directories may lie anywhere: it is read as a whole.
        return undefined;
    }
  }

  /** A file that one program reads as this and another one as that: what was checked is not what somebody opens. */
  private isSeveral(type: DocumentType): boolean {
    if (type !== 'pdf' && this.head.subarray(0, pdfMarkWithin).includes(pdfMark)) return true;
    return !isArchive(type) && this.endsAsArchive();
  }

  /** @param most bytes that may stand behind it */
  private endsAsArchive(most = 0): boolean {
    const tail = this.tail();
    for (let at = tail.lastIndexOf(endOfArchive); at !== -1;) {
      const end = at + 22 <= tail.length ? at + 22 + tail.readUInt16LE(at + 20) : Infinity;
      if (end <= tail.length && tail.length - end <= most) return true;
      at = at === 0 ? -1 : tail.lastIndexOf(endOfArchive, at - 1);
    }
    return false;
  }
}

/** What reads content that begins like this, as it passes. */
function readerOf(head: Buffer): PdfMarks | PassingContent<PictureVerdict> | undefined {
  if (head.includes('%PDF')) return new PdfMarks();
  if (head[0] === 0x89) return new PassingContent(pictureReaders.png());
  if (head[0] === 0xff) return new PassingContent(pictureReaders.jpeg());
  return head.includes('ftyp') ? new PassingContent(pictureReaders.heic()) : undefined;
}

/** The formats that are ZIP archives inside. */
function isArchive(type: DocumentType): boolean {
  return ['docx', 'xlsx', 'odt', 'ods', 'zip'].includes(type);
}
