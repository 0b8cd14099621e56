import PDFDocument from 'pdfkit';
import { fontOf, type FontName } from './fonts';

/** What pdfkit knows of a font that it embeds, as far as it is mended here. */
interface EmbeddedFont {
  readonly subset: { glyphs: number[]; includeGlyph(glyph: number): number };
  readonly unicode: (readonly number[])[];
  readonly widths: number[];
  readonly scale: number;
  layout(
    text: string,
    features?: unknown,
  ): { readonly glyphs: readonly Glyph[]; readonly positions: unknown[] };
  encode(text: string, features?: unknown): [encoded: string[], positions: unknown[]];
  embed(): unknown;
}

interface Glyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  readonly advanceWidth: number;
}

/** What pdfkit has beside what its types tell. */
interface Inside {
  _font: EmbeddedFont;
  subset: number | undefined;
  info: Record<string, unknown>;
  continueOnNewPage(): void;
}

const inside = (document: TaggedPdf) => document as unknown as Inside;

/** What a document says about itself. */
export interface PdfDescription {
  readonly language: 'de' | 'en';
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** When it was made: with the content, all that its bytes depend on. */
  readonly createdAt: Date;
}

/**
 * A PDF document in the manner of PDF/UA-1: tagged, with title and language, its fonts embedded; A4. What pdfkit 0.20 gets wrong is
 * mended here, each in one place:
 * - its list of embedded glyphs (CIDSet) leaves out the parts that letters are composed of: without a list none is wrong;
 * - two characters that look alike share one glyph and with it one meaning (Ω and the sign for ohm): each gets its own;
 * - `&` and `<` in a title break the metadata.
 */
export class TaggedPdf extends PDFDocument {
  private readonly registered = new Set<FontName>();
  private readonly mended = new WeakSet<EmbeddedFont>();

  constructor(
    { language, title, author, subject, createdAt }: PdfDescription,
    margins: PDFKit.PDFDocumentOptions,
  ) {
    super({
      ...margins,
      size: 'A4',
      pdfVersion: '1.7',
      subset: 'PDF/UA' as never,
      tagged: true,
      lang: language,
      displayTitle: true,
      bufferPages: true,
      // Without a font of its own it would begin with one that is not embedded.
      font: null as never,
      info: {
        Title: title,
        Author: author,
        Subject: subject,
        Creator: 'Serviceportal',
        CreationDate: createdAt,
      },
    });
  }

  /** A font is read when something is written in it. */
  override font(name: FontName): this {
    if (!this.registered.has(name)) this.registerFont(name, fontOf(name) as never);
    this.registered.add(name);
    super.font(name);
    const { _font } = inside(this);
    if (!this.mended.has(_font)) this.mend(_font);
    return this;
  }

  /** Goes on with what is being written on a new page. */
  nextPage(): void {
    inside(this).continueOnNewPage();
  }

  /** Writes what is no content, e.g. a line or a page number: a screen reader passes over it. */
  artifact(type: 'Layout' | 'Pagination', write: () => void): void {
    this.markContent('Artifact', { type });
    write();
    this.endMarkedContent();
  }

  /** Called by pdfkit at the end: the metadata is XML. */
  override endMetadata(): void {
    const document = inside(this);
    const { info } = document;
    document.info = Object.fromEntries(
      Object.entries(info).map(([name, value]) => [name, typeof value === 'string' ? asXml(value) : value]),
    );
    super.endMetadata();
    document.info = info;
  }

  private mend(font: EmbeddedFont): void {
    this.mended.add(font);
    const document = inside(this);
    const embed = font.embed.bind(font);
    font.embed = () => {
      const { subset } = document;
      document.subset = undefined;
      embed();
      document.subset = subset;
    };
    const known = new Map<string, number>();
    font.encode = (text, features) => {
      const { glyphs, positions } = font.layout(text, features);
      return [withMeaning(glyphs).map((glyph) => hex(cidOf(font, glyph, known))), positions];
    };
  }
}

/** The number under which a glyph is written, one for each meaning that it has. */
function cidOf(
  { subset, unicode, widths, scale }: EmbeddedFont,
  { id, codePoints, advanceWidth }: Glyph,
  known: Map<string, number>,
): number {
  const meaning = `${id} ${codePoints.join()}`;
  let cid = known.get(meaning);
  if (cid === undefined) {
    cid = subset.includeGlyph(id);
    // It is there with another meaning: once more, then.
    if (unicode[cid] !== undefined) cid = subset.glyphs.push(id) - 1;
    known.set(meaning, cid);
    unicode[cid] = codePoints;
    widths[cid] = advanceWidth * scale;
  }
  return cid;
}

/**
 * Every glyph with the characters that it stands for. Where the font has taken a letter apart (ọ before a further mark is drawn
 * as o and the dot), the first glyph stands for all of it and the others for nothing; here each stands for its part.
 */
function withMeaning(glyphs: readonly Glyph[]): readonly Glyph[] {
  return glyphs.map((glyph, index) => {
    const first = glyphs.findLastIndex(({ codePoints }, at) => at <= index && codePoints.length > 0);
    const next = glyphs.findIndex(({ codePoints }, at) => at > index && codePoints.length > 0);
    const parts = (next < 0 ? glyphs.length : next) - first;
    const letter = glyphs[first];
    if (letter === undefined || parts === 1) return glyph;
    const { id, advanceWidth } = glyph;
    const apart = Array.from(
      String.fromCodePoint(...letter.codePoints).normalize('NFD'),
      (one) => one.codePointAt(0) ?? 0,
    );
    const begin = index - first;
    const codePoints = begin === parts - 1 ? apart.slice(begin) : apart.slice(begin, begin + 1);
    return { id, advanceWidth, codePoints: codePoints.length > 0 ? codePoints : [zeroWidthSpace] };
  });
}

const zeroWidthSpace = 0x200b;

function hex(cid: number): string {
  return cid.toString(16).padStart(4, '0');
}

function asXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
