import { documentTypes, type DocumentType } from './media-type';
import { pagesOfPdf, type ReadingLimits, type Uncountable } from './pdf-pages';
import { pagesOfTiff } from './tiff-pages';

/** A document whose pages are counted: only this has the whole of a document in memory. */
export interface Counted {
  readonly type: DocumentType;
  /** Bytes of the content. */
  readonly length: number;
  content(): Promise<AsyncIterable<Buffer>>;
}

/** Counts pages of one document at a time, so that a service never holds more than one of them. */
export class PageCounter {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits?: ReadingLimits) {}

  /**
   * Whether a document has more pages than it may have; of a type that has none before somebody lays it out nobody can say so.
   * @throws what the content throws
   */
  async hasMoreThan(most: number, document: Counted): Promise<boolean | Uncountable> {
    const { pages } = documentTypes[document.type];
    if (pages !== 'counted') return (pages ?? 0) > most;
    const mine = this.last.then(() => this.read(document, most + 1));
    this.last = mine.catch(() => undefined);
    const counted = await mine;
    return typeof counted === 'number' ? counted > most : counted;
  }

  private async read({ type, length, content }: Counted, enough: number): Promise<number | Uncountable> {
    const bytes = new ArrayBuffer(length);
    const whole = Buffer.from(bytes);
    let at = 0;
    for await (const piece of await content()) at += piece.copy(whole, at);
    return type === 'pdf' ? pagesOfPdf(bytes, this.limits) : (pagesOfTiff(whole, enough) ?? 'unreadable');
  }
}
