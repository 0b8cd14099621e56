import { fileTypeFromBuffer } from 'file-type';
import { archiveEnd, ArchiveMarks, archiveTailBytes, isLocked } from './archive';
import { typeOf, type DocumentType } from './media-type';
import type { Refused } from './document-reader';
import { PassingContent } from './passing-content';
import { PdfMarks } from './pdf-marks';
import { pictureReaders, type PictureVerdict } from './picture';

/** So much of the beginning tells the type, in bytes. */
const headBytes = 64 * 1024;
/** So much of the beginning says how content is read as it passes, in bytes. */
const beginningBytes = 12;
/** Readers of PDF accept its mark within so many bytes. */
const pdfMarkWithin = 1_024;

const pdfMark = Buffer.from('%PDF-');
const archiveMark = Buffer.from('PK', 'latin1');

/** Why content is not taken, whatever it is called. */
export type Unacceptable = 'type-unknown' | 'type-not-allowed' | 'several-types' | 'macros' | Refused;

/** What the bytes of a document show, as they pass. */
export class Inspection {
  private head: Buffer = Buffer.alloc(0);
  /** The last bytes, in a ring. */
  private readonly last = Buffer.allocUnsafeSlow(archiveTailBytes);
  private lastBytes = 0;
  /** What reads the content as it passes, once its beginning shows which. */
  private passing: Passing | undefined;

  /** Whether enough has passed to tell the type. */
  get knowsType(): boolean {
    return this.head.length >= headBytes;
  }

  take(piece: Buffer): void {
    const before = this.head;
    this.passing?.take(piece);
    if (!this.knowsType)
      this.head = Buffer.concat([this.head, piece.subarray(0, headBytes - this.head.length)]);
    this.keep(piece);
    if (before.length >= beginningBytes || this.head.length < beginningBytes) return;
    this.passing = readerOf(this.head);
    this.passing?.take(before);
    this.passing?.take(piece);
  }

  /** Whether a PDF has to be read as a whole to know what is in it. */
  get needsReading(): boolean {
    return this.passing instanceof PdfMarks && this.passing.needsReading;
  }

  /** Copied over what passed before: whoever brings a piece may use its memory again. */
  private keep(piece: Buffer): void {
    for (let rest = piece.subarray(-archiveTailBytes); rest.length > 0;) {
      const copied = rest.copy(this.last, this.lastBytes % archiveTailBytes);
      this.lastBytes += copied;
      rest = rest.subarray(copied);
    }
  }

  /** What passed last, as far back as it matters. */
  private tail(): Buffer {
    if (this.lastBytes <= archiveTailBytes) return this.last.subarray(0, this.lastBytes);
    const oldest = this.lastBytes % archiveTailBytes;
    return Buffer.concat([this.last.subarray(oldest), this.last.subarray(0, oldest)]);
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
    return this.fault(type, allowed);
  }

  /** What speaks against content that is what it says it is. */
  private fault(type: DocumentType, allowed: readonly DocumentType[]): Unacceptable | undefined {
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
        return this.faultOfArchive(allowed);
      case 'tiff':
        // Its directories may lie anywhere: it is read as a whole.
        return undefined;
    }
  }

  /** A file that one program reads as this and another one as that: what was checked is not what somebody opens. */
  private isSeveral(type: DocumentType): boolean {
    if (type !== 'pdf' && this.head.subarray(0, pdfMarkWithin).includes(pdfMark)) return true;
    return !isArchive(type) && archiveEnd(this.tail(), 0) !== undefined;
  }

  private faultOfArchive(allowed: readonly DocumentType[]): Unacceptable | undefined {
    const tail = this.tail();
    if (archiveEnd(tail, archiveTailBytes) === undefined) return 'incomplete';
    if (isLocked(this.head, tail)) return 'encrypted';
    if (!(this.passing instanceof ArchiveMarks)) return undefined;
    if (this.passing.hasMacros) return 'macros';
    return this.passing.carriesFiles && !allowed.includes('zip') ? 'carries-files' : undefined;
  }
}

type Passing = PdfMarks | ArchiveMarks | PassingContent<PictureVerdict>;

/** What reads content that begins like this, as it passes. */
function readerOf(head: Buffer): Passing | undefined {
  if (head.subarray(0, 2).equals(archiveMark)) return new ArchiveMarks();
  if (head.includes('%PDF')) return new PdfMarks();
  if (head[0] === 0x89) return new PassingContent(pictureReaders.png());
  if (head[0] === 0xff) return new PassingContent(pictureReaders.jpeg());
  return head.includes('ftyp') ? new PassingContent(pictureReaders.heic()) : undefined;
}

/** The formats that are ZIP archives inside. */
function isArchive(type: DocumentType): boolean {
  return ['docx', 'xlsx', 'odt', 'ods', 'zip'].includes(type);
}
