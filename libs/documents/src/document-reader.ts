import { documentTypes, type DocumentType } from './media-type';
import { readPdf, type PdfContents, type ReadingLimits, type Unreadable } from './pdf-contents';
import { readTiff } from './tiff';

/** A document that is read: only this has the whole of a document in memory. */
export interface ReadDocument {
  readonly type: DocumentType;
  /** Bytes of the content. */
  readonly length: number;
  content(): Promise<AsyncIterable<Buffer>>;
}

/** What is asked of a document. */
export interface AskedOfDocument {
  /** Most pages; nobody counts them where it is left out. A type that has none before somebody lays it out has none. */
  readonly maxPages?: number;
  /** Whether it takes a look into a PDF to know what is in it; a TIFF is always looked into. */
  readonly looksInside?: boolean;
  /** Whether other files may lie in it. */
  readonly takesFiles?: boolean;
}

/** Why a document is not taken that was read as a whole. */
export type Refused =
  | Unreadable
  /** More pages than its service takes. */
  | 'too-many-pages'
  /** It was cut off. */
  | 'incomplete'
  | 'too-many-pixels'
  /** It runs something. */
  | 'active'
  /** Other files lie in it. */
  | 'carries-files';

/** Reads one document at a time, so that a service never holds more than one of them. */
export class DocumentReader {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits?: ReadingLimits) {}

  /**
   * Why a document is not taken; undefined where nothing that was asked speaks against it.
   * @throws what the content throws
   */
  async refusal(document: ReadDocument, asked: AskedOfDocument): Promise<Refused | undefined> {
    const { maxPages, looksInside = false } = asked;
    const { pages } = documentTypes[document.type];
    if (pages !== 'counted') return (pages ?? 0) > (maxPages ?? Infinity) ? 'too-many-pages' : undefined;
    if (document.type === 'pdf' && maxPages === undefined && !looksInside) return undefined;
    const mine = this.last.then(() => this.read(document, asked));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async read(
    { type, length, content: open }: ReadDocument,
    asked: AskedOfDocument,
  ): Promise<Refused | undefined> {
    const { maxPages, looksInside = false } = asked;
    const content = new ArrayBuffer(length);
    const whole = Buffer.from(content);
    let at = 0;
    for await (const piece of await open()) at += piece.copy(whole, at);
    if (type === 'pdf')
      return refusalOf(
        await readPdf({ content, looksInside, countsPages: maxPages !== undefined }, this.limits),
        asked,
      );
    const tiff = readTiff(whole, (maxPages ?? mostDirectories) + 1);
    if (tiff === undefined) return 'unreadable';
    if (tiff.pages > (maxPages ?? Infinity)) return 'too-many-pages';
    return tiff.verdict === 'whole' ? undefined : tiff.verdict;
  }
}

/** So many pictures of a TIFF are looked at where nobody says how many it may have. */
const mostDirectories = 10_000;

function refusalOf(
  found: PdfContents | Unreadable,
  { maxPages = Infinity, takesFiles = false }: AskedOfDocument,
): Refused | undefined {
  if (typeof found === 'string') return found;
  const { pages = 0, isActive = false, carriesFiles = false } = found;
  if (isActive) return 'active';
  if (carriesFiles && !takesFiles) return 'carries-files';
  return pages > maxPages ? 'too-many-pages' : undefined;
}
