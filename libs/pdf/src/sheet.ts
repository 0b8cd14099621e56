import { showable, type Run, type Weight } from './fonts';
import { linesOf, type Line } from './lines';
import { TaggedPdf, type PdfDescription } from './tagged-pdf';
import type { Language } from './words';

/** How a text is set. All lengths in points. */
interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  /** Height of a line. */
  readonly line: number;
  /** From the top of a line to the base of its letters; what stands side by side has the same. */
  readonly rise: number;
}

const ink = '#1a1a1a';
const quiet = '#505050';
const hairline = '#c8c8c8';

export const styles = {
  city: { size: 15, weight: 'bold', colour: ink, line: 20, rise: 15 },
  title: { size: 17, weight: 'bold', colour: ink, line: 22, rise: 17 },
  heading: { size: 12.5, weight: 'bold', colour: ink, line: 17, rise: 12.5 },
  text: { size: 10, weight: 'regular', colour: ink, line: 14.5, rise: 10 },
  strong: { size: 10, weight: 'bold', colour: ink, line: 14.5, rise: 10 },
  label: { size: 10, weight: 'regular', colour: quiet, line: 14.5, rise: 10 },
  small: { size: 9, weight: 'regular', colour: quiet, line: 12.5, rise: 9 },
  /** Sixty-four hexadecimal digits fit into the wider column of a table. */
  code: { size: 7.5, weight: 'regular', colour: ink, line: 14.5, rise: 10 },
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof styles;

/** A column of a page, in points from the left edge. */
interface Column {
  readonly x: number;
  readonly width: number;
}

/** A row of a table: what is asked, and what is answered. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly style?: StyleName;
}

/** What stands at the foot of every page beside its number. */
export interface Foot {
  readonly left: string;
  page(number: number, of: number): string;
}

const margins = { top: 56, bottom: 74, left: 68, right: 56 };
const gap = 14;
const labelShare = 0.36;
const rowPadding = 3.5;
const paragraphGap = 6;
/** Where the window of an envelope shows the address (DIN 5008, form B), from the top. */
const window = { top: 132, bottom: 258 };

type Tag = 'H1' | 'H2' | 'P' | 'TH' | 'TD';

/** What an element has beside its text. */
interface Setting {
  /** Of a header: what it heads. */
  readonly scope?: 'Row' | 'Column';
  readonly language?: Language;
  readonly alignRight?: boolean;
}

/**
 * A document as it is written from top to bottom: each part is tagged as what it is, in the order in which it is read, and goes
 * on over as many pages as it needs. Nothing is measured twice, so the same parts make the same bytes.
 */
export class Sheet {
  private readonly pdf: TaggedPdf;
  private readonly root: PDFKit.PDFStructureElement;
  private readonly body: Column;
  private y = margins.top;

  constructor(
    description: PdfDescription,
    private readonly foot: Foot,
  ) {
    this.pdf = new TaggedPdf(description, { margins });
    this.body = { x: margins.left, width: this.pdf.page.width - margins.left - margins.right };
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  /** The city and who writes in its name; on the right how they are reached. @param colour of the city, `#rrggbb` */
  letterhead(city: string, office: string, contact: readonly string[], colour: string): void {
    const { x, width } = this.body;
    this.pdf.artifact('Layout', () => this.pdf.rect(0, 0, this.pdf.page.width, 8).fill(colour));
    const half = (width - gap) / 2;
    const top = this.y;
    this.write(this.root, 'P', city, 'city', { x, width: half });
    this.write(this.root, 'P', office, 'text', { x, width: half });
    const left = this.y;
    this.y = top;
    for (const line of contact) this.write(this.root, 'P', line, 'small', { x: x + half + gap, width: half });
    this.y = Math.max(left, this.y) + 8;
    this.line(colour, 1);
    this.y += 20;
  }

  title(text: string): void {
    this.write(this.root, 'H1', text, 'title', this.body);
    this.y += 8;
  }

  /** A heading, which begins a page rather than stand at the end of one. */
  heading(text: string): void {
    this.y += 14;
    if (this.left < 90) this.newPage();
    this.pdf.outline.addItem(text);
    this.write(this.root, 'H2', text, 'heading', this.body);
    this.y += 4;
  }

  /**
   * Running text; an empty line begins a new paragraph.
   * @param language where it is not that of the document: a screen reader speaks it then
   */
  text(text: string, style: StyleName = 'text', language?: Language): void {
    for (const paragraph of text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n\s*?/)) {
      if (paragraph.trim() === '') continue;
      this.write(this.root, 'P', paragraph, style, this.body, { ...(language && { language }) });
      this.y += paragraphGap;
    }
  }

  /** Who a letter is for, where the window of its envelope shows it; nothing else stands there. */
  address(lines: readonly string[]): void {
    this.y = Math.max(this.y, window.top);
    if (lines.length > 0) this.write(this.root, 'P', lines.join('\n'), 'text', this.body);
    this.y = Math.max(this.y + 20, window.bottom);
  }

  space(points: number): void {
    this.y += points;
  }

  /** A table of two columns, each row headed by its label. */
  table(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const labelWidth = this.body.width * labelShare;
    const label = { x: this.body.x, width: labelWidth - gap };
    const value = { x: this.body.x + labelWidth, width: this.body.width - labelWidth };
    const table = this.pdf.struct('Table');
    this.root.add(table);
    for (const row of rows) this.row(table, row, label, value);
    table.end();
  }

  /** A table of what is charged; the last row is the sum. */
  amounts(head: readonly [string, string], rows: readonly (readonly [string, string])[]): void {
    const amountWidth = 110;
    const { x, width } = this.body;
    const columns = [
      { x, width: width - amountWidth - gap },
      { x: x + width - amountWidth, width: amountWidth },
    ] as const;
    const table = this.pdf.struct('Table');
    this.root.add(table);
    [head, ...rows].forEach((cells, index, all) => {
      const isHead = index === 0;
      const style = isHead ? 'label' : index === all.length - 1 ? 'strong' : 'text';
      const heights = cells.map((cell, place) => this.measured(cell, style, columns[place as 0 | 1]).height);
      if (Math.max(...heights) + 2 * rowPadding > this.left) this.newPage();
      const tr = this.pdf.struct('TR');
      table.add(tr);
      this.y += rowPadding;
      const top = this.y;
      cells.forEach((cell, place) => {
        this.y = top;
        const column = columns[place as 0 | 1];
        const isHeader = isHead || place === 0;
        this.write(tr, isHeader ? 'TH' : 'TD', cell, style, column, {
          ...(isHeader && { scope: isHead ? 'Column' : 'Row' }),
          alignRight: place === 1,
        });
      });
      tr.end();
      this.y = top + Math.max(...heights) + rowPadding;
      this.line(hairline, 0.5);
    });
    table.end();
  }

  /** An empty place on the page, with what belongs there beneath it. */
  place(caption: string): void {
    const height = 104;
    const width = 150;
    if (height + 24 > this.left) this.newPage();
    this.y += 12;
    this.pdf.artifact('Layout', () =>
      this.pdf
        .dash(3, { space: 3 })
        .lineWidth(0.75)
        .rect(this.body.x, this.y, width, height)
        .stroke('#8a8a8a')
        .undash(),
    );
    this.y += height + 4;
    this.write(this.root, 'P', caption, 'small', { x: this.body.x, width });
  }

  /** The bytes of the whole document. */
  finish(): Promise<Buffer> {
    this.root.end();
    this.feet();
    const chunks: Uint8Array[] = [];
    return new Promise((resolve, reject) => {
      this.pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.pdf.on('error', reject);
      this.pdf.end();
    });
  }

  private row(
    table: PDFKit.PDFStructureElement,
    { label, value, style = 'text' }: Row,
    labelColumn: Column,
    valueColumn: Column,
  ): void {
    const height =
      Math.max(
        this.measured(label, 'label', labelColumn).height,
        this.measured(value, style, valueColumn).height,
      ) +
      2 * rowPadding;
    // What fits on one page is not torn; what is longer begins where it stands.
    const isLong = height > this.pageHeight / 2;
    if (height > this.left && (!isLong || this.left < 80)) this.newPage();
    const tr = this.pdf.struct('TR');
    table.add(tr);
    this.y += rowPadding;
    const top = { page: this.page, y: this.y };
    this.write(tr, 'TH', label, 'label', labelColumn, { scope: 'Row' });
    const afterLabel = this.y;
    if (this.page === top.page) this.y = top.y;
    const valueFrom = this.page;
    this.write(tr, 'TD', value, style, valueColumn);
    tr.end();
    if (this.page === valueFrom) this.y = Math.max(this.y, afterLabel);
    this.y += rowPadding;
    this.line(hairline, 0.5);
  }

  /** Writes a text into a column from the present height on, tagged as one element. */
  private write(
    parent: PDFKit.PDFStructureElement,
    tag: Tag,
    text: string,
    style: StyleName,
    column: Column,
    { scope, language, alignRight = false }: Setting = {},
  ): void {
    const { lines } = this.measured(text, style, column);
    const { line: lineHeight } = styles[style];
    if (lineHeight > this.left) this.newPage();
    const element = this.pdf.struct(
      tag,
      { ...(scope && { scope }), ...(language && { lang: language }) } as never,
      () => {
        for (const line of lines) {
          if (lineHeight > this.left) this.continue();
          this.draw(line, alignRight ? column.x + column.width - widthOf(line) : column.x, style);
          this.y += lineHeight;
        }
      },
    );
    parent.add(element);
  }

  private draw({ runs }: Line, x: number, style: StyleName): void {
    const { size, colour, rise } = styles[style];
    // All fonts of a line stand upon one base line.
    const base = this.y + rise;
    let at = x;
    for (const { font, text, width } of runs) {
      this.pdf
        .font(font)
        .fontSize(size)
        .fillColor(colour)
        .text(text, at, base, { lineBreak: false, baseline: 'alphabetic' });
      at += width;
    }
  }

  private measured(text: string, style: StyleName, { width }: Column) {
    const { size, weight, line } = styles[style];
    const measure = ({ font, text: part }: Run) => this.pdf.font(font).fontSize(size).widthOfString(part);
    const lines = linesOf(showable(text), weight, width, measure);
    return { lines, height: lines.length * line };
  }

  private line(colour: string, width: number): void {
    const { x, width: length } = this.body;
    this.pdf.artifact('Layout', () =>
      this.pdf
        .lineWidth(width)
        .moveTo(x, this.y)
        .lineTo(x + length, this.y)
        .stroke(colour),
    );
  }

  private get page(): number {
    return this.pdf.bufferedPageRange().count;
  }

  private get pageHeight(): number {
    return this.pdf.page.height - margins.top - margins.bottom;
  }

  /** What is left of the page, in points. */
  private get left(): number {
    return this.pdf.page.height - margins.bottom - this.y;
  }

  private newPage(): void {
    this.pdf.addPage();
    this.y = margins.top;
  }

  /** A new page in the middle of a part. */
  private continue(): void {
    this.pdf.nextPage();
    this.y = margins.top;
  }

  private feet(): void {
    const { count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.pdf.switchToPage(index);
      const column = { x: this.body.x, width: this.body.width };
      this.pdf.artifact('Pagination', () => {
        for (const [text, isRight] of [
          [this.foot.left, false],
          [this.foot.page(index + 1, count), true],
        ] as const) {
          const [line] = this.measured(text, 'small', column).lines;
          if (line === undefined) continue;
          this.y = this.pdf.page.height - margins.bottom + 30;
          this.draw(line, isRight ? column.x + column.width - widthOf(line) : column.x, 'small');
        }
      });
    }
  }
}

function widthOf({ runs }: Line): number {
  return runs.reduce((sum, { width }) => sum + width, 0);
}
